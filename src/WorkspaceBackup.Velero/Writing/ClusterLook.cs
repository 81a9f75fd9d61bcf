using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// What is read of a cluster before Velero's verdict on a spec is asked for: what the spec depends on, and no more. What
/// cannot be read is not known, and said so.
/// </summary>
/// <param name="recordedVersion">The Velero that ran there when it was last asked, for when it cannot be asked now.</param>
internal sealed class ClusterLook(Cluster cluster, VeleroServers servers, string? recordedVersion)
{
    private static readonly ApiPath s_namespaces = new("v1", "namespaces");

    // A Backup names a policy; a Restore a modifier, and since Velero 1.19 a policy as well.
    private static readonly (string Field, string What)[] s_configMaps =
        [("resourcePolicy", "the resource policy"), ("resourceModifier", "the resource modifier")];

    private readonly List<Finding> _unread = [];

    /// <summary>One for each part that is not known.</summary>
    public IReadOnlyList<Finding> Unread => _unread;

    /// <summary>For a Backup's spec, or a Schedule's template. Of the location it is not asked.</summary>
    public async Task<ClusterKnowledge> ForBackupAsync(JsonObject spec, CancellationToken cancellationToken)
    {
        var version = VersionAsync(cancellationToken);
        var namespaces = Json.Texts(spec, "includedNamespaces").Any(name => name != "*")
            ? cluster.Lists.GetAsync(s_namespaces, null, cancellationToken)
            : null;
        var snapshotLocations = cluster.Lists.GetAsync(
            ApiPath.Velero("volumesnapshotlocations", cluster.VeleroNamespace), null, cancellationToken);
        var daemonSets = BackupVerdicts.NeedsNodeAgent(spec) is not null
            ? cluster.Lists.GetAsync(new ApiPath("apps/v1", "daemonsets", cluster.VeleroNamespace), null, cancellationToken)
            : null;
        var places = Known(await snapshotLocations, "which volume snapshot locations there are") is { } found
            ? Json.ByName(found, static item => Json.Text(item, "spec", "provider") ?? "")
            : null;
        var agents = daemonSets is null ? null : Known(await daemonSets, "whether the node agent runs");
        return new ClusterKnowledge
        {
            Velero = await version,
            VeleroNamespace = cluster.VeleroNamespace,
            Namespaces = namespaces is null
                ? null
                : Known(await namespaces, "whether the namespaces exist") is { } listed
                    ? Json.ByName<IReadOnlyDictionary<string, string>>(
                        listed, static item => Json.Entries(item, "metadata", "labels").ToDictionary(StringComparer.Ordinal))
                    : null,
            SnapshotLocations = places,
            DefaultSnapshotLocations = await DefaultsAsync(places, cancellationToken),
            ReadyNodeAgents = agents is { } sets ? (int)(NodeAgent.In(sets)?.Ready ?? 0) : null,
            Resources = await ResourcesAsync(spec, cancellationToken),
            ConfigMaps = await ConfigMapsAsync(spec, cancellationToken),
        };
    }

    /// <summary>Asked for only where a provider has several locations; without the Deployment they are not known.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> DefaultsAsync(
        IReadOnlyDictionary<string, string>? locations, CancellationToken cancellationToken) =>
        locations is not null && locations.Values.Distinct(StringComparer.Ordinal).Count() < locations.Count
        && (await SharedReads.ObjectAsync(cluster, VeleroDeployment.Path(cluster), cancellationToken)).TryGet(out var deployment, out _)
            ? ServerFlags.Read(deployment as JsonObject)?.DefaultSnapshotLocations
            : null;

    /// <summary>For a Restore's spec. Of the backup, its location and the Deployment it is not asked.</summary>
    public async Task<ClusterKnowledge> ForRestoreAsync(
        JsonObject spec, KnownBackup backup, CancellationToken cancellationToken)
    {
        var version = VersionAsync(cancellationToken);
        return new ClusterKnowledge
        {
            VeleroNamespace = cluster.VeleroNamespace,
            ConfigMaps = await ConfigMapsAsync(spec, cancellationToken),
            Resources = await ResourcesAsync(spec, cancellationToken),
            Velero = await version,
            Backups = [backup],
        };
    }

    // A server that does not answer is somebody else's finding.
    private async Task<VeleroRelease?> VersionAsync(CancellationToken cancellationToken)
    {
        var asked = await servers.AskAsync(cluster, cancellationToken);
        return VeleroRelease.TryParse(asked.TryGet(out var server, out _) ? server.Version : recordedVersion, out var release)
            ? release
            : null;
    }

    private async Task<IReadOnlyList<KnownResource>?> ResourcesAsync(JsonObject spec, CancellationToken cancellationToken)
    {
        if (!ResourceLists.UsesScoped(spec) && !Json.Texts(spec, ResourceLists.Old.Included).Any()
            && !Json.Texts(spec, ResourceLists.Old.Excluded).Any())
        {
            return null;
        }

        // Without it the names are judged by those that every Kubernetes has.
        var (resources, fault) = await ServedResources.ReadAsync(cluster, cancellationToken);
        if (fault is not null)
        {
            _unread.Add(PreflightSubject.Unread(fault, "whether the resources exist"));
        }

        return resources;
    }

    /// <summary>The ConfigMaps that a spec names. Without the right to read one of them none is known; nor when it names none.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> ConfigMapsAsync(
        JsonObject spec, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>>? found = null;
        foreach (var (field, what) in s_configMaps)
        {
            if (Json.Text(spec, field, "name") is not { Length: > 0 } name
                || !"configmap".Equals(Json.Text(spec, field, "kind"), StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            found ??= new(StringComparer.Ordinal);
            var path = new ApiPath("v1", "configmaps", cluster.VeleroNamespace, name);
            var read = await SharedReads.ObjectAsync(cluster, path, cancellationToken);
            if (read.TryGet(out var configMap, out var fault))
            {
                found[name] = Json.Entries(configMap, "data").ToDictionary(StringComparer.Ordinal);
            }
            else if (fault.Kind != FaultKind.NotFound)
            {
                _unread.Add(PreflightSubject.Unread(fault, $"whether {what} exists and can be read"));
                return null;
            }
        }

        return found;
    }

    private ImmutableArray<JsonObject>? Known(Outcome<ImmutableArray<JsonObject>> listed, string what)
    {
        if (listed.TryGet(out var objects, out var fault))
        {
            return objects;
        }

        _unread.Add(PreflightSubject.Unread(fault, what));
        return null;
    }
}
