namespace TerraformPlugin.Framework;

/// <summary>For a resource whose identity schema's version is above 0.</summary>
public interface IUpgradeIdentity
{
    /// <summary>Writes the identity in its current form; returns false when that version cannot be upgraded.</summary>
    bool UpgradeIdentity(StateUpgradeContext context, ModelWriter writer);
}
