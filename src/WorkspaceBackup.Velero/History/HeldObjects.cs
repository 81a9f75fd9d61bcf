using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Verdicts;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.History;

/// <summary>How many objects backups hold, by namespace, as far as their own lists can be read.</summary>
internal static class HeldObjects
{
    private const int MaxNamed = 10;

    /// <returns>By cluster, the objects by namespace (empty: those in none); only what could be read.</returns>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>> ReadAsync(
        IBackupFiles files, IEnumerable<(Cluster Cluster, RestoreChoice Choice)> chosen, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(chosen.Select(async one => (
            one.Cluster.Name,
            File: await files.ReadAsync(
                one.Cluster, FileKind.BackupResourceList, one.Choice.Backup.Name, one.Choice.Backup.StorageLocation, cancellationToken))));
        return read.Where(static one => one.File is FileRead.Found).ToDictionary(
            static one => one.Name,
            static one => (IReadOnlyDictionary<string, int>)ResourceList.Read(one.File.OrNull)
                .CountBy(static item => item.Namespace).ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary><c>12 objects in shop and none in till</c>: of the namespaces that are restored, whatever else it holds.</summary>
    /// <param name="namespaces">Names, and patterns of what it holds; null: all that it holds.</param>
    public static string Text(IReadOnlyDictionary<string, int> held, StringSet? namespaces, StringSet? excluded)
    {
        var all = held.Keys.Where(static name => name.Length > 0).ToList();
        List<string> names = [.. SelectedNamespaces.Without(
            StringSet.From(namespaces?.SelectMany(name => Glob.IsPattern(name)
                ? all.Where(one => Glob.IsMatch(name, one)).DefaultIfEmpty(name)
                : [name]) ?? all),
            excluded)];
        List<string> parts = [.. names.Take(MaxNamed).Select(name => $"{Count(held.GetValueOrDefault(name))} in {name}")];
        if (names.Count > MaxNamed)
        {
            parts.Add($"{Count(names.Skip(MaxNamed).Sum(name => held.GetValueOrDefault(name)))} in {names.Count - MaxNamed} more namespaces");
        }

        if (held.TryGetValue("", out var others))
        {
            parts.Add($"{Count(others)} in no namespace");
        }

        return parts.Count == 0 ? "no objects" : string.Join(", ", parts);
    }

    private static string Count(int count) => count switch { 0 => "no object", 1 => "1 object", _ => $"{count} objects" };
}
