using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Operations;

/// <param name="End">Why the waiting ended.</param>
/// <param name="Last">The object as it was last seen; null: never.</param>
/// <param name="Fault">What stood in the way, when it was lost or refused, or was not answering when the time was up.</param>
internal sealed record WaitResult(WaitEnd End, JsonObject? Last, Fault? Fault = null);
