using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>How well one cluster is protected.</summary>
public sealed record ClusterProtection
{
    public required string Cluster { get; init; }

    /// <summary>Why nothing is known of it; null: it answered.</summary>
    public Fault? Fault { get; init; }

    /// <summary><c>v1.18.1</c>; null when no server told.</summary>
    public string? VeleroVersion { get; init; }

    /// <summary>By name.</summary>
    public IReadOnlyList<NamespaceProtection> Namespaces { get; init; } = [];

    /// <summary>All Schedules of the cluster, by name, whoever made them.</summary>
    public IReadOnlyList<ScheduleProtection> Schedules { get; init; } = [];

    public IReadOnlyList<ProtectionFinding> Findings { get; init; } = [];

    /// <summary>What could not be read, as warnings.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}

/// <summary>One Schedule.</summary>
public sealed record ScheduleProtection
{
    public required string Name { get; init; }

    /// <summary>Its cron, as it stands on the cluster.</summary>
    public required string Cron { get; init; }

    public bool IsPaused { get; init; }

    /// <summary><c>workspace/prefix</c> by our labels; null: somebody else's.</summary>
    public string? Owner { get; init; }

    /// <summary>Between its next two runs; null when it has none.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long its newest good backup took; null when there is none.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it makes backups that count.</summary>
    public required Judgement Works { get; init; }
}

/// <summary>One namespace.</summary>
public sealed record NamespaceProtection
{
    public required string Name { get; init; }

    public required Judgement Coverage { get; init; }

    /// <summary>The Schedules that take it, or that may take it when that cannot be decided.</summary>
    public IReadOnlyList<string> Schedules { get; init; } = [];

    /// <summary>The newest good backup that holds it, or that may hold it when that cannot be decided.</summary>
    public string? Backup { get; init; }

    /// <summary>When that backup was begun: what was written later is not in it.</summary>
    public DateTimeOffset? BackupAt { get; init; }

    public TimeSpan? Age { get; init; }

    /// <summary>Null when it cannot be told.</summary>
    public bool? IsLate { get; init; }

    /// <summary>Its claims, by name; null when they could not be read.</summary>
    public IReadOnlyList<ClaimProtection>? Claims { get; init; }
}

/// <summary>One PersistentVolumeClaim that is bound.</summary>
/// <param name="Data">Whether its data is in the namespace's newest good backup.</param>
/// <param name="Method"><c>DataUpload</c> or <c>PodVolumeBackup</c>; null when nothing tells.</param>
public sealed record ClaimProtection(string Name, Judgement Data, string? Method)
{
    /// <summary>How much of it the backup holds; null: not counted.</summary>
    public long? Bytes { get; init; }
}
