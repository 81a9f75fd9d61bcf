using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Velero;

/// <summary>What lies in the bucket of one backup.</summary>
/// <param name="Cluster">The name of the cluster that wrote it.</param>
/// <param name="Backup">Its velero-backup.json.</param>
/// <param name="Items">The objects it holds.</param>
internal sealed record StoredBackup(string Cluster, JsonObject Backup, IReadOnlyList<BackedUpItem> Items)
{
    /// <summary>Errors and warnings by namespace.</summary>
    public JsonObject Results { get; init; } = new() { ["errors"] = new JsonObject(), ["warnings"] = new JsonObject() };

    /// <summary>
    /// The volume information. This cluster has neither snapshotter nor node agent: every bound claim is skipped, as in the
    /// recordings of such a one.
    /// </summary>
    public JsonArray Volumes { get; init; } = new([.. Items
        .Where(item => item.Type.Plural == "persistentvolumeclaims" && item.Object.Phase == "Bound")
        .Select(claim => new JsonObject
        {
            ["preserveLocalSnapshot"] = false,
            ["pvInfo"] = new JsonObject { ["labels"] = null, ["reclaimPolicy"] = "Retain" },
            ["pvName"] = claim.Object.Read().Text("spec", "volumeName"),
            ["pvcName"] = claim.Name,
            ["pvcNamespace"] = claim.Namespace,
            ["skipped"] = true,
            ["skippedReason"] = "volumeSnapshot: no applicable volumesnapshotter found;",
            ["snapshotDataMoved"] = false,
        })]);
}
