using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement>
{
    public override async Task<TModel?> DeleteAsync(DeleteContext<TModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        if (!ObjectMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return prior;
        }

        var elements = new SortedDictionary<string, TElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);
        using var limited = Limit(prior, TimeoutsModel.Delete, cancellationToken).Source;
        List<string> known = [.. elements.Keys];
        var reachable = await ReachableAsync(known, elements, workspace, limited.Token);
        if (!memory.IsCreated)
        {
            var own = await OwnAsync(reachable, memory.Known(elements), memory.TokenOfDelete, workspace, limited.Token);
            context.Diagnostics.AddRange(await UsersAsync(prior, own, workspace, limited.Token), Paths);
            if (context.Diagnostics.HasErrors)
            {
                return prior;
            }
        }

        var result = await ReconcilerOf(workspace).DeleteAsync(
            reachable,
            // What was imported from another owner is left to it until it was written.
            memory.IsForeign
                ? memory.Known(elements).ToDictionary(static one => one.Key, static one => one.Value with { IsTagged = true })
                : memory.Known(elements),
            memory.TokenOfDelete,
            limited.Token);
        context.Diagnostics.AddRange(
            result.Findings.Select(found => found.InTime(limited.Token, cancellationToken)), Paths, Called(prior));
        Take(result, elements, memory);
        Forget(
            known.Except(reachable.Select(static c => c.Name)), workspace, elements, memory, context.Diagnostics, Called(prior));
        if (memory.Successor is { } successor
            && reachable.Where(cluster => !elements.ContainsKey(cluster.Name)).ToList() is { Count: > 0 } gone)
        {
            PlannedOf(workspace).AddLoss(successor, await LossAsync(prior, gone, workspace, limited.Token));
        }

        if (elements.Count == 0)
        {
            return null;
        }

        // What is left may be deleted for good next time.
        (memory.IsCreated, memory.Successor) = (false, null);
        memory.Write(context.Private);
        return prior.WithClusters(elements, prior.Skipped);
    }

    /// <summary>
    /// The clusters whose object would be deleted: with create_before_destroy the replacement may have taken it over, and what it
    /// leaves alone nobody has to make way for.
    /// </summary>
    private async Task<IReadOnlyList<Cluster>> OwnAsync(
        IReadOnlyList<Cluster> reachable,
        IReadOnlyDictionary<string, KnownObject> known,
        string? token,
        ConfiguredWorkspace workspace,
        CancellationToken cancellationToken)
    {
        var observed = await ReconcilerOf(workspace).ObserveAsync(
            [
                .. reachable.Select(cluster => new ObjectReference(
                    cluster, known[cluster.Name].Name, known[cluster.Name].VeleroNamespace, StringSet.Empty)),
            ],
            cancellationToken);
        return
        [
            .. reachable.Where(cluster => observed[cluster.Name] is Observation<TElement>.Found found
                && !found.Object.IsOfAnotherInstance(known[cluster.Name], token)),
        ];
    }

    /// <summary>
    /// The clusters of a list, also those that stand under another name now: where the key of a cluster was renamed, what the
    /// state names is reached through the new one.
    /// </summary>
    private static async Task<IReadOnlyList<Cluster>> ReachableAsync(
        IReadOnlyList<string> names,
        IReadOnlyDictionary<string, TElement> elements,
        ConfiguredWorkspace workspace,
        CancellationToken cancellationToken)
    {
        var reachable = new List<Cluster>(Targets.Connected(names, workspace));
        var gone = names.Where(name => !workspace.Clusters.ContainsKey(name)).ToList();
        if (gone.Count > 0)
        {
            var others = await Task.WhenAll(workspace.Clusters.Values.Select(async cluster =>
                (Cluster: cluster, Identity: await cluster.Probe.GetAsync(cancellationToken))));
            reachable.AddRange(
                from name in gone
                let other = others.FirstOrDefault(one =>
                    one.Identity.TryGet(out var identity, out _) && identity.Uid == elements[name].ClusterUid).Cluster
                where other is not null
                select other with { Name = name });
        }

        return reachable;
    }

    /// <summary>The clusters of a list that the provider's configuration no longer has, so that they cannot be reached.</summary>
    private void Forget(
        IEnumerable<string> clusters,
        ConfiguredWorkspace workspace,
        SortedDictionary<string, TElement> elements,
        ObjectMemory memory,
        Diagnostics diagnostics,
        string? about)
    {
        var known = memory.Known(elements);
        var gone = clusters
            .Where(cluster => elements.ContainsKey(cluster) && !workspace.Clusters.ContainsKey(cluster))
            .ToList();
        diagnostics.AddRange(gone.Select(cluster => Forgotten(cluster, known[cluster], workspace, memory)), Paths, about);
        foreach (var cluster in gone)
        {
            elements.Remove(cluster);
            memory.Uids.Remove(cluster);
            memory.Untagged.Remove(cluster);
            memory.Health.Remove(cluster);
        }
    }

    /// <summary>A cluster that is new and does not answer may be the one that is gone, under another name.</summary>
    private Finding Forgotten(string cluster, KnownObject known, ConfiguredWorkspace workspace, ObjectMemory memory)
    {
        var silent = memory.Health
            .Where(health => health.Value is { ClusterUid: null, Fault: not null } && workspace.Clusters.ContainsKey(health.Key))
            .Select(static health => health.Key)
            .ToList();
        var finding = ReconcilerOf(workspace).Forget(cluster, known);
        return silent.Count == 0 ? finding : finding with
        {
            Detail = finding.Detail + $"\n\n{NameList.Quoted(silent)} {(silent.Count == 1 ? "is" : "are")} new and did not answer. If that is the "
                + $"same cluster under another name, do not apply before it answers: then the {Noun} is found there and kept, and there are not two.",
        };
    }
}
