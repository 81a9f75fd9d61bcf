namespace TerraformPlugin.Framework;

/// <summary>What a state upgrade is given.</summary>
public sealed class StateUpgradeContext
{
    /// <summary>The version of the schema that wrote the state; below the current one.</summary>
    public required long Version { get; init; }

    /// <summary>The state as it was stored: a JSON object of that version's attributes.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Takes what the user should know.</summary>
    public Diagnostics Diagnostics { get; init; } = [];
}
