using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>The volume information of the backups that claims are looked for in: one file of each, and of so many.</summary>
internal sealed class VolumeFiles(IBackupFiles files, Cluster cluster, ProtectionReads reads, CancellationToken cancellationToken)
{
    /// <summary>Each costs four requests, one after the other.</summary>
    private const int Max = 20;

    /// <returns>By the backup's name: its volumes, by key; or why they are not known.</returns>
    public async Task<IReadOnlyDictionary<string, VolumesOfBackup>> ReadAsync(IEnumerable<ShelvedBackup> backups)
    {
        var found = new Dictionary<string, VolumesOfBackup>(StringComparer.Ordinal);
        FileRead.Unread? isForAll = null;
        foreach (var (index, backup) in backups.DistinctBy(static backup => backup.Name)
            .OrderByDescending(static backup => backup.At).Index())
        {
            if (index >= Max)
            {
                found[backup.Name] = new(null, $"only the files of the {Max} newest backups of a cluster are read");
                continue;
            }

            var read = isForAll ?? await files.ReadAsync(
                cluster, FileKind.BackupVolumeInfos, backup.Name, (string?)backup.Content["storageLocation"], cancellationToken);
            if (read is FileRead.Unread unread)
            {
                // Where Velero signs nothing, each backup would take the whole time again.
                isForAll = unread.IsForAll ? unread : null;
                reads.MissedFiles(unread, "which volumes backups hold by their own files");
            }

            found[backup.Name] = read is FileRead.Found file
                ? new(
                    BackedUpVolume.Read(file.Content, backup.Content["resourcePolicy"] is not null)
                        .ToDictionary(static volume => volume.Key, StringComparer.Ordinal),
                    null)
                : new(null, $"its volume information: {(read is FileRead.Unread ? "not readable: " : "")}{read.Problem}");
        }

        return found;
    }
}

/// <param name="Volumes">By key; null: not known.</param>
/// <param name="Why">Why they are not known.</param>
internal sealed record VolumesOfBackup(IReadOnlyDictionary<string, BackedUpVolume>? Volumes, string? Why);
