using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
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
        var name = ApiPath.Velero(plural, cluster.VeleroNamespace, known.Name).ObjectName;
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return new Observation<JsonObject>.Failed(fault with { Object = fault.Object ?? name });
        }

        if (!known.IsOn(identified))
        {
            return new Observation<JsonObject>.Elsewhere(OperationVerdict.OfAnotherCluster(known, name));
        }

        var listed = await cluster.Lists.ReadAsync(
            ApiPath.Velero(plural, cluster.VeleroNamespace), OnDemand, cancellationToken);
        return !listed.TryGet(out var objects, out fault)
            ? new Observation<JsonObject>.Failed(fault with { Object = name })
            : objects.Find(known.Name) is { } found && known.Is(found)
                ? new Observation<JsonObject>.Found(found)
                : new Observation<JsonObject>.Missing();
    }

    /// <summary>Those of one name that Velero is not through with.</summary>
    /// <param name="isOver">Whether an object's phase is one that no other follows.</param>
    /// <returns>None where they cannot be listed: another check says so.</returns>
    public static async Task<IReadOnlyList<JsonObject>> UnfinishedAsync(
        Cluster cluster,
        string plural,
        string workspace,
        string name,
        Func<JsonObject, bool> isOver,
        CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out _))
        {
            return [];
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero(plural, cluster.VeleroNamespace), OnDemand, cancellationToken);
        return !listed.TryGet(out var objects, out _) ? [] :
        [
            .. objects.Where(found => Json.Text(found, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == workspace
                && Json.Text(found, "metadata", "labels", OwnedMetadata.PrefixLabel) == name
                && Json.Text(found, "metadata", "labels", OwnedMetadata.ClusterUidLabel) == identified.Uid
                && !isOver(found)),
        ];
    }
}
