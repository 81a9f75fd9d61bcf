using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// The time that names a run. Names have no parts of a second: where one is taken, by a run of the same second or by a
/// clock that went back, the run is named by the next second that is free on all clusters.
/// </summary>
internal static class RunTime
{
    private const int MaxTaken = 10;

    /// <param name="prepare">What the run of a time means on each cluster, tried as a dry run.</param>
    public static async Task<(DateTimeOffset At, IReadOnlyList<ClusterPlan> Plans)> FirstFreeAsync(
        TimeProvider time, Func<DateTimeOffset, Task<ClusterPlan[]>> prepare)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        for (var attempt = 1; ; attempt++, at += TimeSpan.FromSeconds(1))
        {
            var plans = await prepare(at);
            if (attempt == MaxTaken || !plans.Any(IsTaken))
            {
                return (at, plans);
            }
        }
    }

    private static bool IsTaken(ClusterPlan plan) =>
        plan.Findings.Any(finding => finding.Fault?.Kind == FaultKind.AlreadyExists);
}
