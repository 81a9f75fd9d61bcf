using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>Which run is asked for.</summary>
public sealed record RunQuery
{
    public required string Workspace { get; init; }

    /// <summary>A schedule's prefix or an on-demand backup's name.</summary>
    public required string Prefix { get; init; }

    /// <summary>The clusters that a complete run has a usable backup of.</summary>
    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <inheritdoc cref="BackupQuery.WorkspaceClusters"/>
    public required StringSet WorkspaceClusters { get; init; }

    /// <summary>Only runs due before it; null: all.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether a backup that lacks some items is usable.</summary>
    public bool AllowPartiallyFailed { get; init; }
}
