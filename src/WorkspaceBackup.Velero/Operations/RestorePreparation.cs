using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;
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

    private static readonly VeleroVersion s_readsDeployment = new(1, 16);

    private readonly List<Finding> _findings = [];

    public async Task<ClusterPlan> RunAsync(CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return ClusterPlan.Failed(cluster, fault);
        }

        var restore = new OperationObject(cluster, "restores", request.Name, at);
        var body = Body(restore, identified.Uid);
        var write = new ObjectWriter(
            cluster, identified.Uid, new OperationManifest(restore.Path, body, request.Token, s_fields));
        if (choice.Backup.ExpiresAt <= at)
        {
            _findings.Add(Finding.Warning(
                FindingKind.BackupPastExpiry,
                cluster.Name,
                $"Backup {choice.Backup.Name} on cluster \"{cluster.Name}\" expired at "
                + $"{choice.Backup.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}: Velero deletes it with its next hourly pass, and a restore "
                + "that reads it then fails."));
        }

        var unhealthy = await restore.CheckAsync(servers, planning, _findings, cancellationToken)
            ?? await LocationAsync(cancellationToken);
        if (unhealthy is null)
        {
            await DeploymentAsync(cancellationToken);
        }

        if (unhealthy is null && !_findings.Any(finding => finding.IsError))
        {
            (var findings, unhealthy) = await write.DryRunAsync(planning, cancellationToken);
            _findings.AddRange(findings);
        }

        if (unhealthy is null)
        {
            await VerdictAsync((JsonObject)body["spec"]!, restore.Path.ObjectName, cancellationToken);
        }

        return new ClusterPlan(cluster, unhealthy is null ? write : null, unhealthy, _findings);
    }

    private JsonObject Body(OperationObject restore, string clusterUid)
    {
        var spec = BackupContentFields.WithoutEmptyLists(RestoreFields.Write(request.Spec));
        spec["backupName"] = choice.Backup.Name;
        spec["includedNamespaces"] = JsonShapes.Names.Write(choice.Namespaces ?? ["*"]);
        return new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "Restore",
            ["metadata"] = restore.Metadata(
                request.Workspace, clusterUid, request.Labels, request.Token),
            ["spec"] = spec,
        };
    }

    /// <summary>
    /// Since 1.16 Velero reads its own Deployment for the image of the pods that restore volumes, before it restores anything.
    /// </summary>
    private async Task DeploymentAsync(CancellationToken cancellationToken)
    {
        var answer = await servers.AskAsync(cluster, cancellationToken);
        if (answer.TryGet(out var server, out _) && VeleroVersion.TryParse(server.Version, out var version)
            && version.CompareTo(s_readsDeployment) < 0)
        {
            return;
        }

        var deployment = await VeleroDeployment.ReadAsync(cluster, cancellationToken);
        if (deployment.Fault is { Kind: FaultKind.NotFound })
        {
            _findings.Add(Finding.Error(
                FindingKind.DeploymentMissing,
                cluster.Name,
                $"Cluster \"{cluster.Name}\" has no Deployment \"velero\" in namespace \"{cluster.VeleroNamespace}\". Since Velero "
                + $"{s_readsDeployment} every restore reads it: this one would end PartiallyFailed, with nothing restored. Nothing was "
                + "started. Give Velero's Deployment that name (with Helm: fullnameOverride: velero)."));
        }
        else if (deployment.Fault is { } fault)
        {
            _findings.Add(PreflightSubject.Unread(fault, "whether the Deployment \"velero\" exists, which a restore needs"));
        }
    }

    /// <summary>Of what the backup holds the choice has spoken.</summary>
    private async Task VerdictAsync(JsonObject spec, string @object, CancellationToken cancellationToken)
    {
        var look = new ClusterLook(cluster, servers, recordedVersion: null);
        var known = await look.ForRestoreAsync(
            spec, new KnownBackup(choice.Backup.Name, Phase: null, choice.Backup.StorageLocation), cancellationToken);
        _findings.AddRange(Preflight.Together(cluster, look.Unread));
        _findings.AddRange(new VerdictFindings(cluster.Name, @object, "spec", runsNow: true, planning).Of(
            RestoreVerdicts.Of(spec, known),
            RestoreVerdicts.Of(request.Spec, request.ConfiguredNamespaces, ClusterKnowledge.Nothing)));
    }

    /// <summary>A read-only location serves a restore as well as any.</summary>
    private async Task<Fault?> LocationAsync(CancellationToken cancellationToken)
    {
        if (choice.Backup.StorageLocation is not { } name)
        {
            return null;
        }

        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
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
        var @object = ApiPath.Velero("backupstoragelocations", cluster.VeleroNamespace, name).ObjectName;
        if (location is null)
        {
            _findings.Add(Finding.Of(new Fault(
                FaultKind.LocationMissing,
                cluster.Name,
                $"backup {choice.Backup.Name} is stored in the location \"{name}\", which is not there any more. If another location leads to "
                + $"its files, this object hides it there: {cluster.Kubectl(ApiPath.Velero("backups", cluster.VeleroNamespace, choice.Backup.Name).DeleteArguments)} "
                + "deletes no files, and Velero then shows it from the other one",
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
                + PlainText.Line(LocationMessage.Of(location) ?? "without a message"),
                null,
                @object);
    }
}
