using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>What one cluster is fit for, as <c>clusters</c> shows it.</summary>
internal sealed record InspectedClusterModel(TerraformValue Object)
    : Model<InspectedClusterModel>(Object), IModel<InspectedClusterModel>
{
    public static readonly SchemaAttribute<bool> Reachable = Shown.As(
        "reachable", Codec.Bool, "Whether a Kubernetes API server answers, even if it refuses.");

    public static readonly SchemaAttribute<bool> Healthy = Shown.As(
        "healthy", Codec.Bool,
        "Whether backups can be made there: the cluster and a Velero server answer.");

    public static readonly SchemaAttribute<string> Reason = Shown.As(
        "reason", Codec.String, "Why it is not healthy.");

    public static readonly SchemaAttribute<string> Uid = Shown.As(
        "uid", Codec.String, "The cluster's identity: the uid of its `kube-system` namespace.");

    public static readonly SchemaAttribute<string> KubernetesVersion = Shown.As(
        "kubernetes_version", Codec.String, "The API server's version, such as `v1.33.1`.");

    public static readonly SchemaAttribute<string> VeleroVersion = Shown.As(
        "velero_version", Codec.String, "The Velero server's version, such as `v1.18.1`.");

    public static readonly SchemaAttribute<IReadOnlyList<PluginModel>> Plugins = Shown.As(
        "plugins", Codec.List(Codec.Object<PluginModel>()), "The Velero server's plugins.");

    public static readonly SchemaAttribute<NodeAgentModel> NodeAgent = Shown.As(
        "node_agent", Codec.Object<NodeAgentModel>(),
        "Velero's node agent, which file-system backups and data movement need. Null if there is none.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, LocationModel>> Locations = Shown.As(
        "locations", Codec.Map(Codec.Object<LocationModel>()), "The BackupStorageLocations, by name.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, IReadOnlyList<string>>> LocationSharedWith =
        Shown.As(
            "location_shared_with", Codec.Map(Codec.List(Codec.String)),
            "Clusters that write to the same place, by location. They corrupt each other's backups; give each cluster a prefix of its own.");

    public static readonly SchemaAttribute<IReadOnlyList<SnapshotClassModel>> SnapshotClasses = Shown.As(
        "snapshot_classes", Codec.List(Codec.Object<SnapshotClassModel>()), "The VolumeSnapshotClasses.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> StorageClassesWithoutSnapshotClass = Shown.As(
        "storage_classes_without_snapshot_class", Codec.List(Codec.String),
        "Storage classes that the workspace's claims use and that have no snapshot class for Velero: CSI snapshots of their volumes fail.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> MissingNamespaces = Shown.As(
        "missing_namespaces", Codec.List(Codec.String), "Namespaces of the workspace that do not exist there.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, PermissionModel>> Permissions = Shown.As(
        "permissions", Codec.Map(Codec.Object<PermissionModel>()),
        "What the configured identity may do: `plan` (reading), `inspect` (this data source), `protect` (`workspace_protection`), `schedule`, `backup`, `restore`, `read_files` (why they failed, which volumes are in them), `location`, `location_credential`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Reachable,
        Healthy,
        Reason,
        Uid,
        KubernetesVersion,
        VeleroVersion,
        Plugins,
        NodeAgent,
        Locations,
        LocationSharedWith,
        SnapshotClasses,
        StorageClassesWithoutSnapshotClass,
        MissingNamespaces,
        Permissions,
    ];

    public static InspectedClusterModel Of(TerraformValue value) => new(value);

    public static InspectedClusterModel From(ClusterInspection found) => Empty
        .With(Reachable, found.IsReachable)
        .With(Healthy, found.IsHealthy)
        .With(Reason, found.Fault is { } fault ? FaultReason.Of(fault.Kind) : Value<string>.Null)
        .With(Uid, Value.OfNullable(found.Uid))
        .With(KubernetesVersion, Value.OfNullable(found.KubernetesVersion))
        .With(VeleroVersion, Value.OfNullable(found.Server?.Version))
        .With(Plugins, Shown.List(found.Server?.Plugins.Select(PluginModel.From)))
        .With(NodeAgent, Value.OfNullable(found.NodeAgent).Map(NodeAgentModel.From))
        .With(Locations, Shown.Map(
            found.Locations?.Select(static location => KeyValuePair.Create(location.Name, location)),
            LocationModel.From))
        .With(LocationSharedWith, Shown.Map<IReadOnlyList<string>, StringSet>(
            found.LocationSharedWith, static clusters => clusters))
        .With(SnapshotClasses, Shown.List(found.SnapshotClasses?.Select(SnapshotClassModel.From)))
        .With(StorageClassesWithoutSnapshotClass, Shown.List(found.StorageClassesWithoutSnapshotClass))
        .With(MissingNamespaces, Shown.List(found.MissingNamespaces))
        .With(Permissions, Shown.Map(found.MissingRights, PermissionModel.From));
}
