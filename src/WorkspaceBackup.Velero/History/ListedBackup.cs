using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <param name="Run">The run that the backup belongs to.</param>
/// <param name="Backup">The backup.</param>
/// <param name="IsPart">It takes less than the schedule of that run asks for, and does not stand for it.</param>
public sealed record ListedBackup(RunId Run, BackupRecord Backup, bool IsPart = false)
{
    /// <summary>The times of the schedule that made it; null: made on demand, or not known.</summary>
    internal RunSlots? Slots { get; init; }

    /// <summary>Whether its run is of its cluster alone: see <see cref="RunSlots.IsInterval"/>.</summary>
    internal bool IsAlone => Slots?.IsInterval == true;
}
