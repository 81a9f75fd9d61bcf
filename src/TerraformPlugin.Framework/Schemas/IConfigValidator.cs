namespace TerraformPlugin.Framework;

/// <summary>
/// Checks a configuration as a whole, for rules between attributes. Values may be unknown: such a rule is not broken
/// before it is known to be.
/// </summary>
public interface IConfigValidator
{
    /// <summary>Adds to the diagnostics what is wrong.</summary>
    void Validate(ModelReader config, Diagnostics diagnostics);
}
