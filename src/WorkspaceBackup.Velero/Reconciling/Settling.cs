using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
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
    /// <returns>The object as Velero left it, and errors or warnings, also of what was written beside it.</returns>
    public async Task<(Stored<TElement> Stored, IReadOnlyList<Finding> Findings)> WaitAsync(
        PreparedWrite<TElement> write, ObjectWritten written, CancellationToken cancellationToken)
    {
        var (target, writer) = (write.Target, write.Writer);
        var beside = Task.WhenAll(target.Beside.Select(one => WaitAsync(write, one, cancellationToken)));
        var own = new WrittenBeside(
            target.Path, written.Stored!, (seen, waited) => target.IsSettled(writer.Current, seen, writer.LeftOut, waited), target.Verdict);
        var (stored, findings) = target.IsWaitedFor(writer.Current)
            ? await WaitAsync(write, own, cancellationToken)
            : (own.Stored, Verdict(own, own.Stored));
        var others = (await beside).SelectMany(static one => one.Findings);

        // What is wrong with the object itself is wrong with those beside it.
        return (write.Read(stored), findings.Any(static finding => finding.IsError) ? findings : [.. findings, .. others]);
    }

    private async Task<(JsonObject Stored, IReadOnlyList<Finding> Findings)> WaitAsync(
        PreparedWrite<TElement> write, WrittenBeside one, CancellationToken cancellationToken)
    {
        var (cluster, stored) = (write.Writer.Cluster, one.Stored);

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
                    cluster.Name,
                    $"stopped before Velero was seen to take {one.Path.ObjectName} over",
                    null,
                    one.Path.ObjectName))]);
            }

            if (time.GetElapsedTime(started) >= nextReport)
            {
                Report(isOver: false);
                nextReport = time.GetElapsedTime(started) + s_reportInterval;
            }

            pause = pause * 2 < s_slowestPoll ? pause * 2 : s_slowestPoll;
            var outcome = await cluster.Api.GetAsync(one.Path, cancellationToken);
            if (!outcome.TryGet(out var seen, out lastFault))
            {
                if (lastFault.IsUnhealthy)
                {
                    continue;
                }

                return (stored, [Finding.Of(lastFault with { Object = lastFault.Object ?? one.Path.ObjectName })]);
            }

            stored = seen;
            if (one.IsSettled(seen, time.GetElapsedTime(started)))
            {
                Report(isOver: true);
                return (stored, Verdict(one, stored));
            }
        }

        Report(isOver: true);
        return (stored, write.IsVeleroSilent ? [] : [await NotTakenOverAsync(cluster, one.Path, lastFault, cancellationToken)]);

        void Report(bool isOver) => progress?.Report(new WaitProgress(
            cluster.Name, one.Path.ObjectName, time.GetElapsedTime(started), Json.Text(stored, "status", "phase") ?? "", isOver));
    }

    private static IReadOnlyList<Finding> Verdict(WrittenBeside one, JsonObject seen) =>
        one.Verdict(seen) is { } refused ? [Finding.Of(refused)] : [];

    private async Task<Finding> NotTakenOverAsync(
        Cluster cluster, ApiPath written, Fault? lastFault, CancellationToken cancellationToken)
    {
        var blinding = lastFault is null ? await BlindingDuration.FindAsync(cluster, written.Resource, cancellationToken) : null;
        return Finding.Warning(
            FindingKind.NotTakenOver,
            cluster.Name,
            $"Velero has not looked at {written.ObjectName} within {limit.TotalSeconds:0} seconds. It is stored, and nothing comes of it "
            + (blinding is not null
                ? $"as long as Velero cannot read the objects of its kind: {blinding.Told(cluster)}"
                : $"until a Velero server runs in namespace \"{cluster.VeleroNamespace}\" of this cluster"
                    + (lastFault is null ? "." : $"; the last read failed: {FaultReason.Of(lastFault.Kind)}.")),
            null,
            written.ObjectName);
    }
}
