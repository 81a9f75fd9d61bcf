using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Waits until Velero has looked at a written Schedule. Nothing says so directly: there is no observedGeneration, and
/// right after a write the phase is still that of the old spec.
/// </summary>
internal sealed class Takeover(TimeProvider time, TimeSpan limit, IProgress<WaitProgress>? progress)
{
    /// <summary>
    /// Velero answers a write within 80 ms. Where its answer can be "nothing changes", so much silence is taken for
    /// it.
    /// </summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    // What takes no longer gets one line, when it is over.
    private static readonly TimeSpan s_firstReport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_firstPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_slowestPoll = TimeSpan.FromSeconds(1);

    /// <param name="written">A write that succeeded.</param>
    /// <param name="write">Whose write it was.</param>
    /// <returns>The Schedule as Velero left it, and errors or warnings.</returns>
    public async Task<(StoredSchedule Stored, IReadOnlyList<Finding> Findings)> WaitAsync(
        ScheduleWrite write, ObjectWritten written, CancellationToken cancellationToken)
    {
        var stored = write.Read(written.Stored!);
        if (write.Manifest.Element.Paused)
        {
            // Velero does not look at a paused schedule at all.
            return (stored, []);
        }

        if (!write.Manifest.ChangesRuns(write.Writer.Current))
        {
            return (stored, Verdict(write, stored));
        }

        // It has been said already that no server answers; should one come now, it is given the time it would take.
        var wait = write.IsVeleroSilent ? Settled : limit;
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
                return (stored, [Finding.Of(Cancelled(write))]);
            }

            if (time.GetElapsedTime(started) >= nextReport)
            {
                Report(isOver: false);
                nextReport = time.GetElapsedTime(started) + s_reportInterval;
            }

            pause = pause * 2 < s_slowestPoll ? pause * 2 : s_slowestPoll;
            var outcome = await write.Cluster.Api.GetAsync(write.Manifest.Path, cancellationToken);
            if (!outcome.TryGet(out var schedule, out lastFault))
            {
                if (lastFault.IsUnhealthy)
                {
                    continue;
                }

                return (stored, [Finding.Of(lastFault with { Object = lastFault.Object ?? write.Writer.Object })]);
            }

            stored = write.Read(schedule);
            var skips = Json.Flag(schedule, "spec", "skipImmediately");
            if (IsTakenOver(write, stored, skips, time.GetElapsedTime(started)))
            {
                Report(isOver: true);
                return (stored, Verdict(write, stored));
            }
        }

        Report(isOver: true);
        return (stored, write.IsVeleroSilent ? [] : [NotTakenOver(write, lastFault)]);

        void Report(bool isOver) => progress?.Report(new WaitProgress(
            write.Cluster.Name, write.Writer.Object, time.GetElapsedTime(started), stored.Phase, isOver));
    }

    private static bool IsTakenOver(ScheduleWrite write, StoredSchedule stored, bool? skips, TimeSpan waited)
    {
        var before = write.Writer.Current;
        if (write.Manifest.Skips(before, write.Writer.LeftOut) == true)
        {
            // Set back in the same write as the phase, so the phase is the new spec's.
            return skips != true && HasPhase(stored);
        }

        return HasPhase(stored) && (stored.Phase != (before is null ? null : Json.Text(before, "status", "phase") ?? "") || waited >= Settled);
    }

    private static bool HasPhase(StoredSchedule stored) => stored.Phase is not ("" or "New");

    // By the phase alone: before Velero 1.16.2 errors of an earlier spec may linger.
    private static IReadOnlyList<Finding> Verdict(ScheduleWrite write, StoredSchedule stored)
    {
        if (stored.Phase != "FailedValidation")
        {
            return [];
        }

        var errors = stored.ValidationErrors.Count == 0
            ? "Velero gave no reason"
            : string.Join("; ", stored.ValidationErrors);
        var hint = errors.Contains("unknown time zone", StringComparison.Ordinal)
            ? " (this Velero has no time zone data: write the schedule in UTC, without time_zone, or run an image "
              + "that has it)"
            : "";
        return [Finding.Of(new Fault(
            FaultKind.ValidationFailed, write.Cluster.Name, errors + hint, "spec.schedule", write.Writer.Object))];
    }

    private static Fault Cancelled(ScheduleWrite write) => new(
        FaultKind.Cancelled,
        write.Cluster.Name,
        "stopped before Velero was seen to take the schedule over",
        null,
        write.Writer.Object);

    private Finding NotTakenOver(ScheduleWrite write, Fault? lastFault) => Finding.Warning(
        FindingKind.NotTakenOver,
        write.Cluster.Name,
        $"Velero has not looked at the Schedule within {limit.TotalSeconds:0} seconds. It is stored, and nothing is "
        + $"backed up until a Velero server runs in namespace \"{write.Cluster.VeleroNamespace}\" of this cluster"
        + (lastFault is null ? "." : $"; the last read failed: {FaultReason.Of(lastFault.Kind)}."),
        null,
        write.Writer.Object);
}
