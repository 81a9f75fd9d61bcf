using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What exists after a write, and what stood in its way: both may be there at once.</summary>
public sealed record ReconcileResult<TElement>
    where TElement : class, IElement
{
    /// <summary>
    /// One entry per cluster the call worked on: <see cref="Observation{T}.Found"/> is what exists now,
    /// <see cref="Observation{T}.Missing"/> that nothing of ours does, <see cref="Observation{T}.Failed"/>
    /// that it is not known, so that an entry of the state stays as it was.
    /// </summary>
    public required IReadOnlyDictionary<string, Observation<TElement>> Clusters { get; init; }

    /// <summary>Clusters skipped for being unhealthy; each has a warning too.</summary>
    public IReadOnlyDictionary<string, Fault> Skipped { get; init; } =
        new Dictionary<string, Fault>(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
