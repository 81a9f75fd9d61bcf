using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Server;

/// <summary>The plan.</summary>
public sealed record PlanResourceChangeResponse
{
    public EncodedValue PlannedState { get; init; }

    /// <summary>Sorted and distinct; without steps into sets.</summary>
    public IReadOnlyList<AttributePath> RequiresReplace { get; init; } = [];

    public ReadOnlyMemory<byte> PlannedPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PlannedIdentity { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
