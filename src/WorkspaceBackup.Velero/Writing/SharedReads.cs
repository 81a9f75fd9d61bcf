using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// Single reads that many resources make of one cluster, each made once per process. What failed, or was not there, is
/// read again: another resource may have made it meanwhile.
/// </summary>
internal static class SharedReads
{
    private static readonly ConditionalWeakTable<Cluster, ConcurrentDictionary<string, Lazy<Task<Outcome<JsonNode>>>>> s_reads = [];

    public static Task<Outcome<JsonNode>> ObjectAsync(Cluster cluster, ApiPath path, CancellationToken cancellationToken) =>
        GetAsync(
            cluster, path.ToString(),
            async () => (await cluster.Api.GetAsync(path, CancellationToken.None)).TryGet(out var found, out var fault) ? found : fault,
            cancellationToken);

    /// <param name="path">Outside the resource scheme: <c>/apis</c>.</param>
    public static Task<Outcome<JsonNode>> RawAsync(Cluster cluster, string path, CancellationToken cancellationToken) =>
        GetAsync(cluster, path, () => cluster.Api.GetRawAsync(path, CancellationToken.None), cancellationToken);

    // Not cancelled with the caller who happened to come first: the others wait for the same answer.
    private static async Task<Outcome<JsonNode>> GetAsync(
        Cluster cluster, string path, Func<Task<Outcome<JsonNode>>> read, CancellationToken cancellationToken)
    {
        var reads = s_reads.GetOrCreateValue(cluster);
        var mine = reads.GetOrAdd(path, _ => new(() => ClusterWork.GuardAsync(cluster.Name, read)));
        try
        {
            var outcome = await mine.Value.WaitAsync(cancellationToken);
            if (!outcome.Succeeded)
            {
                reads.TryRemove(new(path, mine));
            }

            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Fault(FaultKind.Cancelled, cluster.Name, $"stopped while {path} was read");
        }
    }
}
