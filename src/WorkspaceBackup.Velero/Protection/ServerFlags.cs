using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>The arguments of the Velero server that decide where backups go: they stand in its Deployment alone.</summary>
/// <param name="DefaultLocation"><c>--default-backup-storage-location</c>.</param>
/// <param name="DefaultSnapshotLocations"><c>--default-volume-snapshot-locations</c>: name by provider.</param>
internal sealed record ServerFlags(string DefaultLocation, IReadOnlyDictionary<string, string> DefaultSnapshotLocations)
{
    /// <param name="deployment">The Deployment <c>velero</c>; null: not known.</param>
    public static ServerFlags? Read(JsonObject? deployment)
    {
        var containers = MergePatch.Find(deployment, "spec", "template", "spec", "containers") as JsonArray;
        var server = containers?.FirstOrDefault(container => Json.Text(container, "name") == "velero") ?? containers?.FirstOrDefault();
        if (server is null)
        {
            return null;
        }

        var arguments = Json.Texts(server, "args").Concat(Json.Texts(server, "command")).ToList();
        var snapshots = (Of(arguments, "default-volume-snapshot-locations") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split(':', 2))
            .Where(static pair => pair.Length == 2)
            .GroupBy(static pair => pair[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, static same => same.Last()[1].Trim(), StringComparer.Ordinal);
        return new ServerFlags(Of(arguments, "default-backup-storage-location") ?? "default", snapshots);
    }

    private static string? Of(List<string> arguments, string flag)
    {
        var index = arguments.FindLastIndex(argument =>
            argument == $"--{flag}" || argument.StartsWith($"--{flag}=", StringComparison.Ordinal));
        return index < 0 ? null
            : arguments[index].Contains('=') ? arguments[index][(arguments[index].IndexOf('=') + 1)..]
            : arguments.ElementAtOrDefault(index + 1);
    }
}
