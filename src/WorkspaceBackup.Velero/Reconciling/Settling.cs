using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// Waits until Velero has looked at a written object. Nothing says so directly: there is no observedGeneration, and right
/// after a write the phase is still that of the old spec.
/// </summary>
internal sealed class Settling<TElement>(TimeProvider time, TimeSpan limit, IProgress<WaitProgress>? progress)
    where TElement : class, IElement
{
    /// <summary>
    /// Velero answers a write within 80 ms. Where its answer can be "nothing changes", so much silence is taken for
    /// it.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    // What takes no longer gets one line, when it is over.
    private static readonly TimeSpan s_firstReport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_firstPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_slowestPoll = TimeSpan.FromSeconds(1);

    /// <param name="written">A write that succeeded.</param>
    /// <returns>The object as Velero left it, and errors or warnings.</returns>
    public async Task<(Stored<TElement> Stored, IReadOnlyList<Finding> Findings)> WaitAsync(
        PreparedWrite<TElement> write, ObjectWritten written, CancellationToken cancellationToken)
    {
        var (target, writer) = (write.Target, write.Writer);
        var stored = write.Read(written.Stored!);
        if (!target.IsWaitedFor(writer.Current))
        {
            return (stored, Verdict());
        }

        // It has been said already that no server answers; should one come now, it is given the time it would take.
        var wait = write.IsVeleroSilent ? Silence : limit;
        var started = time.GetTimestamp();
        var pause = s_firstPoll;
        var nextReport = s_firstReport;
        Fault? lastFault = null;
        while (time.GetElapsedTime(started) < wait)
        {
            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return (stored, [Finding.Of(new Fault(
                    FaultKind.Cancelled,
                    writer.Cluster.Name,
                    $"stopped before Velero was seen to take {writer.Object} over",
                    null,
                    writer.Object))]);
            }

            if (time.GetElapsedTime(started) >= nextReport)
            {
                Report(isOver: false);
                nextReport = time.GetElapsedTime(started) + s_reportInterval;
            }

            pause = pause * 2 < s_slowestPoll ? pause * 2 : s_slowestPoll;
            var outcome = await writer.Cluster.Api.GetAsync(target.Path, cancellationToken);
            if (!outcome.TryGet(out var seen, out lastFault))
            {
                if (lastFault.IsUnhealthy)
                {
                    continue;
                }

                return (stored, [Finding.Of(lastFault with { Object = lastFault.Object ?? writer.Object })]);
            }

            stored = write.Read(seen);
            if (target.IsSettled(writer.Current, seen, writer.LeftOut, time.GetElapsedTime(started)))
            {
                Report(isOver: true);
                return (stored, Verdict());
            }
        }

        Report(isOver: true);
        return (stored, write.IsVeleroSilent ? [] : [NotTakenOver(writer, lastFault)]);

        IReadOnlyList<Finding> Verdict() =>
            target.Verdict(stored.Object) is { } refused ? [Finding.Of(refused)] : [];

        void Report(bool isOver) => progress?.Report(new WaitProgress(
            writer.Cluster.Name, writer.Object, time.GetElapsedTime(started), stored.Phase, isOver));
    }

    private Finding NotTakenOver(ObjectWriter writer, Fault? lastFault) => Finding.Warning(
        FindingKind.NotTakenOver,
        writer.Cluster.Name,
        $"Velero has not looked at {writer.Object} within {limit.TotalSeconds:0} seconds. It is stored, and nothing comes of "
        + $"it until a Velero server runs in namespace \"{writer.Cluster.VeleroNamespace}\" of this cluster"
        + (lastFault is null ? "." : $"; the last read failed: {FaultReason.Of(lastFault.Kind)}."),
        null,
        writer.Object);
}
