using TerraformPlugin.Framework.Internal.Server;

namespace Reliability.Tests.Driver;

/// <summary>One resource of a plan.</summary>
/// <param name="Prior">As refreshed; null: there is none.</param>
/// <param name="Planned">Null for a delete.</param>
internal sealed record PlannedChange(
    string Address,
    ActionKind Action,
    Instance? Prior,
    EncodedValue Config = default,
    EncodedValue Planned = default,
    ReadOnlyMemory<byte> Private = default);
