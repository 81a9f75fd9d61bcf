using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Inspection;

/// <summary>
/// What one cluster is fit for. Null is "could not be found out" everywhere: the cluster is down, or did not say.
/// </summary>
public sealed record ClusterInspection
{
    /// <summary>The cluster's key.</summary>
    public required string Cluster { get; init; }

    /// <summary>Why nothing can be backed up there; null: it can.</summary>
    public Fault? Fault { get; init; }

    /// <summary>A Kubernetes API server answered, be it with a refusal.</summary>
    public required bool IsReachable { get; init; }

    public bool IsHealthy => Fault is null;

    /// <summary>The uid of the namespace <c>kube-system</c>.</summary>
    public string? Uid { get; init; }

    /// <summary><c>v1.33.1</c>.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>Null also when the identity may not ask it.</summary>
    public VeleroServer? Server { get; init; }

    /// <summary>Null also when there is none.</summary>
    public NodeAgent? NodeAgent { get; init; }

    /// <summary>By name.</summary>
    public IReadOnlyList<BackupLocation>? Locations { get; init; }

    /// <summary>By location, the keys of other clusters that write to the same place.</summary>
    public IReadOnlyDictionary<string, StringSet> LocationSharedWith { get; init; } =
        new SortedDictionary<string, StringSet>(StringComparer.Ordinal);

    public IReadOnlyList<SnapshotClass>? SnapshotClasses { get; init; }

    public StringSet? StorageClassesWithoutSnapshotClass { get; init; }

    /// <summary>Namespaces of the workspace that the cluster does not have.</summary>
    public StringSet? MissingNamespaces { get; init; }

    /// <summary>By operation of <see cref="Operations"/>, the rights that are missing for it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AccessRight>>? MissingRights { get; init; }

    /// <summary>Checks that were not possible, as warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
