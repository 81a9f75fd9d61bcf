using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// A resource that stands for an object on every cluster which stays as it is declared. A kind of them adds its model, what
/// its arguments mean, and its words.
/// </summary>
internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement>
    : Resource<TModel>, IPlanStep, IDestroyPlanStep
    where TModel : Model<TModel>, IReconciledModel<TModel, TElement>
    where TScope : ReconciledScope<TDeclaration>
    where TDeclaration : class
    where TElement : class, IElement
{
    /// <summary>Which argument sets which field.</summary>
    protected abstract AttributePaths Paths { get; }

    /// <summary>The argument that chooses the clusters.</summary>
    protected abstract SchemaAttribute ClustersArgument { get; }

    /// <summary>The argument that says which fields others may change, and what it can name.</summary>
    protected abstract (IgnoreDrift Names, SchemaAttribute<IReadOnlySet<string>> Argument) Ignorable { get; }

    /// <summary>The attribute that shows what is on each cluster.</summary>
    protected abstract SchemaAttribute ElementsAttribute { get; }

    protected abstract Reconciler<TDeclaration, TElement> ReconcilerOf(ConfiguredWorkspace workspace);

    /// <summary>What this process has read and planned of the kind.</summary>
    protected abstract PlannedHere PlannedOf(ConfiguredWorkspace workspace);

    /// <summary>What the arguments mean. Adds an error for everything that contradicts the provider's configuration.</summary>
    /// <param name="prior">The state; null: there is none.</param>
    protected abstract TScope ScopeOf(
        TModel model, TModel? prior, ConfiguredWorkspace workspace, Diagnostics diagnostics);

    /// <summary>What the last refresh recorded goes into what the apply judges.</summary>
    protected virtual TDeclaration Judged(TScope scope, ObjectMemory memory) => scope.Declaration!;

    /// <summary>With what only the configuration has, and no plan and no state. Adds an error for what cannot be.</summary>
    protected virtual TDeclaration WithWriteOnly(TDeclaration declaration, TModel config, Diagnostics diagnostics) => declaration;

    /// <summary>What the last look at the clusters recorded of what the arguments select goes into what they mean.</summary>
    /// <param name="planning">What the record does not have is left to the apply.</param>
    protected virtual TScope Recorded(
        TScope scope, ObjectMemory memory, IReadOnlyDictionary<string, TElement> elements, bool planning) => scope;

    /// <summary>Finds out on the clusters what the arguments select there, where no record says it.</summary>
    /// <param name="write">The clusters to write on.</param>
    /// <param name="keeps">What is there already stays there: so it was planned.</param>
    /// <param name="record">Takes what was found; null: a plan leaves no record of it.</param>
    protected virtual Task<FoundOut> FindOutAsync(
        TScope scope,
        IEnumerable<string> write,
        IReadOnlyDictionary<string, TElement> elements,
        bool keeps,
        ConfiguredWorkspace workspace,
        ObjectMemory? record,
        CancellationToken cancellationToken) => Task.FromResult(new FoundOut(scope, new Dictionary<string, Fault>(), []));

    /// <summary>What an apply was left to find out of an element.</summary>
    protected virtual TElement FilledFrom(TElement planned, TElement reached) => planned;

    /// <param name="Faults">The clusters of which it could not be found out, and why.</param>
    /// <param name="Findings">What there is to say of what was found.</param>
    protected sealed record FoundOut(TScope Scope, IReadOnlyDictionary<string, Fault> Faults, IReadOnlyList<Finding> Findings);

    /// <summary>What was unknown when it was planned and follows from the arguments.</summary>
    protected abstract TModel Resolved(TModel planned, TScope scope);

    /// <summary>What the request asks for besides.</summary>
    protected virtual ReconcileRequest<TDeclaration> Completed(
        ReconcileRequest<TDeclaration> request, TModel planned, TimeSpan limit) => request;

    /// <summary>What stands in the way of deleting the objects for good.</summary>
    protected virtual Task<IReadOnlyList<Finding>> UsersAsync(
        TModel prior, IReadOnlyList<Cluster> clusters, ConfiguredWorkspace workspace, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What stands in the way of deleting the objects of clusters that the resource leaves, and what is lost with them.</summary>
    /// <param name="planning">Nothing is deleted now.</param>
    protected virtual Task<IReadOnlyList<Finding>> LeavingAsync(
        TModel prior, IReadOnlyList<Cluster> leaving, ConfiguredWorkspace workspace, bool planning, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What the loss of objects means that were deleted to be made anew, and how they can be had back: whole sentences.</summary>
    protected abstract Task<string> LossAsync(
        TModel deleted, IReadOnlyList<Cluster> clusters, ConfiguredWorkspace workspace, CancellationToken cancellationToken);

    public override async Task<TModel?> CreateAsync(CreateContext<TModel> context, CancellationToken cancellationToken)
    {
        var made = await MakeAsync(context, cancellationToken);
        if (made is null
            && PlannedOf(context.ProviderData<ConfiguredWorkspace>()).LossOf(NameOf(context.Planned).Known) is { } loss)
        {
            context.Diagnostics.AddError(Words.ReplacedIsGone, loss);
        }

        return made;
    }

    private async Task<TModel?> MakeAsync(CreateContext<TModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = ScopeOf(planned, null, workspace, context.Diagnostics);
        Targets.CheckSome(scope.Targets, ClustersArgument, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return null;
        }

        var memory = new ObjectMemory { Token = InstanceToken.New() };
        var isPlanned = planned.AreClustersKnown;
        if (isPlanned && ObjectMemory.TryRead(context.Private, context.Diagnostics, out var pinned))
        {
            foreach (var cluster in planned.Skipped.Keys.Where(pinned.Health.ContainsKey))
            {
                memory.Health[cluster] = pinned.Health[cluster];
            }

            memory.SelectAs(pinned);
        }

        var (limit, source) = Limit(planned, TimeoutsModel.Create, cancellationToken);
        using var limited = source;
        scope = Recorded(scope, memory, new Dictionary<string, TElement>(), planning: false);
        var found = await FindOutAsync(
            scope, isPlanned ? planned.Elements.Keys : scope.Targets!, new Dictionary<string, TElement>(), keeps: false, workspace,
            memory, limited.Token);
        scope = found.Scope;
        context.Diagnostics.AddRange(found.Findings, Paths, Called(planned));
        var declaration = WithWriteOnly(scope.Declaration!, context.Config, context.Diagnostics);
        if (context.Diagnostics.HasErrors)
        {
            return null;
        }

        var result = await ReconcilerOf(workspace).CreateAsync(
            Completed(
                new()
                {
                    Declaration = declaration,
                    Write = Targets.Connected(isPlanned ? planned.Elements.Keys : scope.Targets!, workspace),
                    Faults = found.Faults,
                    Workspace = [.. workspace.Clusters.Values],
                    Unhealthy = planned.Policy,
                    IsPlanned = isPlanned,
                    Token = memory.Token,
                },
                planned,
                limit),
            limited.Token);
        context.Diagnostics.AddRange(
            result.Findings.Select(found => found.InTime(limited.Token, cancellationToken)), Paths, Called(planned));

        var elements = new SortedDictionary<string, TElement>(StringComparer.Ordinal);
        Take(result, elements, memory);
        if (elements.Count == 0)
        {
            return null;
        }

        if (isPlanned)
        {
            ReportDifferences(planned.Elements, elements, context.Diagnostics);
        }

        memory.Write(context.Private);
        return Resolved(planned, scope).WithClusters(
            elements, isPlanned ? planned.Skipped : Reasons(result.Skipped, scope.LeftOut));
    }

    public override async Task<TModel?> UpdateAsync(UpdateContext<TModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var (planned, prior) = (context.Planned, context.Prior);
        if (!ObjectMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return prior;
        }

        var elements = new SortedDictionary<string, TElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);
        var scope = ScopeOf(planned, prior, workspace, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return prior;
        }

        scope = Recorded(scope, memory, elements, planning: false);

        // What was planned as known is carried out as planned: a cluster that the plan skips is skipped even if it is
        // back, and one that the plan writes on is an error if it is gone.
        var isPlanned = planned.AreClustersKnown;
        var plannedElements = planned.Elements;
        IReadOnlyList<string> write = isPlanned
            ? [.. plannedElements.Where(e => !e.Value.Equals(elements.GetValueOrDefault(e.Key))).Select(static e => e.Key)]
            : scope.Targets!;
        if (isPlanned && write.Count > 0 && memory.Token is null)
        {
            // A new token goes to every object, or destroying would leave those that do not carry it alone: after an
            // import, and where the provider was killed in an update, after which Terraform has no private state.
            write = [.. plannedElements.Keys.Where(cluster => !planned.Skipped.ContainsKey(cluster))];
        }

        if (write.Count > 0 && memory.Token is null)
        {
            memory.Token = InstanceToken.New();
            memory.Untagged.UnionWith(elements.Keys);
        }
        else if (isPlanned && write.Count > 0)
        {
            // Where the first write of the token failed.
            write = [.. write.Union(memory.Untagged.Where(cluster =>
                plannedElements.ContainsKey(cluster) && !planned.Skipped.ContainsKey(cluster)))];
        }

        var (limit, source) = Limit(planned, TimeoutsModel.Update, cancellationToken);
        using var limited = source;
        var found = await FindOutAsync(scope, write, elements, keeps: isPlanned, workspace, memory, limited.Token);
        scope = found.Scope;
        context.Diagnostics.AddRange(found.Findings, Paths, Called(planned));
        var declaration = WithWriteOnly(Judged(scope, memory), context.Config, context.Diagnostics);
        if (context.Diagnostics.HasErrors)
        {
            return prior;
        }

        var leaving = elements.Keys.Except(scope.Targets!).ToList();
        var remove = await ReachableAsync(leaving, elements, workspace, limited.Token);
        var left = await OwnAsync(remove, memory.Known(elements), memory.Token, workspace, limited.Token);
        context.Diagnostics.AddRange(await LeavingAsync(prior, left, workspace, planning: false, limited.Token), Paths);
        if (context.Diagnostics.HasErrors)
        {
            return prior;
        }

        var result = await ReconcilerOf(workspace).UpdateAsync(
            Completed(
                new()
                {
                    Declaration = declaration,
                    Write = Targets.Connected(write.Where(scope.Targets!.Contains), workspace),
                    Faults = found.Faults,
                    Workspace = [.. workspace.Clusters.Values],
                    Remove = remove,
                    Known = memory.Known(elements),
                    Unhealthy = planned.Policy,
                    IsPlanned = isPlanned,
                    Token = memory.Token,
                },
                planned,
                limit),
            limited.Token);
        context.Diagnostics.AddRange(
            result.Findings.Select(found => found.InTime(limited.Token, cancellationToken)), Paths, Called(planned));
        Take(result, elements, memory);
        Forget(
            leaving.Except(remove.Select(static c => c.Name)), workspace, elements, memory, context.Diagnostics, Called(planned));
        if (isPlanned)
        {
            // What others may change is theirs between plan and apply too; the next refresh shows it.
            foreach (var cluster in elements.Keys.Where(plannedElements.ContainsKey).ToList())
            {
                elements[cluster] = ReconcilerOf(workspace).Kind.WithFieldsOf(
                    elements[cluster], plannedElements[cluster], IgnoredOf(planned));
            }

            ReportDifferences(plannedElements, elements, context.Diagnostics);
        }

        memory.PlanMark = null;
        memory.Replaced.Clear();
        memory.Write(context.Private);
        return Resolved(planned, scope).WithClusters(
            elements, isPlanned ? planned.Skipped : Reasons(result.Skipped, scope.LeftOut));
    }

    /// <summary>At apply everything is known; if it is not, Terraform or this code is wrong.</summary>
    private static bool IsReady(TScope scope, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            return false;
        }

        if (!scope.IsKnown || workspace.UnknownClusters.Count > 0)
        {
            diagnostics.AddError("Unknown Values At Apply",
                "The provider configuration or an argument is still unknown although the apply has begun.\n\n"
                + "If a cluster's connection comes from a resource that this configuration creates, apply that resource first (apply -target).");
            return false;
        }

        return true;
    }

    private static (TimeSpan Limit, CancellationTokenSource Source) Limit(
        TModel model, SchemaAttribute<string> operation, CancellationToken cancellationToken)
    {
        var limit = TimeoutsModel.LimitOf(model.Limits, operation);
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit);
        return (limit, source);
    }

    /// <summary>Takes over what the clusters answered; where that is not known, what was there stays.</summary>
    private static void Take(
        ReconcileResult<TElement> result, SortedDictionary<string, TElement> elements, ObjectMemory memory)
    {
        foreach (var (cluster, observation) in result.Clusters)
        {
            switch (observation)
            {
                case Observation<TElement>.Found found:
                    elements[cluster] = found.Object.Element;
                    memory.Uids.Remove(cluster);
                    if (found.Object.Token == memory.Token)
                    {
                        memory.Untagged.Remove(cluster);
                    }

                    memory.Health[cluster] = new(found.Object.Element.ClusterUid, null);
                    break;
                case Observation<TElement>.Missing missing:
                    elements.Remove(cluster);
                    memory.Uids.Remove(cluster);
                    memory.Untagged.Remove(cluster);
                    memory.Health[cluster] = new(missing.ClusterUid, null);
                    break;
                case Observation<TElement>.Failed failed:
                    memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    break;
            }
        }

        foreach (var (cluster, fault) in result.Skipped)
        {
            memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, fault.Kind);
        }
    }

    private static SortedDictionary<string, string> Reasons(IReadOnlyDictionary<string, Fault> skipped, StringMap leftOut) => new(
        skipped.Select(static one => KeyValuePair.Create(one.Key, FaultReason.Of(one.Value.Kind)))
            .Concat(leftOut)
            .ToDictionary(StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>
    /// Terraform calls a result that differs from the plan a bug of the provider. It is none when somebody changed the
    /// object in the same moment, so that is said instead.
    /// </summary>
    private void ReportDifferences(
        IReadOnlyDictionary<string, TElement> planned,
        SortedDictionary<string, TElement> reached,
        Diagnostics diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            return;
        }

        var report = new ReconciledReport(Noun, Words, ElementsAttribute, null);
        foreach (var (cluster, element) in planned)
        {
            var now = reached.GetValueOrDefault(cluster);
            if (now is null || !now.Equals(FilledFrom(element.Uid is null ? WithUid(element, now.Uid) : element, now)))
            {
                report.ChangedMeanwhile.Add((cluster, element.Name));
            }
        }

        report.AddTo(diagnostics);
    }

    protected static string ClustersOf(IReadOnlyList<Cluster> clusters) =>
        $"cluster{(clusters.Count == 1 ? "" : "s")} {NameList.Quoted(clusters.Select(static cluster => cluster.Name))}";

    protected abstract TElement WithUid(TElement element, string? uid);
}
