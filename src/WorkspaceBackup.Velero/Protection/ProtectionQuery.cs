using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>What is to be protected, and how well.</summary>
public sealed record ProtectionQuery
{
    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>The namespaces that are to be protected; null: all that a cluster has.</summary>
    public StringSet? Namespaces { get; init; }

    /// <summary>Chooses them by their labels where none is named; null: all that a cluster has.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The time that ages are measured from: one for all clusters.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether backups' own volume information is read: one file of each that claims are looked for in.</summary>
    public bool ReadBackupFiles { get; init; }

    /// <summary>How old the newest good backup may be; null: as its schedule's own interval allows.</summary>
    public TimeSpan? Rpo { get; init; }
}
