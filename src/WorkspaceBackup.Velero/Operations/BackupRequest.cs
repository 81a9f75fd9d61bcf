using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>An on-demand backup to make.</summary>
public sealed record BackupRequest : OperationRequest
{
    /// <summary>
    /// The prefix of a schedule of the workspace whose template is taken, each cluster's own; null: <see cref="Content"/> is
    /// all there is.
    /// </summary>
    public string? FromSchedule { get; init; }

    /// <summary>Whether that schedule is about to be made, so that a plan finds nothing wrong when it is not there.</summary>
    public bool IsScheduleComing { get; init; }

    /// <summary>What is declared, canonical. With <see cref="FromSchedule"/> only <see cref="Overrides"/> of it count.</summary>
    public required BackupContent Content { get; init; }

    /// <inheritdoc cref="Writing.PreflightSubject.Configured"/>
    public BackupContent? Configured { get; init; }

    /// <summary>Chooses the namespaces on each cluster, in the place of those of <see cref="Content"/>; null: they are named.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>By cluster, the namespaces that <see cref="Selector"/> matches there, one at least.</summary>
    public IReadOnlyDictionary<string, StringSet> Matches { get; init; } = new Dictionary<string, StringSet>(StringComparer.Ordinal);

    /// <summary>The fields that replace those of the schedule's template.</summary>
    public IReadOnlyList<ContentField> Overrides { get; init; } = [];

    /// <summary>The fields of <see cref="Content"/> that nobody declared: left out where Velero does not know them.</summary>
    public IReadOnlyList<ContentField> ProviderAdded { get; init; } = [];

    /// <summary>All clusters, also those that are not written on.</summary>
    public IReadOnlyList<Cluster> AllClusters { get; init; } = [];

    /// <summary>Whether an end in PartiallyFailed is a failure, so that what certainly leads to it is refused.</summary>
    public bool FailsWhenPartial { get; init; }

    /// <summary>The names of all clusters of the run, whether they are written on or not.</summary>
    public required StringSet RunClusters { get; init; }
}
