using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Why an operation is not over when nobody waits for it any more: it runs, it waits for its turn behind another, Velero does
/// not see it, or there is no Velero.
/// </summary>
/// <param name="time">The clock by which the time that an object has waited is counted.</param>
internal sealed class OperationDiagnosis(VeleroServers servers, TimeProvider time)
{
    /// <summary>The queue is looked at once a minute; who still waits after two of them waits for nothing.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <param name="plural">The objects' kind as in the API's paths.</param>
    /// <param name="last">The object as it was last seen.</param>
    public async Task<Diagnosis> OfAsync(
        Cluster cluster, string plural, JsonObject last, CancellationToken cancellationToken)
    {
        var answer = await servers.AskAgainAsync(cluster, cancellationToken);
        if (answer.Fault is { } fault && fault.IsUnhealthy)
        {
            return new(
                fault.Kind == FaultKind.VeleroNotAnswering
                    ? "No Velero server answers on the cluster now, so it does not go on until one runs: look at the Deployment "
                        + $"velero in namespace \"{cluster.VeleroNamespace}\" and at its log "
                        + $"({cluster.Kubectl($"--namespace {cluster.VeleroNamespace} logs deployment/velero")}). A server that "
                        + "starts marks a backup that was running as Failed."
                    : "The cluster does not answer now, so it is not known whether it goes on.",
                GoesOn: false);
        }

        return Json.Text(last, "status", "phase") switch
        {
            null or "" or "New" => await NotSeenAsync(cluster, plural, cancellationToken),
            "Queued" => await QueuedAsync(cluster, last, cancellationToken),
            _ => new(
                "Velero answers, and as far as the provider can tell it goes on with it. If the number of items does not change for long, it hangs: restart the "
                    + $"server ({Restart(cluster)}), which marks it as Failed.",
                GoesOn: true),
        };
    }

    private static async Task<Diagnosis> NotSeenAsync(Cluster cluster, string plural, CancellationToken cancellationToken)
    {
        if (await BlindingDuration.FindAsync(cluster, plural, cancellationToken) is { } bad)
        {
            return new($"Velero answers, but it cannot read these objects: {bad.Told(cluster)}", GoesOn: false);
        }

        return new(
            "Velero answers, but has not begun it; its log says why "
                + $"({cluster.Kubectl($"--namespace {cluster.VeleroNamespace} logs deployment/velero")}). A server that is restarted "
                + $"({Restart(cluster)}) looks at everything again.",
            GoesOn: false);
    }

    private async Task<Diagnosis> QueuedAsync(Cluster cluster, JsonObject last, CancellationToken cancellationToken)
    {
        var now = ClusterClocks.Of([cluster], time).At(cluster.Name);
        var running = new List<string>();
        var since = KubernetesTime.Read(last, "metadata", "creationTimestamp") ?? now;
        await foreach (var item in cluster.Api.ListAsync(
            ApiPath.Velero("backups", cluster.VeleroNamespace), null, cancellationToken))
        {
            if (!item.TryGet(out var found, out _) || Json.Name(found) == Json.Name(last))
            {
                continue;
            }

            if (Json.Text(found, "status", "phase") is "ReadyToStart" or "InProgress")
            {
                running.Add($"Backup {cluster.VeleroNamespace}/{Json.Name(found)} "
                    + $"({Json.Text(found, "status", "phase")} since {Json.Text(found, "status", "startTimestamp") ?? "just now"})");
            }
            else if (KubernetesTime.Read(found, "status", "completionTimestamp") is { } ended && ended > since)
            {
                since = ended;
            }
        }

        return running.Count > 0
            ? new(
                $"It waits for its turn behind {string.Join(", ", running)}: Velero makes one backup at a time. If that one hangs, "
                    + $"restart the server ({Restart(cluster)}), which marks it as Failed and goes on with the others.",
                GoesOn: true)
            : now - since < s_patience
                ? new("It waits for its turn, and no backup runs: Velero looks at its queue once a minute.", GoesOn: true)
                : new(
                    "It waits for its turn, and no backup has run for two minutes: the place of a Backup object that was deleted while "
                        + $"it ran was not given back. Restart the server ({Restart(cluster)}); it then goes on with the queue.",
                    GoesOn: false);
    }

    private static string Restart(Cluster cluster) =>
        cluster.Kubectl($"rollout restart deployment/velero --namespace {cluster.VeleroNamespace}");
}
