using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Verdicts;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>What is read of a cluster before its backups are.</summary>
internal sealed record ClusterFacts
{
    public required ImmutableArray<JsonObject> Schedules { get; init; }

    /// <summary>Null: they may not be listed.</summary>
    public required ImmutableArray<JsonObject>? Namespaces { get; init; }

    /// <summary>Null: they may not be listed.</summary>
    public required IReadOnlyList<BackupLocation>? Locations { get; init; }

    /// <summary>Null: none answered, or it may not be asked.</summary>
    public required VeleroServer? Server { get; init; }

    /// <summary>Whether the server's arguments are known, and with them its default location.</summary>
    public required bool AreFlagsRead { get; init; }

    /// <summary>The server's argument by which it makes no scheduled backup; null: it makes them, or its arguments are not known.</summary>
    public required string? WithoutBackups { get; init; }

    /// <summary>How often Velero looks in buckets for backups, unless a location says it; null: not known.</summary>
    public required string? SyncPeriod { get; init; }

    /// <summary>What Velero's verdicts need.</summary>
    public required ClusterKnowledge Knowledge { get; init; }

    public static async Task<ClusterFacts> ReadAsync(
        Cluster cluster, ProtectionReads reads, VeleroServers servers, ImmutableArray<JsonObject> schedules)
    {
        var velero = cluster.VeleroNamespace;
        var serverAsked = reads.ServerAsync(servers);
        var namespacesAsked = reads.ListAsync(new ApiPath("v1", "namespaces"), "which namespaces there are");
        var locationsAsked = reads.ListAsync(
            ApiPath.Velero("backupstoragelocations", velero), "which backup locations there are");
        var snapshotsAsked = reads.ListAsync(
            ApiPath.Velero("volumesnapshotlocations", velero), "which volume snapshot locations there are");
        var agentsAsked = reads.ListAsync(new ApiPath("apps/v1", "daemonsets", velero), "whether the node agent runs");
        var deploymentAsked = reads.GetAsync(
            VeleroDeployment.Path(cluster), "what the Velero server's arguments are");
        var policiesAsked = schedules.Any(static schedule =>
            MergePatch.Find(schedule, "spec", "template", "resourcePolicy") is JsonObject)
            ? reads.ListAsync(new ApiPath("v1", "configmaps", velero), "what the resource policies say")
            : Task.FromResult<ImmutableArray<JsonObject>?>(null);

        var server = await serverAsked;
        var namespaces = await namespacesAsked;
        var locations = await locationsAsked;
        var snapshots = await snapshotsAsked;
        var agents = await agentsAsked;
        var flags = ServerFlags.Read((await deploymentAsked).Found);
        var policies = await policiesAsked;
        return new ClusterFacts
        {
            Schedules = [.. schedules.OrderBy(Json.Name, StringComparer.Ordinal)],
            Namespaces = namespaces,
            Locations = locations is { } found ? [.. found.Select(BackupLocation.Read)] : null,
            Server = server,
            AreFlagsRead = flags is not null,
            WithoutBackups = flags?.WithoutBackups,
            SyncPeriod = flags?.SyncPeriod,
            Knowledge = new ClusterKnowledge
            {
                Velero = VeleroRelease.TryParse(server?.Version, out var release) ? release : null,
                VeleroNamespace = velero,
                Namespaces = ByName(namespaces, static item => Texts(item, "metadata", "labels")),
                Locations = locations is { } known
                    ? [.. known.Select(BackupLocation.Read).Select(static location => new KnownLocation(
                        location.Name, location.Phase, location.AccessMode, location.IsDefault) { Message = location.Message })]
                    : null,
                DefaultLocation = flags?.DefaultLocation ?? "default",
                SnapshotLocations = ByName(snapshots, static item => Json.Text(item, "spec", "provider") ?? ""),
                DefaultSnapshotLocations = flags?.DefaultSnapshotLocations,
                ConfigMaps = ByName(policies, static item => Texts(item, "data")),
                ReadyNodeAgents = agents is { } daemons ? (int)(NodeAgent.In(daemons)?.Ready ?? 0) : null,
            },
        };
    }

    private static Dictionary<string, T>? ByName<T>(ImmutableArray<JsonObject>? items, Func<JsonObject, T> read) =>
        items is { } found ? Json.ByName(found, read) : null;

    private static IReadOnlyDictionary<string, string> Texts(JsonObject item, params IReadOnlyList<string> path) =>
        Json.Entries(item, path).ToDictionary(StringComparer.Ordinal);
}
