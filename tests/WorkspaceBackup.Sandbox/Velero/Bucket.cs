using System.Collections.Concurrent;

namespace VeleroSandbox.Velero;

/// <summary>One bucket: folders by prefix, in each the backups by name.</summary>
public sealed class Bucket
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, StoredBackup>> _folders =
        new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _restores =
        new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Cluster, string Prefix), bool> _denied = new();

    /// <summary>Has the bucket's policy keep a cluster out of a prefix. Locations notice at their next validation.</summary>
    public void Deny(string cluster, string prefix) => _denied[(cluster, prefix.Trim('/'))] = true;

    internal bool IsDenied(string cluster, string? prefix) => _denied.ContainsKey((cluster, (prefix ?? "").Trim('/')));

    /// <summary>The backups under a prefix.</summary>
    /// <param name="prefix">As in the location; empty for the bucket's root.</param>
    public IReadOnlyCollection<string> BackupsIn(string prefix) => [.. Folder(prefix).Keys];

    /// <summary>The restores whose logs and results lie under a prefix.</summary>
    /// <inheritdoc cref="BackupsIn" path="/param"/>
    public IReadOnlyCollection<string> RestoresIn(string prefix) => [.. Restores(prefix).Keys];

    /// <summary>Empties a folder, as a lifecycle rule or a wrong hand would.</summary>
    public void Clear(string prefix) => Folder(prefix).Clear();

    /// <summary>Deletes the files of one backup.</summary>
    public void Remove(string prefix, string backup) => Folder(prefix).TryRemove(backup, out _);

    /// <summary>Whether the backup's data under a prefix is that of the cluster.</summary>
    public bool Holds(string prefix, string backup, string cluster) =>
        Folder(prefix).TryGetValue(backup, out var stored) && stored.Cluster == cluster;

    internal ConcurrentDictionary<string, bool> Restores(string? prefix) =>
        _restores.GetOrAdd((prefix ?? "").Trim('/'), _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));

    internal ConcurrentDictionary<string, StoredBackup> Folder(string? prefix) =>
        _folders.GetOrAdd((prefix ?? "").Trim('/'), _ =>
            new ConcurrentDictionary<string, StoredBackup>(StringComparer.Ordinal));
}
