using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a restore means on one cluster, and what stands in its way there.</summary>
internal sealed class RestorePreparation(
    RestoreRequest request,
    Cluster cluster,
    RestoreChoice choice,
    VeleroServers servers,
    DateTimeOffset at,
    bool planning)
{
    private static readonly Dictionary<string, VeleroVersion?> s_fields =
        RestoreFields.All.ToDictionary(field => $"spec.{field.JsonPath}", field => field.Since);

    private readonly List<Finding> _findings = [];

    private RestoreDeclaration Declaration => request.Declaration;

    public async Task<ClusterPlan> RunAsync(CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return ClusterPlan.Failed(cluster, fault);
        }

        var restore = new RunObject(cluster, "restores", Declaration.Name, at);
        var body = Body(restore, identified.Uid);
        var write = new ObjectWriter(
            cluster, identified.Uid, new RunManifest(restore.Path, body, request.OperationId, s_fields));
        if (request.Planned.TryGetValue(cluster.Name, out var planned) && planned != choice.Backup.Name)
        {
            _findings.Add(Finding.Error(
                FindingKind.NoBackup,
                cluster.Name,
                $"Backup \"{planned}\" was planned for cluster \"{cluster.Name}\", and it would be "
                + $"\"{choice.Backup.Name}\" now. Nothing was restored; plan again."));
        }

        var unhealthy = await restore.CheckAsync(servers, planning, _findings, cancellationToken)
            ?? await LocationAsync(cancellationToken);
        if (unhealthy is null && !_findings.Any(finding => finding.IsError))
        {
            (var findings, unhealthy) = await write.DryRunAsync(planning, cancellationToken);
            _findings.AddRange(findings);
        }

        return new ClusterPlan(cluster, unhealthy is null ? write : null, unhealthy, _findings);
    }

    private JsonObject Body(RunObject restore, string clusterUid)
    {
        var spec = RestoreFields.Write(Declaration.Spec);
        spec["backupName"] = choice.Backup.Name;
        spec["includedNamespaces"] = JsonShapes.Names.Write(choice.Namespaces ?? ["*"]);
        return new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "Restore",
            ["metadata"] = restore.Metadata(
                Declaration.Workspace, clusterUid, Declaration.Labels, request.OperationId),
            ["spec"] = spec,
        };
    }

    /// <summary>A read-only location serves a restore as well as any.</summary>
    private async Task<Fault?> LocationAsync(CancellationToken cancellationToken)
    {
        if (choice.Backup.StorageLocation is not { } name)
        {
            return null;
        }

        var path = ApiPath.Velero("backupstoragelocations", cluster.VeleroNamespace);
        var listed = await cluster.Lists.GetAsync(path, null, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            if (!fault.IsUnhealthy)
            {
                _findings.Add(Finding.Of(fault));
            }

            return fault.IsUnhealthy ? fault : null;
        }

        var location = locations.FirstOrDefault(found => Json.Name(found) == name);
        var phase = Json.Text(location, "status", "phase");
        var @object = path.Named(name).ObjectName;
        if (location is null)
        {
            _findings.Add(Finding.Of(new Fault(
                FaultKind.LocationMissing,
                cluster.Name,
                $"backup {choice.Backup.Name} is stored in the location \"{name}\", which is not there any more",
                null,
                @object)));
            return null;
        }

        return phase == "Available"
            ? null
            : new Fault(
                FaultKind.LocationUnavailable,
                cluster.Name,
                $"{(string.IsNullOrEmpty(phase) ? "Velero has not validated it yet" : $"Velero finds it {PlainText.Line(phase, 100)}")}: "
                + PlainText.Line(Json.Text(location, "status", "message") ?? "without a message"),
                null,
                @object);
    }
}
