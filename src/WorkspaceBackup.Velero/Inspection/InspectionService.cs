using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Inspection;

/// <summary>
/// Finds out what clusters are fit for, in parallel, without changing anything but a ServerStatusRequest that is gone
/// afterwards. What a cluster does not answer or does not allow leaves out that part and nothing else.
/// </summary>
/// <param name="servers">Asks the Velero servers; share one per process.</param>
/// <param name="reviews">Asks for rights; share one per process.</param>
public sealed class InspectionService(VeleroServers servers, AccessReviews reviews)
{
    private static readonly ApiPath s_namespaces = new("v1", "namespaces");
    private static readonly ApiPath s_snapshotClasses = new("snapshot.storage.k8s.io/v1", "volumesnapshotclasses");
    private static readonly ApiPath s_storageClasses = new("storage.k8s.io/v1", "storageclasses");

    /// <param name="clusters">The clusters.</param>
    /// <param name="namespaces">The workspace's namespaces; null: all that a cluster has.</param>
    /// <returns>One inspection per cluster, in the same order.</returns>
    public async Task<IReadOnlyList<ClusterInspection>> InspectAsync(
        IReadOnlyList<Cluster> clusters, StringSet? namespaces, CancellationToken cancellationToken)
    {
        var inspections = await Task.WhenAll(
            clusters.Select(cluster => ClusterWork.GuardAsync(
                cluster.Name,
                () => InspectAsync(cluster, namespaces, cancellationToken),
                fault => new ClusterInspection { Cluster = cluster.Name, Fault = fault, IsReachable = true })));
        return [.. inspections.Select(inspection => inspection with
        {
            LocationSharedWith = SharedWith(inspection, inspections),
        })];
    }

    /// <summary>By location, the other clusters, told apart by their uid, that write to the same place.</summary>
    public static IReadOnlyDictionary<string, StringSet> SharedWith(
        ClusterInspection inspection, IEnumerable<ClusterInspection> all)
    {
        var shared = new SortedDictionary<string, StringSet>(StringComparer.Ordinal);
        var others = all.Where(other => other.Uid is not null && other.Uid != inspection.Uid).ToList();
        foreach (var location in inspection.Locations ?? [])
        {
            var with = StringSet.From(others
                .Where(other => other.Locations?.Any(location.WritesToSamePlaceAs) == true)
                .Select(other => other.Cluster));
            if (with.Count > 0)
            {
                shared[location.Name] = with;
            }
        }

        return shared;
    }

    private async Task<ClusterInspection> InspectAsync(
        Cluster cluster, StringSet? namespaces, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var probeFault))
        {
            return new ClusterInspection
            {
                Cluster = cluster.Name,
                Fault = probeFault,
                IsReachable = Answered(probeFault.Kind),
            };
        }

        var checks = new Checks();
        var serverAsked = servers.AskAsync(cluster, cancellationToken);
        var locationsAsked = BackupLocation.ListAsync(cluster, cancellationToken);
        var namespacesAsked = cluster.Lists.GetAsync(s_namespaces, null, cancellationToken);
        var snapshotClassesAsked = cluster.Lists.GetAsync(s_snapshotClasses, null, cancellationToken);
        var storageClassesAsked = cluster.Lists.GetAsync(s_storageClasses, null, cancellationToken);
        var usedAsked = UsedStorageClassesAsync(cluster, namespaces, cancellationToken);
        var nodeAgentAsked = cluster.Lists.GetAsync(
            new ApiPath("apps/v1", "daemonsets", cluster.VeleroNamespace), null, cancellationToken);
        var rightsAsked = MissingRightsAsync(cluster, cancellationToken);

        var server = await serverAsked;
        var locations = await locationsAsked;
        var present = checks.Of(await namespacesAsked, "which of its namespaces exist");
        var snapshotClassesFound = await snapshotClassesAsked;
        var snapshotClasses = snapshotClassesFound.Fault?.Kind == FaultKind.NotFound
            ? [] // Without the definitions of snapshots there are no classes.
            : checks.Of(snapshotClassesFound, "which snapshot classes it has")?.ToArray();
        var storageClasses = checks.Of(await storageClassesAsked, "which storage classes it has");
        var used = checks.Of(await usedAsked, "which storage classes are in use");
        var daemonSets = checks.Of(await nodeAgentAsked, "whether the node agent runs");
        var missingRights = checks.Of(await rightsAsked, "what this identity may do there");
        if (server.Fault is { Kind: FaultKind.Forbidden } forbidden)
        {
            checks.Of<VeleroServer>(forbidden, "whether a Velero server answers");
        }

        var names = present?.Select(Json.Name).ToHashSet(StringComparer.Ordinal);
        var classes = snapshotClasses is null ? null : SnapshotClasses.Read(snapshotClasses);
        return new ClusterInspection
        {
            Cluster = cluster.Name,
            Fault = locations.Fault
                ?? NamespaceFault(cluster, names)
                ?? (server.Fault is { Kind: not FaultKind.Forbidden } serverFault ? serverFault : null),
            IsReachable = true,
            Uid = identified.Uid,
            KubernetesVersion = identified.KubernetesVersion,
            Server = server.Succeeded ? server.Value : null,
            NodeAgent = NodeAgent.In(daemonSets),
            Locations = locations.Succeeded
                ? [.. locations.Value.Select(BackupLocation.Read).OrderBy(found => found.Name, StringComparer.Ordinal)]
                : null,
            SnapshotClasses = classes,
            StorageClassesWithoutSnapshotClass = used is null || storageClasses is null || classes is null
                ? null
                : SnapshotClasses.Without(used, storageClasses, classes),
            MissingNamespaces = names is null
                ? null
                : StringSet.From((namespaces ?? []).Where(name => !names.Contains(name))),
            MissingRights = missingRights,
            Findings = checks.Findings,
        };
    }

    private async Task<Outcome<IReadOnlyDictionary<string, IReadOnlyList<AccessRight>>>> MissingRightsAsync(
        Cluster cluster, CancellationToken cancellationToken)
    {
        var missing = new SortedDictionary<string, IReadOnlyList<AccessRight>>(StringComparer.Ordinal);
        var asked = await Task.WhenAll(OperationRights.All.Select(async operation => (
            operation.Key, Missing: await reviews.MissingAsync(cluster, operation.Value, cancellationToken))));
        foreach (var (operation, rights) in asked)
        {
            if (!rights.TryGet(out var found, out var fault))
            {
                return fault;
            }

            missing[operation] = found;
        }

        return missing;
    }

    // A collection in a namespace that does not exist is empty, not an error.
    private static Fault? NamespaceFault(Cluster cluster, HashSet<string>? names) =>
        names?.Contains(cluster.VeleroNamespace) == false
            ? new Fault(
                FaultKind.VeleroNamespaceMissing,
                cluster.Name,
                $"the cluster has no namespace \"{cluster.VeleroNamespace}\"",
                "velero_namespace")
            : null;

    /// <summary>Read as they come: of thousands of claims only the names of a few classes stay.</summary>
    private static async Task<Outcome<HashSet<string>>> UsedStorageClassesAsync(
        Cluster cluster, StringSet? namespaces, CancellationToken cancellationToken)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var @namespace in namespaces?.AsEnumerable<string?>() ?? [null])
        {
            var claims = cluster.Api.ListAsync(
                new ApiPath("v1", "persistentvolumeclaims", @namespace), null, cancellationToken);
            await foreach (var item in claims)
            {
                if (!item.TryGet(out var claim, out var fault))
                {
                    return fault;
                }

                if (Json.Text(claim, "spec", "storageClassName") is { Length: > 0 } name)
                {
                    used.Add(name);
                }
            }
        }

        return used;
    }

    private static bool Answered(FaultKind kind) => kind
        is FaultKind.TooManyRequests or FaultKind.ServerError or FaultKind.NotReady
        or FaultKind.Unauthorized or FaultKind.Forbidden or FaultKind.NotFound;

    /// <summary>Collects what could not be found out.</summary>
    private sealed class Checks
    {
        private readonly List<Finding> _findings = [];

        public IReadOnlyList<Finding> Findings => _findings;

        public IEnumerable<JsonObject>? Of(Outcome<ImmutableArray<JsonObject>> outcome, string what) =>
            outcome.Succeeded ? outcome.Value : Missed<IEnumerable<JsonObject>>(outcome.Fault, what);

        public T? Of<T>(Outcome<T> outcome, string what)
            where T : class => outcome.Succeeded ? outcome.Value : Missed<T>(outcome.Fault, what);

        private T? Missed<T>(Fault fault, string what)
            where T : class
        {
            _findings.Add(Finding.Warning(
                FindingKind.CannotCheck,
                fault.Cluster,
                $"The provider could not find out {what}: "
                + (fault.Kind == FaultKind.Forbidden ? fault.Detail : FaultReason.Of(fault.Kind)) + "."));
            return null;
        }
    }
}
