using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// Whether one cluster answers, asked once per process: everyone who asks shares the one probe and its result, so that
/// a cluster that is down costs one time limit and not one per resource.
/// </summary>
public sealed class ClusterProbe
{
    private static readonly ApiPath s_kubeSystem = new("v1", "namespaces", Name: "kube-system");

    private readonly string _cluster;
    private readonly IKubernetesApi _api;
    private readonly Lazy<Task<Outcome<ClusterIdentity>>> _result;

    public ClusterProbe(string cluster, IKubernetesApi api)
    {
        _cluster = cluster;
        _api = api;
        _result = new(() => ClusterWork.GuardAsync(cluster, ProbeAsync));
    }

    /// <summary>
    /// The cluster's identity, or why there is none. Cancelling gives up the waiting alone
    /// (<see cref="FaultKind.Cancelled"/>), not the probe that others wait for.
    /// </summary>
    public async Task<Outcome<ClusterIdentity>> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _result.Value.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Fault(FaultKind.Cancelled, _cluster, "stopped while the cluster was probed");
        }
    }

    private async Task<Outcome<ClusterIdentity>> ProbeAsync()
    {
        Task<Outcome<JsonNode>> version = _api.GetRawAsync("/version", CancellationToken.None);
        Outcome<JsonObject> kubeSystem = await _api.GetAsync(s_kubeSystem, CancellationToken.None);
        Outcome<JsonNode> versionAnswer = await version;

        if (!kubeSystem.TryGet(out JsonObject? found, out Fault? fault))
        {
            Fault explained = await ExplainAsync(fault);
            // No answer is none about anything: whoever asks names what it was kept from.
            return explained.IsUnhealthy ? explained with { Object = null } : explained;
        }

        if (Json.Filled(found, "metadata", "uid") is not { } uid)
        {
            return new Fault(FaultKind.UnexpectedAnswer, _cluster, "the namespace kube-system came without a uid");
        }

        string? gitVersion = versionAnswer.Succeeded ? Json.Text(versionAnswer.Value, "gitVersion") : null;
        return new ClusterIdentity(uid, gitVersion);
    }

    // An API server that is starting answers before its authorizer knows the roles: a refusal then is no
    // misconfiguration.
    private async Task<Fault> ExplainAsync(Fault fault)
    {
        if (fault.Kind is not (FaultKind.Forbidden or FaultKind.ServerError or FaultKind.NotFound))
        {
            return fault;
        }

        Outcome<JsonNode> ready = await _api.GetRawAsync("/readyz", CancellationToken.None);
        if (ready.Fault is { Kind: FaultKind.NotReady } notReady)
        {
            return notReady;
        }

        return fault.Kind is not FaultKind.Forbidden ? fault : fault with
        {
            Detail = $"{fault.Detail}. The uid of the namespace kube-system identifies the cluster on every object of "
                + "the workspace; grant this identity the rule apiGroups [\"\"], resources [\"namespaces\"], "
                + "resourceNames [\"kube-system\"], verbs [\"get\"]",
        };
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
