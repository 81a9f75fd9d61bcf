using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>How many Backups a cluster has that a list without any does not show, by the reason.</summary>
public sealed record LeftOutBackups
{
    /// <summary>Those that were asked for, but for the query's phases or time.</summary>
    public int Filtered { get; private set; }

    /// <summary>The workspace's own of other prefixes.</summary>
    public int OtherPrefixes { get; private set; }

    /// <summary>Other clusters', which Velero found in the bucket.</summary>
    public int OtherClusters { get; private set; }

    /// <summary>This cluster's that the workspace has not made.</summary>
    public int OthersMade { get; private set; }

    /// <summary>The Schedules that made the latter, as far as their labels say so.</summary>
    public SortedSet<string> OthersSchedules { get; } = new(StringComparer.Ordinal);

    public int Count => Filtered + OtherPrefixes + OtherClusters + OthersMade;

    internal static LeftOutBackups Of(
        BackupQuery query, BackupSources sources, IEnumerable<(BackupRecord Backup, RunId? Run)> backups)
    {
        var left = new LeftOutBackups();
        foreach (var (backup, run) in backups)
        {
            if (run is { Prefix: var prefix })
            {
                if (query.Prefix is null || prefix == query.Prefix)
                {
                    left.Filtered++;
                }
                else
                {
                    left.OtherPrefixes++;
                }
            }
            else if (query.MadeByAnyone)
            {
                left.Filtered++;
            }
            else if (sources.OriginOf(backup) == BackupOrigin.AnotherCluster)
            {
                left.OtherClusters++;
            }
            else
            {
                left.OthersMade++;
                if (backup.ScheduleName is { } schedule)
                {
                    left.OthersSchedules.Add(schedule);
                }
            }
        }

        return left;
    }
}
