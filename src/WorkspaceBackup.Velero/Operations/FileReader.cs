using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>The files of one cluster's operation, and what of them could not be read.</summary>
internal sealed class FileReader(IBackupFiles files, Cluster cluster, string? location, CancellationToken cancellationToken)
{
    private readonly Lock _one = new();
    private readonly SortedDictionary<string, string> _unread = new(StringComparer.Ordinal);
    private readonly List<AccessRight> _needed = [];
    private FileRead.Unread? _isForAll;

    /// <summary>Those that matter, each as <c>name: why</c>; of several with one reason the first names all.</summary>
    public IReadOnlyList<string> Unread =>
        [.. _unread.GroupBy(static file => file.Value).Select(static same =>
            $"{string.Join(", ", same.Select(static file => file.Key))}: {same.Key}")];

    public IReadOnlyList<AccessRight> Needed => [.. _needed.Distinct()];

    /// <param name="mayBeAbsent">Whether it is no loss where there is none.</param>
    /// <returns>Whether it was read (or is absent and may be), and its content.</returns>
    public async Task<(bool IsRead, JsonNode? Content)> ReadAsync(string kind, string name, bool mayBeAbsent = false)
    {
        var read = _isForAll ?? await files.ReadAsync(cluster, kind, name, location, cancellationToken);
        if (read is FileRead.Found found)
        {
            return (true, found.Content);
        }

        if (read is FileRead.Absent && mayBeAbsent)
        {
            return (true, null);
        }

        lock (_one)
        {
            _isForAll ??= read is FileRead.Unread { IsForAll: true } unread ? unread : null;
            _unread[kind] = read is FileRead.Unread ? $"not readable: {read.Problem}" : read.Problem!;
            _needed.AddRange((read as FileRead.Unread)?.Needed ?? []);
        }

        return (false, null);
    }
}
