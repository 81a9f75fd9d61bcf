namespace TerraformPlugin.Framework.Server;

/// <summary>The identity by the current identity schema.</summary>
public sealed record UpgradeResourceIdentityResponse
{
    public EncodedValue UpgradedIdentity { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
