using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>Which backups are asked for.</summary>
public sealed record BackupQuery
{
    public required string Workspace { get; init; }

    /// <summary>The clusters to look on.</summary>
    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>The keys of all clusters of the workspace: a backup that names another one never counts.</summary>
    public required StringSet WorkspaceClusters { get; init; }

    /// <summary>Every Backup of the clusters, whoever made it; without a prefix.</summary>
    public bool MadeByAnyone { get; init; }

    /// <summary>A schedule's prefix or an on-demand backup's name; null: all of the workspace's.</summary>
    public string? Prefix { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlySet<string>? Phases { get; init; }

    /// <summary>Only backups made after it; null: all.</summary>
    public DateTimeOffset? NewerThan { get; init; }

    /// <summary>The newest so many, over all clusters; null: all.</summary>
    public int? Limit { get; init; }
}
