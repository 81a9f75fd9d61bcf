using System.Text.Json.Nodes;

namespace VeleroSandbox.Velero;

/// <summary>What lies in the bucket of one backup.</summary>
/// <param name="Cluster">The name of the cluster that wrote it.</param>
/// <param name="Backup">Its velero-backup.json.</param>
/// <param name="Items">The objects it holds.</param>
internal sealed record StoredBackup(string Cluster, JsonObject Backup, IReadOnlyList<BackedUpItem> Items);
