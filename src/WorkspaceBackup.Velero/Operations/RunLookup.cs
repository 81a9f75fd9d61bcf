using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Finds a run's objects in the one list of them that all resources of a process share per cluster.</summary>
internal static class RunLookup
{
    /// <summary>Schedules' Backups, which may be tens of thousands, have no such label.</summary>
    private const string OnDemand = $"{OwnedMetadata.ManagedByLabel}={OwnedMetadata.FieldManager},{OwnedMetadata.RunLabel}";

    /// <param name="plural">The objects' kind as in the API's paths.</param>
    /// <param name="names">Their names by cluster.</param>
    /// <param name="operationId">Another object that took such a name is not meant.</param>
    /// <returns>By cluster; null: it is not there.</returns>
    public static async Task<IReadOnlyDictionary<string, Outcome<T?>>> FindAllAsync<T>(
        string plural,
        IReadOnlyDictionary<Cluster, string> names,
        string operationId,
        Func<Cluster, JsonObject, T> read,
        CancellationToken cancellationToken)
        where T : class
    {
        var observed = await Task.WhenAll(names.Select(async entry =>
        {
            return (entry.Key.Name, Outcome: await ClusterWork.GuardAsync(entry.Key.Name, async () =>
            {
                var found = await FindAsync(entry.Key, plural, entry.Value, operationId, cancellationToken);
                return found.Fault is { } fault
                    ? (Outcome<T?>)fault
                    : found.Value is { } @object ? read(entry.Key, @object) : (T?)null;
            }));
        }));
        return observed.ToDictionary(one => one.Name, one => one.Outcome, StringComparer.Ordinal);
    }

    /// <returns>Null: there is none of this name and operation.</returns>
    public static async Task<Outcome<JsonObject?>> FindAsync(
        Cluster cluster, string plural, string name, string operationId, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out _, out var fault))
        {
            return fault;
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero(plural, cluster.VeleroNamespace), OnDemand, cancellationToken);
        return listed.TryGet(out var objects, out fault)
            ? objects.FirstOrDefault(candidate => Json.Name(candidate) == name
                && Json.Text(candidate, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) == operationId)
            : fault;
    }
}
