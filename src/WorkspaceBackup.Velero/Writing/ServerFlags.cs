using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>The arguments of the Velero server that decide whether and where backups are made: they stand in its Deployment alone.</summary>
/// <param name="DefaultLocation"><c>--default-backup-storage-location</c>.</param>
/// <param name="DefaultSnapshotLocations"><c>--default-volume-snapshot-locations</c>: name by provider.</param>
/// <param name="SyncPeriod"><c>--backup-sync-period</c>.</param>
/// <param name="WithoutBackups">The argument by which it makes no scheduled backup; null: it makes them.</param>
internal sealed record ServerFlags(
    string DefaultLocation, IReadOnlyDictionary<string, string> DefaultSnapshotLocations, string SyncPeriod, string? WithoutBackups)
{
    // Without one of these no backup of a schedule is begun, or none ends. It answers as before (pkg/cmd/server/server.go).
    private static readonly string[] s_controllers = ["schedule", "backup-queue", "backup", "backup-finalizer"];

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
                VeleroDeployment.Flag(deployment, "backup-sync-period") ?? "1m",
                VeleroDeployment.IsOn(deployment, "restore-only") ? "--restore-only"
                    : VeleroDeployment.FlagList(deployment, "disable-controllers").FirstOrDefault(s_controllers.Contains) is { } disabled
                        ? $"--disable-controllers={disabled}"
                    : null);
}
