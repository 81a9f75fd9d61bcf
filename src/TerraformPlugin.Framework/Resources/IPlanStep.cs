namespace TerraformPlugin.Framework;

/// <summary>
/// For a resource with a planning step of its own. Runs last, on every plan that is not a destroy, also when the
/// proposal equals the prior state: drift is planned here. Terraform plans again at the start of apply and refuses
/// known values that differ from the first time, so the outcome may depend on the context only.
/// </summary>
public interface IPlanStep
{
    /// <summary>Edits the plan, requires replacement, defers, says what the user should know.</summary>
    Task PlanAsync(PlanContext context, CancellationToken cancellationToken);
}
