using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>An object that was written together with another one, and that Velero has something to say to as well.</summary>
/// <param name="Stored">As the write left it.</param>
/// <param name="IsSettled">Whether Velero has been seen to take it over, as it was just read, after so long a wait.</param>
/// <param name="Verdict">Velero's verdict on what it took over; null: it has nothing against it.</param>
internal sealed record WrittenBeside(
    ApiPath Path, JsonObject Stored, Func<JsonObject, TimeSpan, bool> IsSettled, Func<JsonObject, Fault?> Verdict);
