using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What became of one cluster's write.</summary>
/// <param name="Write">The write.</param>
/// <param name="Stored">The object; null when it was not stored, or when that is not known.</param>
/// <param name="Fault">Why it failed; null when it did not.</param>
/// <param name="MayExist">It failed, and whether it was stored all the same could not be found out.</param>
internal sealed record ObjectWritten(ObjectWrite Write, JsonObject? Stored, Fault? Fault, bool MayExist = false);
