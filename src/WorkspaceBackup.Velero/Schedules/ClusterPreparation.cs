using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What a request means on one cluster it writes on, and what stands in its way there.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Observed">What is there of ours.</param>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="Write">What to send; null when that is not known.</param>
/// <param name="Unhealthy">The cluster does not answer.</param>
internal sealed record ClusterPreparation(
    Cluster Cluster,
    ScheduleObservation Observed,
    IReadOnlyList<Finding> Findings,
    ScheduleWrite? Write = null,
    Fault? Unhealthy = null)
{
    public static async Task<ClusterPreparation> RunAsync(
        ScheduleRequest request,
        SchedulePreflight preflight,
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
        var current = schedules.FirstOrDefault(schedule => ScheduleReader.TextAt(schedule, "metadata", "name") == name);
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

        var write = new ScheduleWrite(cluster, identified.Uid, declaration, request.InstanceToken, name)
        {
            Adopts = !isKnown && isOurs,
            Former = former is null ? null : new ScheduleRemoval(cluster, former, request.InstanceToken),
            FormerLabels = known?.LabelKeys ?? StringSet.Empty,
        };
        findings.AddRange(Refusals(write, isNew: current is null));
        if (current is not null)
        {
            write.Patch(current);
        }

        var checking = preflight.RunAsync(
            new PreflightSubject(cluster, write.Manifest.Element, current is null, planning), cancellationToken);
        var check = findings.Any(finding => finding.IsError)
            ? new ScheduleCheck([])
            : await write.DryRunAsync(planning, cancellationToken);
        var result = await checking;
        write.IsVeleroSilent = result.IsVeleroSilent;
        findings.AddRange(result.Findings);
        if (write.Former is { } removal)
        {
            findings.AddRange(await removal.TryAsync(planning, cancellationToken));
        }

        // What the checks found missing, the dry run trips over too.
        var found = findings.Select(finding => finding.Fault?.Kind).ToHashSet();
        findings.AddRange(check.Findings.Where(
            finding => finding.Fault is null || !found.Contains(finding.Fault.Kind)));
        return check.Unhealthy is { } unhealthy
            ? new ClusterPreparation(cluster, new ScheduleObservation.Failed(unhealthy), [], Unhealthy: unhealthy)
            : new ClusterPreparation(cluster, observed, findings, write);
    }

    private static ClusterPreparation Failed(Cluster cluster, Fault fault) => fault.IsUnhealthy
        ? new ClusterPreparation(cluster, new ScheduleObservation.Failed(fault), [], Unhealthy: fault)
        : new ClusterPreparation(cluster, new ScheduleObservation.Failed(fault), [Finding.Of(fault)]);

    private static Fault Foreign(Cluster cluster, string name, string prefix) => new(
        FaultKind.AlreadyExists,
        cluster.Name,
        "a Schedule of this name exists and is not this resource's; import it (terraform import ... "
        + $"{prefix}:{cluster.Name}={name}), delete it, or choose another prefix",
        null,
        ScheduleReader.Describe(cluster, name));

    /// <summary>What the API server would take, and Velero then choke on without a word.</summary>
    private static IEnumerable<Finding> Refusals(ScheduleWrite write, bool isNew)
    {
        var element = write.Manifest.Element;
        var cluster = write.Cluster.Name;
        if (ScheduleNames.Error(element.Name) is { } nameError)
        {
            yield return isNew
                ? Finding.Error(FindingKind.NameInvalid, cluster, nameError, "metadata.name", write.Object)
                : Finding.Warning(FindingKind.NameInvalid, cluster, nameError, "metadata.name", write.Object);
        }
        else if (ScheduleNames.Warning(element.Name) is { } nameWarning && isNew)
        {
            yield return Finding.Warning(FindingKind.NameLong, cluster, nameWarning, "metadata.name", write.Object);
        }

        foreach (var (key, value) in element.Labels)
        {
            var error = OwnedMetadata.IsReservedLabel(key)
                ? $"The label \"{key}\" is written by this provider or by Velero and cannot be set."
                : KubernetesLabels.KeyError(key) ?? KubernetesLabels.ValueError(value);
            if (error is not null)
            {
                yield return Finding.Error(
                    FindingKind.LabelInvalid, cluster, error, $"spec.template.metadata.labels.{key}", write.Object);
            }
        }

        foreach (var duration in BackupContentFields.BadDurations(
            element.Content, cluster, write.Object, ScheduleReader.TemplatePath))
        {
            yield return duration with { Severity = Severity.Error };
        }
    }
}
