using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Backups;

/// <summary>Finds on-demand Backups in the one list of them that all resources of a process share per cluster.</summary>
internal static class BackupLookup
{
    /// <summary>Schedules' Backups, which may be tens of thousands, have no such label.</summary>
    private const string OnDemand = $"{OwnedMetadata.ManagedByLabel}={OwnedMetadata.FieldManager},{OwnedMetadata.RunLabel}";

    /// <returns>Null: there is none of this name and operation.</returns>
    public static async Task<Outcome<BackupRecord?>> FindAsync(
        Cluster cluster, string name, string operationId, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out _, out var fault))
        {
            return fault;
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("backups", cluster.VeleroNamespace), OnDemand, cancellationToken);
        if (!listed.TryGet(out var backups, out fault))
        {
            return fault;
        }

        var found = backups.FirstOrDefault(backup => Json.Name(backup) == name
            && Json.Text(backup, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) == operationId);
        return found is null ? (Outcome<BackupRecord?>)(BackupRecord?)null : BackupReader.Read(found, cluster.Name);
    }
}
