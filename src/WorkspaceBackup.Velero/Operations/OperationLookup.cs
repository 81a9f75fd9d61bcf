using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Finds an operation's objects in the one list of them that all resources of a process share per cluster.</summary>
internal static class OperationLookup
{
    /// <summary>Schedules' Backups, which may be tens of thousands, have no such label.</summary>
    private const string OnDemand = $"{OwnedMetadata.ManagedByLabel}={OwnedMetadata.FieldManager},{OwnedMetadata.RunLabel}";

    /// <param name="plural">The objects' kind as in the API's paths.</param>
    public static async Task<Observation<JsonObject>> FindAsync(
        string plural, KnownObject known, CancellationToken cancellationToken)
    {
        var cluster = known.Cluster;
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return new Observation<JsonObject>.Failed(fault);
        }

        if (!known.IsOn(identified))
        {
            return new Observation<JsonObject>.Elsewhere(OperationVerdict.OfAnotherCluster(
                known, ApiPath.Velero(plural, cluster.VeleroNamespace, known.Name).ObjectName));
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero(plural, cluster.VeleroNamespace), OnDemand, cancellationToken);
        return !listed.TryGet(out var objects, out fault)
            ? new Observation<JsonObject>.Failed(fault)
            : objects.FirstOrDefault(candidate => Json.Name(candidate) == known.Name && known.Is(candidate)) is { } found
                ? new Observation<JsonObject>.Found(found)
                : new Observation<JsonObject>.Missing();
    }
}
