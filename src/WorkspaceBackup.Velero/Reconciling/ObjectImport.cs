using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What an import found.</summary>
public sealed record ObjectImport<TElement>
    where TElement : class, IElement
{
    /// <summary>By cluster; clusters without such an object are left out unless they were named.</summary>
    public required IReadOnlyDictionary<string, Observation<TElement>> Clusters { get; init; }

    /// <summary>
    /// The first found one by cluster name, which the resource's arguments are taken from; null (with an error among
    /// the findings) when there is none.
    /// </summary>
    public Stored<TElement>? Arguments { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Looks for the objects that are selected.</summary>
    /// <param name="nameOn">What the object is called on a cluster for which no name is given.</param>
    public static async Task<ObjectImport<TElement>> FindAsync<TDeclaration>(
        Reconciler<TDeclaration, TElement> objects,
        ObjectSelection selection,
        Func<string, string> nameOn,
        IReadOnlyList<Cluster> from,
        CancellationToken cancellationToken)
    {
        var resource = objects.Kind.Resource;
        var kind = ApiPath.Velero(resource, "").Kind;
        var findings = new List<Finding>();
        foreach (var named in selection.Names?.Keys ?? [])
        {
            if (from.All(cluster => cluster.Name != named))
            {
                findings.Add(NotFound(named, "there is no cluster of this name", null));
            }
        }

        List<ObjectReference> targets =
        [
            .. from.Where(cluster => selection.Names?.ContainsKey(cluster.Name) ?? true)
                .Select(cluster => new ObjectReference(
                    cluster,
                    selection.Names?[cluster.Name] ?? nameOn(cluster.Name),
                    cluster.VeleroNamespace,
                    StringSet.Empty))
                .OrderBy(target => target.Cluster.Name, StringComparer.Ordinal),
        ];
        var observations = await objects.ObserveAsync(targets, cancellationToken);
        var clusters = new SortedDictionary<string, Observation<TElement>>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var observation = observations[target.Cluster.Name];
            switch (observation)
            {
                case Observation<TElement>.Missing when selection.Names is null:
                    continue;
                case Observation<TElement>.Missing:
                    findings.Add(NotFound(
                        target.Cluster.Name,
                        $"there is no such {kind}",
                        ApiPath.Velero(resource, target.VeleroNamespace, target.Name).ObjectName));
                    break;
                case Observation<TElement>.Failed failed:
                    findings.Add(Finding.Of(
                        failed.Fault,
                        failed.Fault.IsUnhealthy && selection.Names is null ? Severity.Warning : Severity.Error));
                    break;
                case Observation<TElement>.Found found:
                    findings.AddRange(found.Object.Findings);
                    break;
            }

            clusters[target.Cluster.Name] = observation;
        }

        var first = clusters.Values.OfType<Observation<TElement>.Found>().FirstOrDefault()?.Object;
        if (first is null && !findings.Any(finding => finding.IsError))
        {
            var names = targets.Take(3).Select(target => $"\"{target.Name}\" on cluster \"{target.Cluster.Name}\"");
            var sought = string.Join(", ", names)
                + (targets.Count > 3 ? $" and so on for {targets.Count - 3} more" : "");
            findings.Add(Finding.Error(
                FindingKind.NothingToImport,
                "",
                $"No cluster that answers has the {kind} that was looked for there: {sought}."));
        }

        return new ObjectImport<TElement> { Clusters = clusters, Arguments = first, Findings = findings };
    }

    private static Finding NotFound(string cluster, string detail, string? @object) =>
        Finding.Of(new Fault(FaultKind.NotFound, cluster, detail, null, @object));
}
