using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What a request means on one cluster it writes on, and what stands in its way there.</summary>
/// <param name="Plan">What is to be written.</param>
/// <param name="Observed">What is there of ours.</param>
/// <param name="Write">The plan's writer with what is a schedule's own; null when there is none.</param>
internal sealed record ClusterPreparation(ClusterPlan Plan, ScheduleObservation Observed, ScheduleWrite? Write)
{
    private static readonly VeleroVersion s_timeZones = new(1, 15);

    public static async Task<ClusterPreparation> RunAsync(
        ScheduleRequest request,
        Preflight preflight,
        Cluster cluster,
        bool planning,
        CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return Failed(cluster, fault);
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            return Failed(cluster, fault);
        }

        var declaration = request.Declaration;
        var known = request.Known.GetValueOrDefault(cluster.Name);
        var isRebuilt = known is not null && known.ClusterUid != identified.Uid;
        var name = known?.Name ?? ScheduleNames.For(declaration.Prefix, cluster.Name);
        var former = known is not null && !isRebuilt && known.VeleroNamespace != cluster.VeleroNamespace ? known : null;
        var current = schedules.FirstOrDefault(schedule => Json.Name(schedule) == name);
        var stored = current is null
            ? null
            : ScheduleReader.Read(current, cluster, identified.Uid, known?.LabelKeys ?? StringSet.Empty);
        var isKnown = stored is not null && known is not null && !isRebuilt && former is null;
        ScheduleObservation observed = isKnown
            ? new ScheduleObservation.Found(stored!)
            : former is null ? new ScheduleObservation.Missing(identified.Uid)
            : await ScheduleLookup.ObserveAsync(
                cluster with { VeleroNamespace = former.VeleroNamespace }, name, former.LabelKeys, cancellationToken);

        var isOurs = stored is not null
            && (stored.IsOurs(declaration.Workspace, declaration.Prefix, cluster.Name, identified.Uid)
                || (isRebuilt
                    && stored.IsOurs(declaration.Workspace, declaration.Prefix, cluster.Name, known!.ClusterUid)));
        var findings = new List<Finding>();
        if (!isKnown && stored is not null && !isOurs)
        {
            findings.Add(Finding.Of(Foreign(cluster, name, declaration.Prefix)));
        }

        var write = ScheduleWrite.Of(
            cluster,
            identified.Uid,
            declaration,
            request.InstanceToken,
            name,
            current,
            known?.LabelKeys ?? StringSet.Empty) with
        {
            Adopts = !isKnown && isOurs,
            Former = former is null ? null : new ScheduleRemoval(cluster, former, request.InstanceToken),
        };
        findings.AddRange(Refusals(write, isNew: current is null));

        var subject = Subject(write, planning);
        var checking = preflight.RunAsync(subject, current is null, cancellationToken);
        var (tried, unhealthy) = findings.Any(finding => finding.IsError)
            ? ([], null)
            : await write.Writer.DryRunAsync(planning, cancellationToken);
        var result = await checking;
        write = write with { IsVeleroSilent = result.IsVeleroSilent };
        findings.AddRange(result.Findings);
        findings.AddRange(TimeZone(write, result.VeleroVersion));
        if (write.Former is { } removal)
        {
            findings.AddRange(await removal.TryAsync(planning, cancellationToken));
        }

        // What the checks found missing, the dry run trips over too.
        var found = findings.Select(finding => finding.Fault?.Kind).ToHashSet();
        findings.AddRange(tried.Where(finding => finding.Fault is null || !found.Contains(finding.Fault.Kind)));
        return unhealthy is null
            ? new ClusterPreparation(
                new ClusterPlan(cluster, write.Writer, null, findings), observed, write)
            : Failed(cluster, unhealthy);
    }

    public static PreflightSubject Subject(ScheduleWrite write, bool planning) => new(
        write.Cluster, write.Manifest.Path, write.Manifest.Element.Content, ScheduleReader.TemplatePath, planning);

    // The CRD takes any text; an older server finds a cron of six fields, or an unknown zone.
    private static IEnumerable<Finding> TimeZone(ScheduleWrite write, string? version)
    {
        var schedule = write.Manifest.Element.Schedule;
        var hasZone = schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal)
            || schedule.StartsWith("TZ=", StringComparison.Ordinal);
        if (hasZone && version is not null && VeleroVersion.TryParse(version, out var parsed)
            && parsed.CompareTo(s_timeZones) < 0)
        {
            yield return Finding.Warning(
                FindingKind.TimeZoneUnsupported,
                write.Cluster.Name,
                $"Velero {version} runs there, and time zones came with Velero {s_timeZones}: it refuses the schedule, "
                + "or runs it at other times. Write the schedule in UTC, without time_zone, or upgrade Velero.",
                "spec.schedule",
                write.Writer.Object);
        }
    }

    private static ClusterPreparation Failed(Cluster cluster, Fault fault) =>
        new(ClusterPlan.Failed(cluster, fault), new ScheduleObservation.Failed(fault), null);

    private static Fault Foreign(Cluster cluster, string name, string prefix) => new(
        FaultKind.AlreadyExists,
        cluster.Name,
        "a Schedule of this name exists and is not this resource's; import it (terraform import ... "
        + $"{prefix}:{cluster.Name}={name}), delete it, or choose another prefix",
        null,
        ApiPath.Velero("schedules", cluster.VeleroNamespace, name).ObjectName);

    /// <summary>What the API server would take, and Velero then choke on without a word.</summary>
    private static IEnumerable<Finding> Refusals(ScheduleWrite write, bool isNew)
    {
        var element = write.Manifest.Element;
        var cluster = write.Cluster.Name;
        if (ScheduleNames.Error(element.Name) is { } nameError)
        {
            yield return isNew
                ? Finding.Error(FindingKind.NameInvalid, cluster, nameError, "metadata.name", write.Writer.Object)
                : Finding.Warning(FindingKind.NameInvalid, cluster, nameError, "metadata.name", write.Writer.Object);
        }
        else if (ScheduleNames.Warning(element.Name) is { } nameWarning && isNew)
        {
            yield return Finding.Warning(FindingKind.NameLong, cluster, nameWarning, "metadata.name", write.Writer.Object);
        }

        foreach (var (key, value) in element.Labels)
        {
            var error = OwnedMetadata.IsReservedLabel(key)
                ? $"The label \"{key}\" is written by this provider or by Velero and cannot be set."
                : KubernetesLabels.KeyError(key) ?? KubernetesLabels.ValueError(value);
            if (error is not null)
            {
                yield return Finding.Error(
                    FindingKind.LabelInvalid, cluster, error, $"spec.template.metadata.labels.{key}", write.Writer.Object);
            }
        }

        foreach (var duration in BackupContentFields.BadDurations(
            element.Content, cluster, write.Writer.Object, ScheduleReader.TemplatePath))
        {
            yield return duration with { Severity = Severity.Error };
        }
    }
}
