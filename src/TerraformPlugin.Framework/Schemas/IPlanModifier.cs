namespace TerraformPlugin.Framework;

/// <summary>
/// Changes what is planned for one attribute. An attribute that is not computed may only be planned as configured, or
/// as it was before; Terraform refuses anything else.
/// </summary>
public interface IPlanModifier<T>
    where T : notnull
{
    /// <summary>Changes the context's plan, or requires replacement.</summary>
    void Modify(PlanModifierContext<T> context);
}
