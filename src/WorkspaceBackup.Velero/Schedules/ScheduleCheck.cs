using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What a dry run found.</summary>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="Unhealthy">The cluster did not answer, so that nothing was found.</param>
internal sealed record ScheduleCheck(IReadOnlyList<Finding> Findings, Fault? Unhealthy = null);
