namespace TerraformPlugin.Framework.Server;

/// <summary>The state by the current schema.</summary>
public sealed record UpgradeResourceStateResponse
{
    public EncodedValue UpgradedState { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
