using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>
/// What is done once on each cluster, when the resource is created, and only reported on from then on: a backup or a
/// restore.
/// </summary>
internal abstract class OperationResource<TModel, TElement, TRequest, TRecord>
    : Resource<TModel>, IPlanStep, IDestroyPlanStep, IUpgradeState<TModel>
    where TModel : OperationModel<TModel, TElement>, IOperationModel<TModel, TElement>
    where TElement : Model<TElement>, IOperationElement<TElement, TRecord>
    where TRequest : OperationRequest
{
    /// <summary><c>Backup</c> or <c>Restore</c>, for titles.</summary>
    protected abstract string Noun { get; }

    /// <summary>Velero's fields and the arguments that set them.</summary>
    protected abstract AttributePaths Paths { get; }

    /// <summary>What is computed, and stays as it is in a plan that replaces nothing.</summary>
    protected abstract IReadOnlyList<SchemaAttribute> Kept { get; }

    /// <summary>
    /// What has run is not planned again, whatever the clusters say: what is in state stays, and only what follows from
    /// local arguments changes. Of a replacement Terraform shows only the warnings of the first call, which has a prior
    /// state, and of the second only the errors.
    /// </summary>
    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var planned = context.Planned.Model<TModel>();
        if (context.Prior?.Model<TModel>() is not { } prior)
        {
            OperationMemory.SetReplacement(context.Private, PlannedDeletion(planned));
            context.Diagnostics.AddRange(await PlanAsync(planned, context, cancellationToken), Paths);
            context.Diagnostics.Amend(DestroyInstead.OnError);
        }
        else if (context.Replacements.Count == 0)
        {
            foreach (var attribute in Kept)
            {
                context.Planned.SetRaw(attribute, context.Prior.Raw(attribute));
            }

            PlanKept(context, prior);
        }
        else
        {
            // Errors are the second call's: this one does not see what ignore_changes hides.
            var first = new PlanContext
            {
                Config = context.Config,
                Planned = new ModelEditor(context.Planned.Value),
                Data = context.Data,
                ClientCapabilities = context.ClientCapabilities,
                Diagnostics = [],
            };
            var findings = await PlanAsync(planned, first, cancellationToken);
            context.Diagnostics.AddRange(
                findings.Where(finding => !finding.IsError && MayRepeat(finding)), AttributePaths.None);
            var known = await KnownAsync(prior, context.Private, context.ProviderData<ConfiguredWorkspace>(), cancellationToken);
            AnnounceReplacement(
                context, prior, planned,
                [.. prior.Elements.Where(e => MayBeThere(e.Value) && known.Any(one => one.Cluster == e.Key))]);
        }
    }

    public override async Task<TModel?> CreateAsync(CreateContext<TModel> context, CancellationToken cancellationToken)
    {
        var token = OperationRequest.NewToken();
        if (await CreateAsync(context, token, cancellationToken) is not { } created)
        {
            return null;
        }

        var (result, model) = created;
        context.Diagnostics.AddRange(result.Findings, Paths, $"{result.Id}");
        if (result.Objects.Count == 0)
        {
            return null;
        }

        if (context.Diagnostics.HasErrors)
        {
            WarnTainted(context.Diagnostics, model, result.Id);
        }

        OperationMemory.SetToken(context.Private, token);
        return model
            .With(OperationAttributes.Id, result.Id.ToString())
            .With(OperationAttributes.SkippedClusters, OperationReadiness.Reasons(result.Skipped))
            .With(result.Objects.Select(static one => KeyValuePair.Create(one.Key, TElement.From(one.Value))))
            .With(result.Reviews);
    }

    /// <summary>Everything that can change in place concerns this resource alone: it was planned, and is so now.</summary>
    public override Task<TModel?> UpdateAsync(UpdateContext<TModel> context, CancellationToken cancellationToken) =>
        Task.FromResult<TModel?>(context.Planned);

    public override async Task<TModel?> ReadAsync(ReadContext<TModel> context, CancellationToken cancellationToken)
    {
        if (!OperationMemory.IsReadable(context.Private, What, context.Diagnostics))
        {
            return context.State;
        }

        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var elements = context.State.Elements.ToDictionary(StringComparer.Ordinal);
        var known = await KnownAsync(context.State, context.Private, workspace, cancellationToken);
        var observed = await Service(workspace).ObserveAsync([.. known.Select(static one => one.Object)], cancellationToken);
        var findings = new List<Finding>();
        var reviewed = new SortedDictionary<string, (TRecord Record, OperationReview Review)>(StringComparer.Ordinal);
        foreach (var ((cluster, _), observation) in known.Zip(observed))
        {
            switch (observation)
            {
                case Observation<TRecord>.Failed { Fault: var fault }:
                    findings.Add(Finding.Of(fault, WorkspaceBackup.Velero.Faults.Severity.Warning));
                    break;
                case Observation<TRecord>.Elsewhere { Finding: var finding }:
                    findings.Add(finding with { Severity = WorkspaceBackup.Velero.Faults.Severity.Warning });
                    break;
                case Observation<TRecord>.Missing:
                    elements[cluster] = Missing(elements[cluster]);
                    break;
                case Observation<TRecord>.Found { Record: var record, Review: var review }:
                    if (!TElement.IsEnd(elements[cluster].Get(TElement.PhaseAttribute).Known)
                        && Service(workspace).EndOf(record, context.State.AllowPartiallyFailed, review) is { } end)
                    {
                        findings.Add(end);
                    }

                    if (review is not null)
                    {
                        reviewed[cluster] = (record, review);
                    }

                    elements[cluster] = TElement.From(record);
                    break;
            }
        }

        findings.AddRange(Service(workspace).FindingsOf(reviewed.Values, context.State.Operation));
        context.Diagnostics.AddRange(findings, Paths, $"{context.State.Operation}");
        var state = context.State.With(elements);
        return reviewed.Count == 0 ? state : state.With(reviewed.ToDictionary(
            static one => one.Key, static one => one.Value.Review, StringComparer.Ordinal));
    }

    public override async Task<TModel?> DeleteAsync(DeleteContext<TModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        if (!OperationMemory.IsReadable(context.Private, What, context.Diagnostics))
        {
            return prior;
        }

        if (IsKept(prior, OperationMemory.Replacement(context.Private)))
        {
            return null;
        }

        var known = await KnownAsync(prior, context.Private, workspace, cancellationToken);
        var lost = prior.Elements
            .Where(e => MayBeThere(e.Value) && known.All(one => one.Cluster != e.Key))
            .ToList();
        if (lost.Count > 0)
        {
            WarnUnreachable(context.Diagnostics, prior.Operation, lost);
        }

        var present = known.Where(one => MayBeThere(prior.Elements[one.Cluster])).ToList();
        var deleted = await Service(workspace).DeleteAsync(
            present.Select(static one => one.Object),
            OperationTimeoutsModel.DeleteOf(prior.Get(OperationAttributes.Timeouts)),
            cancellationToken,
            workspace.Progress);
        context.Diagnostics.AddRange(deleted.OfType<Finding>(), Paths, $"{prior.Operation}");
        var failed = present.Zip(deleted)
            .Where(static one => one.Second is { IsError: true })
            .Select(one => KeyValuePair.Create(one.First.Cluster, prior.Elements[one.First.Cluster]))
            .ToList();
        return failed.Count == 0 ? null : prior.With(failed);
    }

    /// <summary>What a destroy reaches and what it does not: what a refresh says before it is thrown away.</summary>
    public async Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        var prior = context.Prior.Model<TModel>();
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        if (IsKept(prior, null) || !OperationMemory.IsReadable(context.Private, What, context.Diagnostics))
        {
            return;
        }

        var reached = prior.Elements.Where(e => MayBeThere(e.Value)).ToDictionary(StringComparer.Ordinal);
        if (workspace.UnknownClusters.Count == 0 && !workspace.AreClustersUnknown)
        {
            var known = (await KnownAsync(prior, context.Private, workspace, cancellationToken))
                .Where(one => reached.ContainsKey(one.Cluster)).ToList();
            var lost = reached.Where(e => known.All(one => one.Cluster != e.Key)).ToList();
            if (lost.Count > 0)
            {
                WarnUnreachable(context.Diagnostics, prior.Operation, lost);
            }

            var observed = await Service(workspace).ObserveAsync([.. known.Select(static one => one.Object)], cancellationToken);
            var findings = observed.Select(static observation => observation switch
            {
                Observation<TRecord>.Failed { Fault: var fault } => Finding.Of(fault, WorkspaceBackup.Velero.Faults.Severity.Warning),
                Observation<TRecord>.Elsewhere { Finding: var elsewhere } =>
                    elsewhere with { Severity = WorkspaceBackup.Velero.Faults.Severity.Warning },
                _ => null,
            }).ToList();
            context.Diagnostics.AddRange(findings.OfType<Finding>(), Paths, $"{prior.Operation}");
            foreach (var cluster in lost.Select(static e => e.Key)
                .Concat(known.Zip(observed).Where(static one => one.Second is Observation<TRecord>.Elsewhere).Select(static one => one.First.Cluster)))
            {
                reached.Remove(cluster);
            }
        }

        if (reached.Count > 0)
        {
            AnnounceDestroy(context.Diagnostics, prior, [.. reached]);
        }
    }

    /// <summary>What came since is left out: the next refresh fills it.</summary>
    public Task<TModel?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<TModel?>(Upgraded(
            TModel.Of(JsonCodec.Decode(context.Json.Span, Schema.Type, ignoreUndefinedAttributes: true))));

    /// <summary>What the objects are called: "Backups".</summary>
    protected abstract string What { get; }

    protected abstract OperationService<TRequest, TRecord> Service(ConfiguredWorkspace workspace);

    /// <summary>Plans what is to be made, into the planned values.</summary>
    protected abstract Task<IReadOnlyList<Finding>> PlanAsync(
        TModel planned, PlanContext context, CancellationToken cancellationToken);

    /// <returns>Null: with an error, before anything was begun.</returns>
    protected abstract Task<(OperationResult<TRecord> Result, TModel Model)?> CreateAsync(
        CreateContext<TModel> context, string token, CancellationToken cancellationToken);

    /// <summary>What follows from local arguments.</summary>
    protected virtual void PlanKept(PlanContext context, TModel prior)
    {
    }

    /// <param name="reached">The elements whose objects it deletes; one at least.</param>
    protected abstract void AnnounceDestroy(
        Diagnostics diagnostics, TModel prior, IReadOnlyList<KeyValuePair<string, TElement>> reached);

    /// <param name="reached">The elements whose objects can be deleted.</param>
    protected abstract void AnnounceReplacement(
        PlanContext context, TModel prior, TModel planned, IReadOnlyList<KeyValuePair<string, TElement>> reached);

    /// <summary>Whether the first call of a replacement may say it: nothing that stands in arguments that may be ignored.</summary>
    protected virtual bool MayRepeat(Finding finding) => true;

    protected abstract void WarnTainted(Diagnostics diagnostics, TModel model, RunId id);

    /// <summary>What the plan writes down for the delete of what is replaced.</summary>
    protected virtual string PlannedDeletion(TModel planned) => "";

    /// <summary>Whether a delete leaves the objects where they are.</summary>
    /// <param name="replacement">The note of the plan of what replaces it; null: it is not replaced.</param>
    protected virtual bool IsKept(TModel prior, string? replacement) => false;

    /// <summary>An element whose object is gone.</summary>
    protected virtual TElement Missing(TElement element) => element;

    /// <summary>What else the element tells of its object.</summary>
    protected virtual KnownObject Described(TElement element, KnownObject known) => known;

    /// <summary>Whether there may be something to delete.</summary>
    protected virtual bool MayBeThere(TElement element) => true;

    /// <summary>An object as arguments of the velero command line.</summary>
    protected static string Named(TElement element) => element.Get(OperationElement.Name).Known
        + (element.Get(OperationElement.VeleroNamespace).OrNull() is { } velero ? $" --namespace {velero}" : "");

    protected abstract void WarnUnreachable(
        Diagnostics diagnostics, RunId id, IReadOnlyList<KeyValuePair<string, TElement>> lost);

    protected virtual TModel Upgraded(TModel model) => model;

    /// <returns>Null: it is not waited for, or it is not known yet whether it is.</returns>
    protected virtual OperationWaiting? Waiting(TModel planned, ConfiguredWorkspace workspace) =>
        !planned.Get(OperationAttributes.Wait).TryGetKnown(out var waits) || !waits ? null : new()
        {
            Limit = OperationTimeoutsModel.CreateOf(planned.Get(OperationAttributes.Timeouts)),
            AllowPartiallyFailed = planned.AllowPartiallyFailed,
            Progress = workspace.Progress,
        };

    /// <summary>
    /// What is known of each element's object, where it can be asked: through the cluster of its key, or, where the provider
    /// has that no more, through another key of the same cluster.
    /// </summary>
    private async Task<IReadOnlyList<(string Cluster, KnownObject Object)>> KnownAsync(
        TModel state, PrivateState privateState, ConfiguredWorkspace workspace, CancellationToken cancellationToken)
    {
        var known = new List<(string, KnownObject)>();
        foreach (var (key, element) in state.Elements)
        {
            var uid = element.Get(OperationElement.ClusterUid).TryGetKnown(out var recorded) ? recorded : null;
            var cluster = workspace.Clusters.GetValueOrDefault(key)
                ?? await RenamedAsync(uid, state, workspace, cancellationToken);
            if (cluster is not null)
            {
                var then = element.Get(OperationElement.VeleroNamespace).OrNull() ?? cluster.VeleroNamespace;
                known.Add((key, Described(element, new KnownObject(
                    cluster with { VeleroNamespace = then },
                    element.Get(OperationElement.Name).Known,
                    state.Operation)
                {
                    Uid = element.Get(OperationElement.Uid).TryGetKnown(out var @object) ? @object : null,
                    ClusterUid = uid,
                    Token = OperationMemory.Token(privateState),
                    MovedTo = then == cluster.VeleroNamespace ? null : cluster,
                    IsEndKnown = TElement.IsEnd(element.Get(TElement.PhaseAttribute).Known),
                })));
            }
        }

        return known;
    }

    private static async Task<Cluster?> RenamedAsync(
        string? uid, TModel state, ConfiguredWorkspace workspace, CancellationToken cancellationToken)
    {
        if (uid is null || workspace.UnknownClusters.Count > 0)
        {
            return null;
        }

        foreach (var candidate in workspace.Clusters.Values.Where(cluster => !state.Elements.ContainsKey(cluster.Name)))
        {
            var identity = await candidate.Probe.GetAsync(cancellationToken);
            if (identity.Succeeded && identity.Value.Uid == uid)
            {
                return candidate;
            }
        }

        return null;
    }
}
