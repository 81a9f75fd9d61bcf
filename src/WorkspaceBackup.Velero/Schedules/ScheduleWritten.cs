using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What became of one cluster's write.</summary>
/// <param name="Write">The write.</param>
/// <param name="Stored">What is there now; null when nothing of ours is, or when it is not known.</param>
/// <param name="Made">This call created it.</param>
/// <param name="Fault">Why it failed; null when it did not.</param>
/// <param name="Findings">What the answer gave away; errors among them mean that it failed.</param>
/// <param name="IsAbsent">It is known that nothing of ours is there.</param>
internal sealed record ScheduleWritten(
    ScheduleWrite Write,
    StoredSchedule? Stored,
    bool Made,
    Fault? Fault,
    IReadOnlyList<Finding> Findings,
    bool IsAbsent = false)
{
    public string Cluster => Write.Cluster.Name;
}
