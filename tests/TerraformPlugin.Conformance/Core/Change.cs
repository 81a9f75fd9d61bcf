using Google.Protobuf;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

internal enum ActionKind
{
    NoOp,
    Create,
    Update,
    Replace,
    Delete,
}

/// <summary>One resource of a plan.</summary>
/// <param name="Planned">Null for a delete.</param>
/// <param name="Private">What the provider wants to find again at apply.</param>
internal sealed record Change(
    ActionKind Action, Instance? Prior, TerraformValue Planned, ByteString Private, TerraformValue? Identity,
    Findings Findings)
{
    /// <summary>The provider put it off to a later plan.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The provider refused to plan.</summary>
    public bool Failed => Findings.Failed;
}
