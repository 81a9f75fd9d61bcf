using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// A cluster has one default location: of two Velero keeps the one that was created last, whatever was edited last. So the
/// flag of our former one is taken before ours is written.
/// </summary>
internal sealed class DefaultHandover(Cluster cluster, string workspace, string name)
{
    // Those whose flag this call has taken.
    private readonly List<string> _taken = [];

    /// <summary>What stands in the way: the default of somebody else is not ours to end.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var listed = await OthersAsync(cancellationToken);
        return listed.TryGet(out var others, out _)
            ? [.. others.Where(other => !IsOurs(other)).Select(Foreign)]
            : [];
    }

    /// <summary>Takes the flag from the location of this workspace that has it.</summary>
    public async Task<Fault?> TakeAsync(CancellationToken cancellationToken)
    {
        var listed = await OthersAsync(cancellationToken);
        if (!listed.TryGet(out var others, out var fault))
        {
            return fault;
        }

        foreach (var other in others)
        {
            if (!IsOurs(other))
            {
                var finding = Foreign(other);
                return new Fault(FaultKind.AlreadyExists, cluster.Name, finding.Detail, finding.Field, finding.Object);
            }

            if (await SetAsync(Json.Name(other), false, cancellationToken) is { } refused)
            {
                return refused;
            }

            _taken.Add(Json.Name(other));
        }

        return null;
    }

    /// <summary>Gives back what was taken: the write it was taken for failed, or was rolled back.</summary>
    public async Task<IReadOnlyList<Finding>> GiveBackAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var other in _taken)
        {
            if (await SetAsync(other, true, cancellationToken) is { } fault)
            {
                findings.Add(Finding.Error(
                    FindingKind.NotRolledBack,
                    cluster.Name,
                    $"The location \"{other}\" was the default there until it handed over to \"{name}\", which then failed; and it could not be "
                    + $"made the default again ({FaultReason.Of(fault.Kind)}), so that the cluster has none: backups that name no location fail. "
                    + $"To repair it: {cluster.Kubectl($"--namespace {cluster.VeleroNamespace} patch backupstoragelocations.velero.io {other}")} "
                    + "--type merge --patch '{\"spec\":{\"default\":true}}'",
                    LocationFields.Default.Path,
                    LocationKind.PathOf(cluster.VeleroNamespace, other).ObjectName) with
                {
                    Fault = fault,
                });
            }
        }

        return findings;
    }

    private async Task<Fault?> SetAsync(string other, bool value, CancellationToken cancellationToken)
    {
        var patched = await cluster.Api.PatchAsync(
            LocationKind.PathOf(cluster.VeleroNamespace, other),
            new JsonObject { ["spec"] = new JsonObject { ["default"] = value } },
            default,
            cancellationToken);
        return patched.TryGet(out _, out var fault) ? null : fault;
    }

    private async Task<Outcome<List<JsonObject>>> OthersAsync(CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        return listed.TryGet(out var locations, out var fault)
            ? locations.Where(one => Json.Name(one) != name && Json.Flag(one, "spec", "default") == true).ToList()
            : fault;
    }

    private bool IsOurs(JsonObject location) =>
        Json.Text(location, "metadata", "labels", OwnedMetadata.ManagedByLabel) == OwnedMetadata.FieldManager
        && Json.Text(location, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == workspace;

    private Finding Foreign(JsonObject location)
    {
        var path = LocationKind.PathOf(cluster.VeleroNamespace, Json.Name(location));
        return Finding.Error(
            FindingKind.DefaultTaken,
            cluster.Name,
            $"The default location there is \"{Json.Name(location)}\", which is not this workspace's. Of two defaults Velero keeps the one that was created last. "
            + $"Take its flag away ({cluster.Kubectl($"--namespace {cluster.VeleroNamespace} patch backupstoragelocations.velero.io {Json.Name(location)}")} "
            + "--type merge --patch '{\"spec\":{\"default\":false}}').",
            LocationFields.Default.Path,
            path.ObjectName);
    }
}
