using System.Collections.Concurrent;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// The times that name operations. Names have no parts of a second: where one is taken, by an operation of this process, by
/// an object on a cluster or by a clock that went back, the next second that is free on all clusters names it.
/// </summary>
internal sealed class OperationTimes(TimeProvider time)
{
    private const int MaxTaken = 10;

    private readonly ConcurrentDictionary<(string Name, DateTimeOffset At), bool> _taken = new();

    /// <summary>The current second.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    /// <param name="name">The first part of the objects' names.</param>
    /// <param name="from">The first second to try.</param>
    /// <param name="isTaking">The second is no other operation's from now on; not for a plan, which makes nothing.</param>
    /// <param name="prepare">What the operation of a time means on each cluster, tried as a dry run.</param>
    public async Task<(DateTimeOffset At, IReadOnlyList<ClusterPlan> Plans)> FirstFreeAsync(
        string name, DateTimeOffset from, bool isTaking, Func<DateTimeOffset, Task<ClusterPlan[]>> prepare)
    {
        var at = from;
        for (var attempt = 1; ; attempt++, at += TimeSpan.FromSeconds(1))
        {
            while (isTaking && !_taken.TryAdd((name, at), true))
            {
                at += TimeSpan.FromSeconds(1);
            }

            var plans = await prepare(at);
            if (attempt == MaxTaken || !plans.Any(plan => plan.Findings.Any(IsTaken)))
            {
                return (at, plans);
            }
        }
    }

    public static bool IsTaken(Finding finding) => finding.Fault?.Kind == FaultKind.AlreadyExists;
}
