namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// What is known of a cluster when a spec is judged. A part that is null is not known; the verdict then says so, and
/// says nothing that would depend on it.
/// </summary>
public sealed record ClusterKnowledge
{
    public static readonly ClusterKnowledge Nothing = new();

    public VeleroRelease? Velero { get; init; }

    public string VeleroNamespace { get; init; } = "velero";

    /// <summary>The labels of each namespace.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Namespaces { get; init; }

    /// <summary>What the API serves, as Velero's discovery sees it.</summary>
    public IReadOnlyList<KnownResource>? Resources { get; init; }

    public IReadOnlyList<KnownLocation>? Locations { get; init; }

    /// <summary>The server's <c>--default-backup-storage-location</c>.</summary>
    public string DefaultLocation { get; init; } = "default";

    /// <summary>Provider by name of each VolumeSnapshotLocation.</summary>
    public IReadOnlyDictionary<string, string>? SnapshotLocations { get; init; }

    /// <summary>The server's <c>--default-volume-snapshot-locations</c>: name by provider; null when not known.</summary>
    public IReadOnlyDictionary<string, string>? DefaultSnapshotLocations { get; init; }

    /// <summary>The <c>data</c> of the ConfigMaps in Velero's namespace that may be referred to, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? ConfigMaps { get; init; }

    /// <summary>The Backups that a restore may name.</summary>
    public IReadOnlyList<KnownBackup>? Backups { get; init; }

    /// <summary>Whether Velero's namespace has a Deployment of just that name.</summary>
    public bool? HasVeleroDeployment { get; init; }

    /// <summary>How many pods of the node agent are ready.</summary>
    public int? ReadyNodeAgents { get; init; }

    /// <summary>Whether running pods of the namespaces mount volumes.</summary>
    public bool? HasPodVolumes { get; init; }

    /// <summary>When the verdict is asked for.</summary>
    public DateTimeOffset? Now { get; init; }
}

/// <param name="Plural">The name in the API: <c>deployments</c>.</param>
/// <param name="ShortNames"><c>deploy</c>; Velero knows resources by these too, and by kind and singular.</param>
public sealed record KnownResource(
    string Group, string Plural, string Kind, bool Namespaced, IReadOnlyList<string> ShortNames)
{
    /// <summary>Velero's name for it: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string Name => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}

/// <param name="Phase">Null or empty before its first validation.</param>
public sealed record KnownLocation(string Name, string? Phase, string? AccessMode, bool IsDefault)
{
    public string? Message { get; init; }
}

/// <summary>A Backup that a restore may name.</summary>
public sealed record KnownBackup(string Name, string? Phase, string? StorageLocation)
{
    public string? ScheduleName { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> IncludedNamespaces { get; init; } = [];

    public IReadOnlyList<string> ExcludedNamespaces { get; init; } = [];

    /// <summary>The namespaces that are in it; null when that is not known.</summary>
    public IReadOnlyCollection<string>? Namespaces { get; init; }
}
