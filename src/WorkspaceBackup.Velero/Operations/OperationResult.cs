using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What exists after an operation was asked for, and what stood in its way: both may be there at once.</summary>
public sealed record OperationResult<TRecord>
{
    public required RunId Id { get; init; }

    /// <summary>The objects that were made, as they were last seen, by cluster.</summary>
    public required IReadOnlyDictionary<string, TRecord> Objects { get; init; }

    /// <summary>What the own files of those tell that were seen to end, by cluster.</summary>
    public IReadOnlyDictionary<string, OperationReview> Reviews { get; init; } =
        new SortedDictionary<string, OperationReview>(StringComparer.Ordinal);

    /// <summary>Clusters skipped for being unhealthy; each has a warning too.</summary>
    public required IReadOnlyDictionary<string, Fault> Skipped { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
}
