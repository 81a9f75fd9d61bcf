using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>Which backup each cluster is to be restored from, and what of it.</summary>
public sealed record RestoreSelection
{
    public required string Workspace { get; init; }

    /// <summary>The run to restore from; null: the newest usable one of <see cref="FromSchedule"/>.</summary>
    public RunId? FromRun { get; init; }

    /// <summary>A schedule's prefix or an on-demand backup's name.</summary>
    public string? FromSchedule { get; init; }

    /// <summary>By cluster, the Backup to restore from as it is named there, whoever made it; null: a run is chosen.</summary>
    public StringMap? FromBackups { get; init; }

    /// <summary>Only runs that ended before it; with <see cref="FromSchedule"/>.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>What to restore; null: what both the backup and the workspace have.</summary>
    public StringSet? Namespaces { get; init; }

    /// <summary>All that the backup holds, whatever the workspace has.</summary>
    public bool AllNamespaces { get; init; }

    /// <summary>The workspace's namespaces; null: it names none.</summary>
    public StringSet? WorkspaceNamespaces { get; init; }

    /// <summary>What is left out of what nobody names: of the backup's own list.</summary>
    public StringSet ExcludedNamespaces { get; init; } = StringSet.Empty;

    /// <summary>
    /// By the cluster that is restored, the key of the one that was backed up; its own key for the cluster that stood
    /// there before it was rebuilt. Others take their own backups.
    /// </summary>
    public StringMap SourceClusters { get; init; } = StringMap.Empty;

    /// <summary>
    /// By cluster, the backup that was chosen before, which is taken again whatever has come since. Clusters that are not in it
    /// take theirs of the same run.
    /// </summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = StringMap.Empty;

    /// <summary>The keys of all clusters that are in the workspace now.</summary>
    public required StringSet WorkspaceClusters { get; init; }

    /// <summary>All clusters, also those that are not restored: they may have what one of those does not show.</summary>
    public IReadOnlyList<Cluster> AllClusters { get; init; } = [];

    /// <summary>Whether a PartiallyFailed backup will do.</summary>
    public bool AllowPartiallyFailed { get; init; }

    /// <summary>Whether a restore of nothing will do.</summary>
    public bool AllowEmpty { get; init; }

    public StringMap NamespaceMapping { get; init; } = StringMap.Empty;
}
