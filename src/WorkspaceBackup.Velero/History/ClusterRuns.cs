using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// One cluster's part in the runs of one prefix: of each run the backup that counts, and of the oldest none.
/// </summary>
internal sealed class ClusterRuns
{
    // The run that is asked for is the newest that is over; more than these are never under way at once.
    private const int Kept = 64;

    private readonly SortedDictionary<DateTimeOffset, Entry> _runs = new();

    public IEnumerable<DateTimeOffset> Times => _runs.Keys;

    /// <param name="exactly">Only a backup of that very time; otherwise the first of an interval that belongs to its run.</param>
    public BackupRecord? At(DateTimeOffset time, bool exactly) => EntryAt(time, exactly)?.Backup;

    /// <summary>The times of the schedule by which a run's backup was made; null: on demand, or not known.</summary>
    /// <inheritdoc cref="At" path="/param"/>
    public RunSlots? SlotsAt(DateTimeOffset time, bool exactly) => EntryAt(time, exactly)?.Slots;

    /// <summary>Whether a backup of that very time was made on demand.</summary>
    public bool IsOnDemandAt(DateTimeOffset time) => _runs.GetValueOrDefault(time) is { Slots: null };

    public void Add(RunId run, BackupRecord backup, RunSlots? slots)
    {
        if (_runs.TryGetValue(run.Time, out var other) && Rank(other.Backup).CompareTo(Rank(backup)) > 0)
        {
            return;
        }

        _runs[run.Time] = new Entry(backup, slots);
        if (_runs.Count > Kept)
        {
            _runs.Remove(_runs.First().Key);
        }
    }

    private Entry? EntryAt(DateTimeOffset time, bool exactly) => _runs.GetValueOrDefault(time)
        ?? (exactly ? null : _runs.FirstOrDefault(run => run.Value.Slots?.Holds(time, run.Key) == true).Value);

    // A failed backup may have been made again by hand within the same run: the best one counts, of equals the newest.
    private static (int, DateTimeOffset, string) Rank(BackupRecord backup) => (
        backup.Phase switch
        {
            BackupPhase.Completed => 4,
            BackupPhase.PartiallyFailed => 2,
            _ when !backup.Phase.IsOver() => 3,
            BackupPhase.Deleting => 0,
            _ => 1,
        },
        backup.MadeAt,
        backup.Name);

    private sealed record Entry(BackupRecord Backup, RunSlots? Slots);
}
