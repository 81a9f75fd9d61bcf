using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// One cluster's part in the runs of one prefix: of each run the backup that counts, and of the oldest none.
/// </summary>
internal sealed class ClusterRuns
{
    // The run that is asked for is the newest that is over; more than these are never under way at once.
    private const int Kept = 64;

    private readonly SortedDictionary<DateTimeOffset, ListedBackup> _runs = new();

    public IEnumerable<DateTimeOffset> Times => _runs.Keys;

    public ListedBackup? At(DateTimeOffset time) => _runs.GetValueOrDefault(time);

    public void Add(ListedBackup listed)
    {
        var time = listed.Run.Time;
        if (_runs.TryGetValue(time, out var other) && Rank(other).CompareTo(Rank(listed)) > 0)
        {
            return;
        }

        _runs[time] = listed;
        if (_runs.Count > Kept)
        {
            _runs.Remove(_runs.First().Key);
        }
    }

    // A failed backup may have been made again by hand within the same run: the best one counts, of equals the newest.
    private static (bool, int, DateTimeOffset, string) Rank(ListedBackup listed) => (
        !listed.IsAlone,
        listed.Backup.Phase switch
        {
            BackupPhase.Completed => 4,
            BackupPhase.PartiallyFailed => 2,
            _ when !listed.Backup.Phase.IsOver() => 3,
            BackupPhase.Deleting => 0,
            _ => 1,
        },
        listed.Backup.MadeAt,
        listed.Backup.Name);
}
