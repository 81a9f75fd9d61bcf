using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What an on-demand backup means on one cluster, and what stands in its way there.</summary>
internal sealed class BackupPreparation(
    BackupRequest request, Cluster cluster, VeleroServers servers, DateTimeOffset now, bool planning)
{
    private static readonly Dictionary<string, VeleroVersion?> s_fields =
        BackupContentFields.All.ToDictionary(field => $"spec.{field.JsonPath}", field => field.Since);

    private readonly List<Finding> _findings = [];

    public async Task<ClusterPlan> RunAsync(CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return ClusterPlan.Failed(cluster, fault);
        }

        var content = request.Selector is null
            ? request.Content
            : request.Content with { IncludedNamespaces = request.Matches[cluster.Name] };
        var labels = request.Labels;
        string? partOf = null;
        if (request.FromSchedule is { } prefix)
        {
            var template = await TemplateAsync(prefix, cancellationToken);
            if (!template.TryGet(out var found, out fault))
            {
                // The same apply may create the schedule first.
                return planning && fault.Kind == FaultKind.NotFound
                    ? new ClusterPlan(cluster, null, null, request.IsScheduleComing ? [] : [Finding.Of(fault, Severity.Warning)])
                    : ClusterPlan.Failed(cluster, fault);
            }

            content = request.Overrides.Aggregate(found.Content, (result, field) => field.Copy(content, result));
            if (request.Selector is not null && content.IncludedNamespaces is { } included)
            {
                // What the template leaves out by name or pattern, Velero would refuse to find on both lists.
                var left = SelectedNamespaces.Without(included, content.ExcludedNamespaces);
                if (left.Count == 0)
                {
                    return ClusterPlan.Failed(cluster, SelectedNamespaces.NoMatch(
                        cluster.Name, request.Selector, content.ExcludedNamespaces, "so that nothing would be backed up there"));
                }

                content = content with { IncludedNamespaces = left };
            }

            partOf = ContentCoverage.Covers(content, found.Content, isDeclared: true) ? null : prefix;
            labels = new StringMap([.. found.Labels.Where(label => !labels.ContainsKey(label.Key)), .. labels]);
        }

        var backup = new OperationObject(cluster, "backups", request.Name, now);
        var body = Body(backup, identified.Uid, content, labels, partOf);
        var write = new ObjectWriter(cluster, identified.Uid, new OperationManifest(backup.Path, body, request.Token, s_fields)
        {
            ProviderAdded = StringSet.From(request.ProviderAdded.Select(field => $"spec.{field.JsonPath}")),
        });
        foreach (var duration in BackupContentFields.BadDurations(content, cluster.Name, backup.Path.ObjectName, "spec"))
        {
            _findings.Add(duration with { Severity = Severity.Error });
        }

        var asking = backup.CheckAsync(servers, planning, _findings, cancellationToken);
        var subject = new PreflightSubject(cluster, backup.Path, content, "spec", planning, RunsNow: true)
        {
            AllowsPartial = !request.FailsWhenPartial,
            Configured = request.Configured,
        };
        var checks = Preflight.Together(
            cluster, await ContentPreflight.RunAsync(subject, servers, recordedVersion: null, cancellationToken));
        _findings.AddRange(await PeerRepositories.FindAsync([(subject, null)], request.AllClusters, servers, cancellationToken));
        var silent = await asking;
        var unhealthy = Judge(checks) ?? silent;
        if (unhealthy is null && !_findings.Any(finding => finding is { IsError: true, Rule: null }))
        {
            (var findings, unhealthy) = await write.DryRunAsync(planning, cancellationToken);
            _findings.AddRange(findings);
        }

        return new ClusterPlan(cluster, unhealthy is null ? write : null, unhealthy, _findings);
    }

    /// <summary>The template of the schedule's Schedule here: that with our labels, else that of our name.</summary>
    private async Task<Outcome<(BackupContent Content, StringMap Labels)>> TemplateAsync(
        string prefix, CancellationToken cancellationToken)
    {
        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out var fault))
        {
            return fault;
        }

        var name = ObjectNames.OfSchedule(prefix, cluster.Name);
        var schedule = schedules.FirstOrDefault(candidate =>
                Json.Text(candidate, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == request.Workspace
                && Json.Text(candidate, "metadata", "labels", OwnedMetadata.PrefixLabel) == prefix
                && Json.Text(candidate, "metadata", "labels", OwnedMetadata.ClusterLabel) == cluster.Name)
            ?? schedules.FirstOrDefault(candidate => Json.Name(candidate) == name);
        if (schedule is null)
        {
            return new Fault(
                FaultKind.NotFound,
                cluster.Name,
                $"the schedule \"{prefix}\", which the backup copies, has no Schedule on this cluster",
                "from_schedule",
                $"Schedule {cluster.VeleroNamespace}/{name}");
        }

        var findings = new ObjectFindings(cluster.Name, $"Schedule {cluster.VeleroNamespace}/{Json.Name(schedule)}");
        var template = MergePatch.Find(schedule, "spec", "template") as JsonObject;
        var content = BackupContentFields.Read(template, "spec.template", findings);
        var labels = JsonShapes.Map.Read(
            MergePatch.Find(template, "metadata", "labels"), "spec.template.metadata.labels", findings) ?? StringMap.Empty;
        _findings.AddRange(findings.All);

        // Whoever empties a selector means everything, and with it this Backup would have nothing.
        if (content.LabelSelector == LabelSelector.Everything)
        {
            content = content with { LabelSelector = null };
        }

        return (content, new StringMap(labels.Where(label => !OwnedMetadata.IsReservedLabel(label.Key))));
    }

    /// <param name="partOf">The prefix of the schedule that asks for more than this backup takes; null: none does.</param>
    private JsonObject Body(
        OperationObject backup, string clusterUid, BackupContent content, StringMap labels, string? partOf) => new()
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "Backup",
            ["metadata"] = backup.Metadata(
            request.Workspace,
            clusterUid,
            labels,
            request.Token,
            [
                new(OwnedMetadata.ClustersAnnotation, string.Join(',', request.RunClusters)),
                new(OwnedMetadata.ContentAnnotation, ContentDigest.Of(BackupContentFields.Canonical(content))),
                .. partOf is null ? (KeyValuePair<string, string>[])[] : [new(OwnedMetadata.PartOfAnnotation, partOf)],
            ]),
            ["spec"] = BackupContentFields.WriteSpec(content),
        };

    /// <summary>What only warns where a schedule is written is in the way of a backup that starts now.</summary>
    private Fault? Judge(IReadOnlyList<Finding> checks)
    {
        Fault? unhealthy = null;
        foreach (var check in checks)
        {
            switch (check.Kind)
            {
                case FindingKind.LocationNotAvailable:
                    unhealthy = new Fault(
                        FaultKind.LocationUnavailable, cluster.Name, check.Detail, check.Field, check.Object);
                    break;
                case FindingKind.LocationReadOnly:
                    _findings.Add(check with { Severity = Severity.Error });
                    break;
                default:
                    _findings.Add(check);
                    break;
            }
        }

        return unhealthy;
    }
}
