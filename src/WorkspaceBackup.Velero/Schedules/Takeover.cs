using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

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
    /// <returns>The Schedule as Velero left it, and errors or warnings.</returns>
    public async Task<(StoredSchedule Stored, IReadOnlyList<Finding> Findings)> WaitAsync(
        ScheduleWritten written, CancellationToken cancellationToken)
    {
        var write = written.Write;
        var stored = written.Stored!;
        if (write.Manifest.Element.Paused)
        {
            // Velero does not look at a paused schedule at all.
            return (stored, []);
        }

        if (!write.ChangesRuns)
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
            var outcome = await write.Cluster.Api.GetAsync(
                ApiPath.Velero("schedules", write.Cluster.VeleroNamespace, stored.Element.Name), cancellationToken);
            if (!outcome.TryGet(out var schedule, out lastFault))
            {
                if (lastFault.IsUnhealthy)
                {
                    continue;
                }

                return (stored, [Finding.Of(lastFault with { Object = lastFault.Object ?? write.Object })]);
            }

            stored = write.Read(schedule);
            var skips = ScheduleReader.OptionalFlagAt(schedule, "spec", "skipImmediately");
            if (IsTakenOver(write, stored, skips, time.GetElapsedTime(started)))
            {
                Report(isOver: true);
                return (stored, Verdict(write, stored));
            }
        }

        Report(isOver: true);
        return (stored, write.IsVeleroSilent ? [] : [NotTakenOver(write, lastFault)]);

        void Report(bool isOver) => progress?.Report(new WaitProgress(
            write.Cluster.Name, write.Object, time.GetElapsedTime(started), stored.Phase, isOver));
    }

    private static bool IsTakenOver(ScheduleWrite write, StoredSchedule stored, bool? skips, TimeSpan waited)
    {
        var manifest = write.Manifest;
        if (manifest.SkipImmediately == true && !manifest.LeftOut.Contains(ScheduleManifest.SkipImmediatelyField))
        {
            // Set back in the same write as the phase, so the phase is the new spec's.
            return skips != true && HasPhase(stored);
        }

        return HasPhase(stored) && (stored.Phase != write.Current?.Phase || waited >= Settled);
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
            FaultKind.ValidationFailed, write.Cluster.Name, errors + hint, "spec.schedule", write.Object))];
    }

    private static Fault Cancelled(ScheduleWrite write) => new(
        FaultKind.Cancelled,
        write.Cluster.Name,
        "stopped before Velero was seen to take the schedule over",
        null,
        write.Object);

    private Finding NotTakenOver(ScheduleWrite write, Fault? lastFault) => Finding.Warning(
        FindingKind.NotTakenOver,
        write.Cluster.Name,
        $"Velero has not looked at the Schedule within {limit.TotalSeconds:0} seconds. It is stored, and nothing is "
        + $"backed up until a Velero server runs in namespace \"{write.Cluster.VeleroNamespace}\" of this cluster"
        + (lastFault is null ? "." : $"; the last read failed: {FaultReason.Of(lastFault.Kind)}."),
        null,
        write.Object);
}
