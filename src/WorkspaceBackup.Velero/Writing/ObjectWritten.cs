using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What became of one cluster's write.</summary>
/// <param name="Writer">Who wrote.</param>
/// <param name="Stored">The object as it is now; null when nothing of ours is there, or when that is not known.</param>
/// <param name="Fault">Why it failed; null when it did not.</param>
/// <param name="Findings">What the answer gave away; errors among them mean that it failed.</param>
/// <param name="IsAbsent">It is known that nothing of ours is there.</param>
internal sealed record ObjectWritten(
    ObjectWriter Writer, JsonObject? Stored, Fault? Fault, IReadOnlyList<Finding> Findings, bool IsAbsent = false)
{
    public string Cluster => Writer.Cluster.Name;

    /// <summary>This write created it.</summary>
    public bool IsMade => Writer.Current is null && Stored is not null;

    /// <summary>It failed, and whether it was stored all the same could not be found out.</summary>
    public bool MayExist => Stored is null && !IsAbsent;
}
