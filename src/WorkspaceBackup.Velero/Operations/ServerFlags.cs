using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>The arguments of the Velero server that decide where backups go: they stand in its Deployment alone.</summary>
/// <param name="DefaultLocation"><c>--default-backup-storage-location</c>.</param>
/// <param name="DefaultSnapshotLocations"><c>--default-volume-snapshot-locations</c>: name by provider.</param>
/// <param name="SyncPeriod"><c>--backup-sync-period</c>.</param>
internal sealed record ServerFlags(
    string DefaultLocation, IReadOnlyDictionary<string, string> DefaultSnapshotLocations, string SyncPeriod)
{
    /// <summary>The default of the flag that names the default location.</summary>
    public const string NameOfDefault = "default";

    /// <param name="deployment">The Deployment <c>velero</c>; null: not known.</param>
    public static ServerFlags? Read(JsonObject? deployment) =>
        deployment is null || !VeleroDeployment.HasServer(deployment)
            ? null
            : new ServerFlags(
                VeleroDeployment.Flag(deployment, "default-backup-storage-location") ?? NameOfDefault,
                (VeleroDeployment.Flag(deployment, "default-volume-snapshot-locations") ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(static pair => pair.Split(':', 2))
                    .Where(static pair => pair.Length == 2)
                    .GroupBy(static pair => pair[0].Trim(), StringComparer.Ordinal)
                    .ToDictionary(static same => same.Key, static same => same.Last()[1].Trim(), StringComparer.Ordinal),
                VeleroDeployment.Flag(deployment, "backup-sync-period") ?? "1m");
}
