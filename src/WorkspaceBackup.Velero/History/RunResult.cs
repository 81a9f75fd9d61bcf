using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>What was found of the run that was asked for.</summary>
public sealed record RunResult
{
    /// <summary>The newest run that is over, however bad; null: there is none.</summary>
    public required BackupRun? Run { get; init; }

    /// <summary>A newer run that is still going; null: none is.</summary>
    public required BackupRun? InProgress { get; init; }

    /// <summary>The asked clusters without a usable backup in the run; all of them when there is no run.</summary>
    public required StringSet MissingClusters { get; init; }

    /// <summary>From the time the run was due until now; null when there is no run.</summary>
    public required TimeSpan? Age { get; init; }

    /// <summary>The clusters that could not be asked, and why.</summary>
    public required IReadOnlyDictionary<string, Fault> Faults { get; init; }

    /// <summary>What is odd about the run's backups, as warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public bool IsComplete => Run is not null && MissingClusters.Count == 0;
}
