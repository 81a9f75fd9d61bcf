using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>Finds Schedules in the one list per cluster that all resources of a process share.</summary>
internal static class ScheduleLookup
{
    public static async Task<ScheduleObservation> ObserveAsync(
        Cluster cluster, string name, StringSet labelKeys, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var found, out var fault))
        {
            return new ScheduleObservation.Failed(fault);
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            return new ScheduleObservation.Failed(fault);
        }

        var schedule = schedules.FirstOrDefault(candidate => Json.Name(candidate) == name);
        return schedule is null
            ? new ScheduleObservation.Missing(found.Uid)
            : new ScheduleObservation.Found(ScheduleReader.Read(schedule, cluster, found.Uid, labelKeys));
    }

    public static async Task<ScheduleImport> ImportAsync(
        ScheduleImportId id, IReadOnlyList<Cluster> from, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var named in id.Names?.Keys ?? [])
        {
            if (from.All(cluster => cluster.Name != named))
            {
                findings.Add(NotFound(named, "the provider configuration has no cluster of this name", null));
            }
        }

        var targets = from
            .Where(cluster => id.Names?.ContainsKey(cluster.Name) ?? true)
            .Select(cluster => (
                Cluster: cluster,
                Name: id.Names?[cluster.Name] ?? ScheduleNames.For(id.Prefix, cluster.Name)))
            .OrderBy(target => target.Cluster.Name, StringComparer.Ordinal)
            .ToList();
        var observations = await Task.WhenAll(targets.Select(
            target => ObserveAsync(target.Cluster, target.Name, StringSet.Empty, cancellationToken)));

        var clusters = new List<(string, ScheduleObservation)>();
        foreach (var (target, observation) in targets.Zip(observations))
        {
            switch (observation)
            {
                case ScheduleObservation.Missing when id.Names is null:
                    continue;
                case ScheduleObservation.Missing:
                    findings.Add(NotFound(
                        target.Cluster.Name,
                        "there is no such Schedule",
                        ScheduleReader.Describe(target.Cluster, target.Name)));
                    break;
                case ScheduleObservation.Failed failed:
                    findings.Add(Finding.Of(
                        failed.Fault,
                        failed.Fault.IsUnhealthy && id.Names is null ? Severity.Warning : Severity.Error));
                    break;
                case ScheduleObservation.Found found:
                    findings.AddRange(found.Schedule.Findings);
                    break;
            }

            clusters.Add((target.Cluster.Name, observation));
        }

        var first = observations.OfType<ScheduleObservation.Found>().FirstOrDefault()?.Schedule;
        if (first is null && !findings.Any(finding => finding.IsError))
        {
            var names = targets.Take(3).Select(target => $"\"{target.Name}\" on cluster \"{target.Cluster.Name}\"");
            var sought = string.Join(", ", names)
                + (targets.Count > 3 ? $" and so on for {targets.Count - 3} more" : "");
            findings.Add(Finding.Error(
                FindingKind.NothingToImport,
                "",
                $"No cluster that answers has the Schedule that was looked for there: {sought}. Schedules of other "
                + $"names are imported as {id.Prefix}:cluster=schedule,cluster=schedule; kubectl get "
                + "schedules.velero.io -A lists them."));
        }

        return new ScheduleImport
        {
            Prefix = id.Prefix,
            Clusters = ScheduleService.ByCluster(clusters),
            Arguments = first,
            Findings = findings,
        };
    }

    private static Finding NotFound(string cluster, string detail, string? @object) =>
        Finding.Of(new Fault(FaultKind.NotFound, cluster, detail, null, @object));
}
