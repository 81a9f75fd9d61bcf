using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// Deletes one known object: the one that was recorded, and no other of its name, in the namespace it was made in.
/// </summary>
internal sealed class Removal
{
    private readonly KnownObject _known;
    private readonly string? _token;
    private readonly ApiPath _path;
    private readonly Func<Cluster, JsonObject, CancellationToken, Task<IReadOnlyList<Finding>>> _after;

    /// <param name="after">Deletes what is beside it.</param>
    public Removal(
        Cluster cluster,
        string resource,
        KnownObject known,
        string? token,
        Func<Cluster, JsonObject, CancellationToken, Task<IReadOnlyList<Finding>>> after)
    {
        _after = after;
        Cluster = cluster with { VeleroNamespace = known.VeleroNamespace };
        _known = known;
        _token = token;
        _path = ApiPath.Velero(resource, known.VeleroNamespace, known.Name);
    }

    public Cluster Cluster { get; }

    /// <summary>Deletes it; whatever goes wrong is among the findings.</summary>
    public Task<Removed> GuardedAsync(CancellationToken cancellationToken) =>
        ClusterWork.GuardAsync(Cluster.Name, () => RunAsync(default, cancellationToken), Failed);

    public async Task<Removed> RunAsync(WriteOptions options, CancellationToken cancellationToken)
    {
        var identity = await Cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var found, out var fault))
        {
            return Failed(fault);
        }

        var listed = await Cluster.Lists.ReadAsync(_path with { Name = null }, null, cancellationToken);
        if (!listed.TryGet(out var objects, out fault))
        {
            // Velero's definitions were removed, and every object of theirs: an uninstalled Velero must not stop a destroy.
            return fault.Kind != FaultKind.VeleroNotInstalled
                ? Failed(fault)
                : new Removed(found.Uid, null, [Finding.Warning(
                    FindingKind.Fault,
                    Cluster.Name,
                    $"Velero is no longer installed there, so {_path.ObjectName} is gone too.",
                    null,
                    _path.ObjectName) with { Fault = fault }]);
        }

        return objects.Find(_known.Name) is { } current
            ? await DeleteAsync(current, found.Uid, options, cancellationToken)
            : new Removed(found.Uid, null, found.Uid == _known.ClusterUid ? [] : [NotThere()]);
    }

    /// <summary>A rebuilt cluster took it along, and one that the connection leads to by mistake never had it.</summary>
    private Finding NotThere() => Finding.Warning(
        FindingKind.AnotherCluster,
        Cluster.Name,
        $"The cluster that answers is not the one that {_path.ObjectName} was made on (its kube-system namespace has another uid), and has none of that "
        + "name. If the cluster was rebuilt, it went with it. If the connection leads elsewhere, it is still there: delete it with the kubeconfig of that "
        + $"cluster: {_path.DeleteCommand}",
        null,
        _path.ObjectName);

    /// <summary>What stands in its way, found by a dry run.</summary>
    /// <param name="planning">Nothing will be deleted now.</param>
    public async Task<IReadOnlyList<Finding>> TryAsync(bool planning, CancellationToken cancellationToken)
    {
        var tried = await RunAsync(new WriteOptions(DryRun: true), cancellationToken);
        return tried.Fault is { } fault ? [.. Refused(fault, planning)] : tried.Findings;
    }

    /// <summary>
    /// A cluster that is gone when its object is to be deleted does not hold up the others: the delete itself reports it.
    /// </summary>
    private static IEnumerable<Finding> Refused(Fault fault, bool planning)
    {
        if (fault.Detail.Contains("does not support dry run", StringComparison.Ordinal)
            || (planning && fault.Kind == FaultKind.Forbidden))
        {
            yield return Finding.Warning(
                FindingKind.CannotCheck,
                fault.Cluster,
                $"The deletion could not be tried before: {fault.Detail}",
                null,
                fault.Object);
        }
        else if (!fault.IsUnhealthy)
        {
            yield return Finding.Of(fault);
        }
        else if (planning)
        {
            yield return Finding.Of(fault, Severity.Warning);
        }
    }

    private async Task<Removed> DeleteAsync(
        JsonObject current, string clusterUid, WriteOptions options, CancellationToken cancellationToken)
    {
        var uid = Json.Text(current, "metadata", "uid");
        if (clusterUid != _known.ClusterUid || (_known.Uid is not null && uid != _known.Uid))
        {
            return new Removed(clusterUid, null, [Finding.Warning(
                FindingKind.ReplacedByAnother,
                Cluster.Name,
                "An object of that name is there, but it is not the one that was known here; it was left alone. "
                + $"If nobody needs it, delete it with the kubeconfig of that cluster: {Cluster.Kubectl(_path.DeleteArguments)}",
                null,
                _path.ObjectName)]);
        }

        if (_token is not null && _known.IsTagged
            && Json.Text(current, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) is { } token
            && token != _token)
        {
            return new Removed(clusterUid, null, [Finding.Warning(
                FindingKind.OwnedByAnotherInstance,
                Cluster.Name,
                $"{_path.ObjectName} carries the token of another instance; it was left alone.",
                null,
                _path.ObjectName)]);
        }

        var outcome = await Cluster.Api.DeleteAsync(_path, uid, options, cancellationToken);
        return outcome.TryGet(out _, out var fault) || fault.Kind == FaultKind.NotFound
            ? new Removed(clusterUid, null, options.DryRun ? [] : await _after(Cluster, current, cancellationToken))
            : Failed(fault);
    }

    private Removed Failed(Fault fault) =>
        new(null, fault, [Finding.Of(fault.Object is null ? fault with { Object = _path.ObjectName } : fault)]);
}

/// <summary>What became of a removal.</summary>
/// <param name="ClusterUid">The cluster on which nothing of ours is any more; null when it failed.</param>
/// <param name="Fault">Why it failed; null when it did not.</param>
internal sealed record Removed(string? ClusterUid, Fault? Fault, IReadOnlyList<Finding> Findings)
{
    public Observation<TElement> As<TElement>()
        where TElement : class, IElement => Fault is { } fault
        ? new Observation<TElement>.Failed(fault)
        : new Observation<TElement>.Missing(ClusterUid!);
}
