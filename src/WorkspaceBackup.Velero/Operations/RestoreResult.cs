using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What exists after a restore was asked for, and what stood in its way: both may be there at once.</summary>
public sealed record RestoreResult
{
    /// <summary>The restore's own run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The Restores that were started, as they were last seen, by cluster.</summary>
    public required IReadOnlyDictionary<string, RestoreRecord> Restores { get; init; }

    /// <summary>Clusters of the backup's run that are not in the workspace now, with the reason.</summary>
    public required StringMap LeftOut { get; init; }

    public required IReadOnlyDictionary<string, Fault> Skipped { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
}
