using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>What one cluster is fit for, as <c>clusters</c> shows it.</summary>
internal sealed record InspectedClusterModel : IModel<InspectedClusterModel>
{
    private static readonly SchemaAttribute<bool> s_reachable = Shown.As(
        "reachable", Codec.Bool, "Whether a Kubernetes API server answers, be it with a refusal.");

    private static readonly SchemaAttribute<bool> s_healthy = Shown.As(
        "healthy", Codec.Bool,
        "Whether backups can be made there: it answers, Velero is installed and a Velero server answers.");

    private static readonly SchemaAttribute<string> s_reason = Shown.As(
        "reason", Codec.String, "Why it is not healthy; null when it is.");

    private static readonly SchemaAttribute<string> s_uid = Shown.As(
        "uid", Codec.String, "The cluster's identity: the uid of its `kube-system` namespace.");

    private static readonly SchemaAttribute<string> s_kubernetesVersion = Shown.As(
        "kubernetes_version", Codec.String, "The API server's version: `v1.33.1`.");

    private static readonly SchemaAttribute<string> s_veleroVersion = Shown.As(
        "velero_version", Codec.String, "The Velero server's version: `v1.18.1`.");

    private static readonly SchemaAttribute<IReadOnlyList<PluginModel>> s_plugins = Shown.As(
        "plugins", Codec.List(Codec.Object<PluginModel>()), "The Velero server's plugins, each once.");

    private static readonly SchemaAttribute<NodeAgentModel> s_nodeAgent = Shown.As(
        "node_agent", Codec.Object<NodeAgentModel>(),
        "Velero's node agent, which file-system backups and data movement need; null: there is none.");

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, LocationModel>> s_locations = Shown.As(
        "locations", Codec.Map(Codec.Object<LocationModel>()), "The BackupStorageLocations, by name.");

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, IReadOnlyList<string>>> s_locationSharedWith =
        Shown.As(
            "location_shared_with", Codec.Map(Codec.List(Codec.String)),
            "Clusters that write to the same place, by location. Two that do corrupt each other's backups: each needs "
            + "a prefix of its own.");

    private static readonly SchemaAttribute<IReadOnlyList<SnapshotClassModel>> s_snapshotClasses = Shown.As(
        "snapshot_classes", Codec.List(Codec.Object<SnapshotClassModel>()), "The VolumeSnapshotClasses.");

    private static readonly SchemaAttribute<IReadOnlyList<string>> s_storageClassesWithoutSnapshotClass = Shown.As(
        "storage_classes_without_snapshot_class", Codec.List(Codec.String),
        "Storage classes that claims in the workspace's namespaces use and whose driver has no snapshot class that "
        + "Velero would take: CSI snapshots of their volumes fail.");

    private static readonly SchemaAttribute<IReadOnlyList<string>> s_missingNamespaces = Shown.As(
        "missing_namespaces", Codec.List(Codec.String), "Namespaces of the workspace that the cluster does not have.");

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, PermissionModel>> s_permissions = Shown.As(
        "permissions", Codec.Map(Codec.Object<PermissionModel>()),
        "What the configured identity may do, by operation: `plan` (reading), `inspect` (this data source), "
        + "`schedule`, `backup`, `restore`, `location`, `location_credential`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_reachable,
        s_healthy,
        s_reason,
        s_uid,
        s_kubernetesVersion,
        s_veleroVersion,
        s_plugins,
        s_nodeAgent,
        s_locations,
        s_locationSharedWith,
        s_snapshotClasses,
        s_storageClassesWithoutSnapshotClass,
        s_missingNamespaces,
        s_permissions,
    ];

    public required Value<bool> Reachable { get; init; }

    public required Value<bool> Healthy { get; init; }

    public required Value<string> Reason { get; init; }

    public required Value<string> Uid { get; init; }

    public required Value<string> KubernetesVersion { get; init; }

    public required Value<string> VeleroVersion { get; init; }

    public required Value<IReadOnlyList<PluginModel>> Plugins { get; init; }

    public required Value<NodeAgentModel> NodeAgent { get; init; }

    public required Value<IReadOnlyDictionary<string, LocationModel>> Locations { get; init; }

    public required Value<IReadOnlyDictionary<string, IReadOnlyList<string>>> LocationSharedWith { get; init; }

    public required Value<IReadOnlyList<SnapshotClassModel>> SnapshotClasses { get; init; }

    public required Value<IReadOnlyList<string>> StorageClassesWithoutSnapshotClass { get; init; }

    public required Value<IReadOnlyList<string>> MissingNamespaces { get; init; }

    public required Value<IReadOnlyDictionary<string, PermissionModel>> Permissions { get; init; }

    public static InspectedClusterModel From(ClusterInspection found) => new()
    {
        Reachable = found.IsReachable,
        Healthy = found.IsHealthy,
        Reason = found.Fault is { } fault ? FaultReason.Of(fault.Kind) : Value<string>.Null,
        Uid = Value.OfNullable(found.Uid),
        KubernetesVersion = Value.OfNullable(found.KubernetesVersion),
        VeleroVersion = Value.OfNullable(found.Server?.Version),
        Plugins = Shown.List(found.Server?.Plugins.Select(PluginModel.From)),
        NodeAgent = Value.OfNullable(found.NodeAgent).Map(NodeAgentModel.From),
        Locations = Shown.Map(
            found.Locations?.Select(static location => KeyValuePair.Create(location.Name, location)),
            LocationModel.From),
        LocationSharedWith = Shown.Map<IReadOnlyList<string>, StringSet>(
            found.LocationSharedWith, static clusters => clusters),
        SnapshotClasses = Shown.List(found.SnapshotClasses?.Select(SnapshotClassModel.From)),
        StorageClassesWithoutSnapshotClass = Shown.List(found.StorageClassesWithoutSnapshotClass),
        MissingNamespaces = Shown.List(found.MissingNamespaces),
        Permissions = Shown.Map(found.MissingRights, PermissionModel.From),
    };

    public static InspectedClusterModel Read(ModelReader reader) => new()
    {
        Reachable = reader.Get(s_reachable),
        Healthy = reader.Get(s_healthy),
        Reason = reader.Get(s_reason),
        Uid = reader.Get(s_uid),
        KubernetesVersion = reader.Get(s_kubernetesVersion),
        VeleroVersion = reader.Get(s_veleroVersion),
        Plugins = reader.Get(s_plugins),
        NodeAgent = reader.Get(s_nodeAgent),
        Locations = reader.Get(s_locations),
        LocationSharedWith = reader.Get(s_locationSharedWith),
        SnapshotClasses = reader.Get(s_snapshotClasses),
        StorageClassesWithoutSnapshotClass = reader.Get(s_storageClassesWithoutSnapshotClass),
        MissingNamespaces = reader.Get(s_missingNamespaces),
        Permissions = reader.Get(s_permissions),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_reachable, Reachable);
        writer.Set(s_healthy, Healthy);
        writer.Set(s_reason, Reason);
        writer.Set(s_uid, Uid);
        writer.Set(s_kubernetesVersion, KubernetesVersion);
        writer.Set(s_veleroVersion, VeleroVersion);
        writer.Set(s_plugins, Plugins);
        writer.Set(s_nodeAgent, NodeAgent);
        writer.Set(s_locations, Locations);
        writer.Set(s_locationSharedWith, LocationSharedWith);
        writer.Set(s_snapshotClasses, SnapshotClasses);
        writer.Set(s_storageClassesWithoutSnapshotClass, StorageClassesWithoutSnapshotClass);
        writer.Set(s_missingNamespaces, MissingNamespaces);
        writer.Set(s_permissions, Permissions);
    }
}
