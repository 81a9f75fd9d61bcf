using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>The object of an operation on one cluster: how it is named and known again, and whether Velero would take it up.</summary>
/// <param name="plural">Its kind as in the API's paths.</param>
/// <param name="prefix">The first part of its name.</param>
/// <param name="at">The operation's time.</param>
internal sealed class OperationObject(Cluster cluster, string plural, string prefix, DateTimeOffset at)
{
    public string Name { get; } = OperationNames.For(prefix, cluster.Name, at);

    public ApiPath Path => ApiPath.Velero(plural, cluster.VeleroNamespace, Name);

    /// <param name="clusterUid">The cluster the object is made on, so that copies are told from it.</param>
    public JsonObject Metadata(
        string workspace,
        string clusterUid,
        StringMap labels,
        string token,
        params IEnumerable<KeyValuePair<string, string>> annotations) => new()
        {
            ["name"] = Name,
            ["namespace"] = cluster.VeleroNamespace,
            ["labels"] = JsonShapes.Object(new StringMap(
        [
            .. labels,
            .. OwnedMetadata.Labels(workspace, prefix, cluster.Name, clusterUid),
            new(OwnedMetadata.RunLabel, RunId.FormatTime(at)),
        ])),
            ["annotations"] = JsonShapes.Object(
            new StringMap([.. annotations, new(OwnedMetadata.InstanceAnnotation, token)])),
        };

    /// <summary>What stands in the way whatever the object holds.</summary>
    /// <param name="planning">What an apply could still mend is a warning.</param>
    /// <param name="findings">Added to.</param>
    /// <returns>Why the cluster counts as one that does not answer; null: it does answer.</returns>
    public async Task<Fault?> CheckAsync(
        VeleroServers servers, bool planning, List<Finding> findings, CancellationToken cancellationToken)
    {
        if (OperationNames.Error(Name) is { } error)
        {
            findings.Add(Finding.Error(FindingKind.NameInvalid, cluster.Name, error, "metadata.name", Path.ObjectName));
        }

        var answer = await servers.AskAsync(cluster, cancellationToken);
        if (answer.TryGet(out _, out var fault) || fault.IsUnhealthy)
        {
            return fault;
        }

        findings.Add(planning && fault.Kind == FaultKind.Forbidden
            ? Finding.Warning(
                FindingKind.CannotCheck, cluster.Name, $"This identity may not check whether Velero runs: {fault.Detail}")
            : Finding.Of(fault));
        return null;
    }
}
