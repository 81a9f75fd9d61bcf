using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// Asks the Velero servers whether they run, each once per process. Nothing else tells: a Schedule or a Backup without
/// a server is stored, and nothing happens to it.
/// </summary>
/// <param name="time">The clock of the waiting.</param>
/// <param name="limit">How long to wait for an answer; 5 s. A server that runs takes some 25 ms.</param>
public sealed class VeleroServers(TimeProvider time, TimeSpan? limit = null)
{
    private static readonly TimeSpan s_defaultLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_firstPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_slowestPoll = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan _limit = limit ?? s_defaultLimit;
    private readonly ConditionalWeakTable<Cluster, Lazy<Task<Outcome<VeleroServer>>>> _asked = [];

    /// <summary>
    /// The server's answer, <see cref="FaultKind.VeleroNotAnswering"/> when none came in time, or why it could not be
    /// asked (<see cref="FaultKind.Forbidden"/> for an identity that may only read).
    /// </summary>
    public async Task<Outcome<VeleroServer>> AskAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            var answer = _asked.GetValue(cluster, asked => new(() => RequestAsync(asked)));
            return await answer.Value.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Fault(FaultKind.Cancelled, cluster.Name, "stopped while the Velero server was asked");
        }
    }

    /// <summary>Asks a server that has answered before: it may have died since.</summary>
    public Task<Outcome<VeleroServer>> AskAgainAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        _asked.Remove(cluster);
        return AskAsync(cluster, cancellationToken);
    }

    // Not cancelled with the caller who happened to come first: the others wait for the same answer.
    private async Task<Outcome<VeleroServer>> RequestAsync(Cluster cluster)
    {
        var requests = ApiPath.Velero("serverstatusrequests", cluster.VeleroNamespace);
        var name = $"workspace-{Guid.NewGuid():N}";
        var created = await cluster.Api.CreateAsync(
            requests,
            new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "ServerStatusRequest",
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["namespace"] = cluster.VeleroNamespace,
                    ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = KubernetesApi.FieldManager },
                },
                ["spec"] = new JsonObject(),
            },
            default,
            CancellationToken.None);
        if (!created.TryGet(out var request, out var fault))
        {
            return fault;
        }

        var answer = await WaitAsync(cluster, requests.Named(name));

        // One that is left over is no harm: a server deletes it after five minutes, and without one nobody reads it.
        await cluster.Api.DeleteAsync(
            requests.Named(name), Json.Text(request, "metadata", "uid"), default, CancellationToken.None);
        return answer;
    }

    private async Task<Outcome<VeleroServer>> WaitAsync(Cluster cluster, ApiPath path)
    {
        var started = time.GetTimestamp();
        var pause = s_firstPoll;
        do
        {
            await Task.Delay(pause, time);
            pause = pause * 2 < s_slowestPoll ? pause * 2 : s_slowestPoll;
            var outcome = await cluster.Api.GetAsync(path, CancellationToken.None);
            if (!outcome.TryGet(out var request, out var fault))
            {
                return fault;
            }

            if (Json.Text(request, "status", "phase") == "Processed")
            {
                return Read(request);
            }
        }
        while (time.GetElapsedTime(started) < _limit);

        return new Fault(
            FaultKind.VeleroNotAnswering,
            cluster.Name,
            $"a ServerStatusRequest in namespace \"{cluster.VeleroNamespace}\" was not answered within "
            + $"{_limit.TotalSeconds:0} s");
    }

    private static VeleroServer Read(JsonObject request) => new(
        Json.Text(request, "status", "serverVersion") ?? "",
        (MergePatch.Find(request, "status", "plugins") as JsonArray ?? [])
            .Select(plugin => new VeleroPlugin(Json.Text(plugin, "kind") ?? "", Json.Text(plugin, "name") ?? ""))
            .Distinct()
            .OrderBy(plugin => plugin.Kind, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .ToValueList());
}
