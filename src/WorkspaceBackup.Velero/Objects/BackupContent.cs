namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Velero's <c>BackupSpec</c>: what a backup takes, how, and where to. Null is absent everywhere, and what Velero
/// treats as absent is null here (<see cref="BackupContentFields.Canonical"/>); sets are sorted, durations in Go's
/// canonical form (<c>720h0m0s</c>), so two contents that mean the same are equal. <see cref="BackupContentFields"/>
/// has one descriptor per property.
/// </summary>
public sealed record BackupContent
{
    public static readonly BackupContent Empty = new();

    public string? StorageLocation { get; init; }

    /// <summary>Null: the server's default, 720h unless configured otherwise.</summary>
    public string? Ttl { get; init; }

    public bool? SnapshotVolumes { get; init; }

    /// <summary>Null: auto, what the included namespaces' objects need.</summary>
    public bool? IncludeClusterResources { get; init; }

    /// <summary>Null: all namespaces; <c>*</c> alone reads as null.</summary>
    public StringSet? IncludedNamespaces { get; init; }

    public StringSet? ExcludedNamespaces { get; init; }

    public StringSet? IncludedResources { get; init; }

    public StringSet? ExcludedResources { get; init; }

    public StringSet? IncludedClusterScopedResources { get; init; }

    public StringSet? ExcludedClusterScopedResources { get; init; }

    public StringSet? IncludedNamespaceScopedResources { get; init; }

    public StringSet? ExcludedNamespaceScopedResources { get; init; }

    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Velero refuses it together with <see cref="LabelSelector"/>.</summary>
    public ValueList<LabelSelector>? OrLabelSelectors { get; init; }

    /// <summary>Resource to <c>namespace/name,namespace/name</c>, in the order they are backed up in.</summary>
    public StringMap? OrderedResources { get; init; }

    /// <summary><c>hooks.resources</c>, in order.</summary>
    public ValueList<ResourceHook>? Hooks { get; init; }

    public StringSet? VolumeSnapshotLocations { get; init; }

    public string? VolumeGroupSnapshotLabelKey { get; init; }

    /// <summary>Null: the server's flag, not false.</summary>
    public bool? DefaultVolumesToFsBackup { get; init; }

    /// <summary>Null: the server's flag, not false.</summary>
    public bool? SnapshotMoveData { get; init; }

    public string? DataMover { get; init; }

    /// <summary><c>Full</c> or <c>Incremental</c>; null: the server's default, <c>Incremental</c>.</summary>
    public string? BackupType { get; init; }

    public long? ParallelFilesUpload { get; init; }

    public string? CsiSnapshotTimeout { get; init; }

    public string? ItemOperationTimeout { get; init; }

    public ResourcePolicy? ResourcePolicy { get; init; }
}
