using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Reconciled;

internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement>
{
    /// <summary>What tells the resource from others of its type: its prefix, or its name.</summary>
    protected abstract Value<string> NameOf(TModel model);

    /// <summary>The same for titles; null: not known yet.</summary>
    private string? Called(TModel model) => NameOf(model).TryGetKnown(out var name) ? name : null;

    /// <summary>What no other resource of this configuration may plan, and what is said when one does.</summary>
    protected virtual IEnumerable<(string Claim, Action<Diagnostics> Report)> Claims(
        string name, TModel planned, TModel? prior, ConfiguredWorkspace workspace) => [(name, diagnostics => ReportNameTwice(name, diagnostics))];

    /// <summary>Another resource of this configuration has the name too.</summary>
    protected abstract void ReportNameTwice(string name, Diagnostics diagnostics);

    /// <summary>Every cluster that the resource is for has left.</summary>
    protected abstract void ReportNothingLeft(TModel prior, TScope scope, Diagnostics diagnostics);

    /// <summary>On clusters where there is one, nothing is to be from now on.</summary>
    protected virtual void ReportLeftOut(TScope scope, IReadOnlyList<string> clusters, Diagnostics diagnostics)
    {
    }

    /// <summary>Plans the id.</summary>
    protected abstract void PlanId(PlanContext context, Value<string> id);

    /// <summary>Plans what follows from the arguments alone; null: that is not known yet.</summary>
    protected abstract void PlanDerived(PlanContext context, TScope? scope);

    /// <summary>Plans what is on the clusters; null: not known yet.</summary>
    protected abstract void PlanClusters(PlanContext context, ReconcilePlan<TElement>? plan);

    /// <summary>What makes it a replacement besides the arguments that always do.</summary>
    protected virtual void PlanReplacement(PlanContext context, TModel planned, TModel prior, ConfiguredWorkspace workspace)
    {
    }

    /// <summary>What was found missing will be there when the plan is carried out.</summary>
    protected virtual bool IsMadeHere(Finding finding, ConfiguredWorkspace workspace) => false;

    /// <summary>What can be said of a plan whatever is written.</summary>
    protected virtual Task ForeseeAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        TScope scope,
        IReadOnlyList<Cluster> written,
        ObjectMemory memory,
        CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<TModel>();
        PlanId(context, workspace.Name.TryGetKnown(out var name) && NameOf(planned).TryGetKnown(out var own)
            ? $"{name}/{own}"
            : Value<string>.Unknown);

        if (!ObjectMemory.TryRead(context.Private, context.Diagnostics, out var memory)
            || !CheckName(context, workspace, planned, memory))
        {
            PlanUnknown(context, null);
            return;
        }

        // Terraform plans a replacement as a create of its own, which is handed this plan's private state.
        var prior = context.Prior?.Model<TModel>();
        if (prior is not null)
        {
            PlanReplacement(context, planned, prior, workspace);
        }

        if (prior is not null && context.Replacements.Count > 0)
        {
            memory.Replaced.AddRange(
                memory.Known(prior.Elements).Values.Select(static known => known.Uid).OfType<string>());
            memory.Write(context.Private);
            PlanUnknown(context, null);
            return;
        }

        var found = new Diagnostics();
        var scope = ScopeOf(planned, prior, workspace, found);
        if (prior is null)
        {
            Targets.CheckSome(scope.Targets, ClustersArgument, found);
        }

        if (found.HasErrors)
        {
            // A destroy plans first what there is: what the apply of a change would refuse must not stand in its way.
            Refuse(context, found);
            PlanUnknown(context, scope);
            return;
        }

        foreach (var warning in found)
        {
            context.Diagnostics.Add(warning);
        }

        PlanDerived(context, scope);
        if (prior is null)
        {
            // The delete of what this create replaces, or of what is tainted, is handed this.
            memory.IsCreated = true;
            memory.Successor = NameOf(planned).TryGetKnown(out var successor) ? successor : null;
            memory.Write(context.Private);
            PlanUnknown(context, scope);
            if (scope.IsKnown)
            {
                await PinAsync(context, workspace, scope, memory, cancellationToken);
                await CheckAsync(context, workspace, scope, scope.Targets, [], memory, new Dictionary<string, TElement>(),
                    planned.Policy, cancellationToken);
            }

            return;
        }

        ReportIgnored(planned, prior, context.Diagnostics);
        var elements = prior.Elements;
        scope = Recorded(scope, memory, elements, planning: true);
        var leaving = scope.Targets is null ? [] : elements.Keys.Except(scope.Targets).ToList();
        ReportGone(workspace, leaving, elements, memory, context.Diagnostics, Called(planned));
        context.Diagnostics.AddRange(
            await LeavingAsync(prior, Targets.Connected(leaving, workspace), workspace, planning: true, cancellationToken), Paths);
        var plan = scope.IsKnown
            ? ReconcilePlan<TElement>.Of(
                ReconcilerOf(workspace).Kind,
                scope.Declaration,
                scope.Targets,
                VeleroNamespaces(workspace),
                elements,
                prior.Skipped,
                memory.Health,
                memory.Known(elements),
                memory.Token is not null)
            : null;
        if (plan is null)
        {
            PlanUnknown(context, scope);
            return;
        }

        foreach (var (cluster, reason) in scope.LeftOut)
        {
            plan.Skipped[cluster] = reason;
        }

        PlanClusters(context, plan);
        if (plan.Unhealthy.Count > 0)
        {
            context.Diagnostics.Add(SkippedWhenPlanned(plan.Unhealthy, planned.Policy));
        }

        if (plan.Elements.Count == 0 && plan.Skipped.Count == scope.LeftOut.Count)
        {
            ReportNothingLeft(prior, scope, context.Diagnostics);
        }
        else if (scope.LeftOut.Keys.Where(elements.ContainsKey).ToList() is { Count: > 0 } dropped)
        {
            ReportLeftOut(scope, dropped, context.Diagnostics);
        }

        if (plan.Write.Count > 0 || leaving.Count > 0)
        {
            await CheckAsync(
                context, workspace, scope, plan.Write, leaving, memory, elements, UnhealthyPolicy.Skip, cancellationToken);
        }
        else
        {
            await ForeseeAsync(context, workspace, scope, [], memory, cancellationToken);
        }
    }

    /// <summary>What a destroy does not reach; the warnings of the plan before it are thrown away.</summary>
    public virtual Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var elements = context.Prior.Model<TModel>().Elements;
        if (ObjectMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            ReportGone(workspace, [.. elements.Keys], elements, memory, context.Diagnostics, Called(context.Prior.Model<TModel>()));
            ReportSilent(workspace, elements, memory, context.Diagnostics);
            var known = memory.Known(elements);
            context.Diagnostics.AddRange(
                memory.TakenByOthers.Where(known.ContainsKey).Select(cluster => TakenByOthers(cluster, known[cluster], null)), Paths);
            if (memory is { IsForeign: true, Token: null })
            {
                context.Diagnostics.AddWarning("Object Of Another Owner Imported",
                    $"The {Noun}s of \"{NameOf(context.Prior.Model<TModel>())}\" were imported from another owner, and nothing has been written to "
                    + $"them since: those that carry another's token are {Words.Left}.\n\nTo delete them too, forget the resource (terraform "
                    + $"state rm), import it with an id that ends in {ImportId.Adopt}, and destroy it then.",
                    ElementsAttribute);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>How the clusters were at the refresh: a destroy fails for those that do not answer.</summary>
    private void ReportSilent(
        ConfiguredWorkspace workspace, IReadOnlyDictionary<string, TElement> elements, ObjectMemory memory, Diagnostics diagnostics)
    {
        var silent = memory.Health
            .Where(health => health.Value.Fault is not null && elements.ContainsKey(health.Key) && workspace.Clusters.ContainsKey(health.Key))
            .ToDictionary(static health => health.Key, static health => health.Value.Fault!.Value, StringComparer.Ordinal);
        if (silent.Count > 0)
        {
            diagnostics.AddWarning("Unhealthy Cluster",
                $"These clusters did not answer:\n\n{Lines(silent)}\n\nThe destroy deletes the {Noun}s on the others, fails for these, and keeps "
                + "them in the state: destroy again once they answer. A cluster that is gone for good can be removed from the provider "
                + "configuration first.",
                ElementsAttribute);
        }
    }

    private static string Lines(IReadOnlyDictionary<string, FaultKind> unhealthy) =>
        string.Join('\n', unhealthy.Take(NameList.Named).Select(static c => $"  {c.Key}: {FaultReason.Of(c.Value)}"))
        + (unhealthy.Count > NameList.Named ? $"\n  and {unhealthy.Count - NameList.Named} more" : "");

    /// <summary>Two resources of one name would write the same objects, and each repair what the other wrote.</summary>
    private bool CheckName(PlanContext context, ConfiguredWorkspace workspace, TModel planned, ObjectMemory memory)
    {
        if (!NameOf(planned).TryGetKnown(out var name))
        {
            return true;
        }

        if (context.Prior is not null && memory.Token is null && memory.PlanMark is null)
        {
            memory.PlanMark = InstanceToken.New();
            memory.Write(context.Private);
        }

        var instance = memory.Token ?? memory.PlanMark ?? InstanceToken.New();
        foreach (var (claim, report) in Claims(name, planned, context.Prior?.Model<TModel>(), workspace))
        {
            if (!PlannedOf(workspace).TryPlan(claim, instance))
            {
                report(context.Diagnostics);
                return false;
            }
        }

        return true;
    }

    /// <summary>An argument that others may change is not written any more: whoever changes it has to know.</summary>
    private void ReportIgnored(TModel planned, TModel prior, Diagnostics diagnostics)
    {
        var ignored = IgnoredOf(planned);
        var changed = Ignorable.Names.Of(ignored)
            .Where(name => !planned.Object.Entries[name].Equals(prior.Object.Entries[name]))
            .ToList();
        if (changed.Count > 0 && prior.Elements.Count > 0)
        {
            diagnostics.AddWarning("Change Of An Ignored Argument", $"{NameOf(prior)}",
                $"{NameList.Quoted(changed)} changed, but ignore_drift lets others manage this on the clusters: the existing {Noun}s stay as they "
                + "are.\n\nTo write the change, remove it from ignore_drift for one apply.");
        }
    }

    /// <summary>Of what exists a destroy may be planned too: there it only warns, and the apply of a change refuses it.</summary>
    private static void Refuse(PlanContext context, Diagnostics found)
    {
        foreach (var diagnostic in found)
        {
            context.Diagnostics.Add(context.Prior is null
                ? DestroyInstead.OnError(diagnostic)
                : diagnostic with
                {
                    Severity = TerraformPlugin.Framework.Severity.Warning,
                    Detail = diagnostic.Detail + "\n\nUntil then an apply changes nothing and fails.",
                });
        }
    }

    /// <summary>
    /// Clusters that the provider's configuration does not have any more, not even under another name: what is there stays there.
    /// </summary>
    private void ReportGone(
        ConfiguredWorkspace workspace,
        IReadOnlyList<string> leaving,
        IReadOnlyDictionary<string, TElement> elements,
        ObjectMemory memory,
        Diagnostics diagnostics,
        string? about)
    {
        var known = memory.Known(elements);
        var reachable = memory.Health.Where(health => workspace.Clusters.ContainsKey(health.Key))
            .Select(static health => health.Value.ClusterUid).ToHashSet(StringComparer.Ordinal);
        diagnostics.AddRange(
            leaving
                .Where(cluster => !workspace.AreClustersUnknown && !workspace.Clusters.ContainsKey(cluster)
                    && !workspace.UnknownClusters.Contains(cluster) && !reachable.Contains(known[cluster].ClusterUid))
                .Select(cluster => Forgotten(cluster, known[cluster], workspace, memory)),
            Paths, about);
    }

    /// <summary>
    /// Where the private state of the first plan comes back with the one that is made again at apply, a create shows what becomes
    /// of each cluster: how they were is recorded by the first plan and holds for both.
    /// </summary>
    private async Task PinAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        TScope scope,
        ObjectMemory memory,
        CancellationToken cancellationToken)
    {
        if (!context.ClientCapabilities.StorePlannedPrivate)
        {
            return;
        }

        memory.Health.Clear();
        if (context.PlannedPrivate is not { } announced)
        {
            await ObserveTargetsAsync(context.Planned.Model<TModel>(), workspace, scope, memory, cancellationToken);
        }
        else if (ObjectMemory.TryRead(announced, context.Diagnostics, out var first))
        {
            foreach (var (cluster, health) in first.Health)
            {
                memory.Health[cluster] = health;
            }

            memory.SelectAs(first);
        }

        memory.Write(context.Private);
        scope = Recorded(scope, memory, new Dictionary<string, TElement>(), planning: true);
        if (!scope.IsKnown)
        {
            return;
        }

        var plan = ReconcilePlan<TElement>.Of(
            ReconcilerOf(workspace).Kind,
            scope.Declaration!,
            scope.Targets!,
            VeleroNamespaces(workspace),
            new Dictionary<string, TElement>(),
            StringMap.Empty,
            memory.Health,
            new Dictionary<string, KnownObject>(),
            isTagged: true);

        // Where no cluster is left, or one refuses to be looked at, there is nothing to announce: the checks say so.
        if (plan is not null && plan.Elements.Count > 0 && plan.Write.All(plan.Elements.ContainsKey))
        {
            foreach (var (cluster, reason) in scope.LeftOut)
            {
                plan.Skipped[cluster] = reason;
            }

            PlanClusters(context, plan);
        }
    }

    /// <summary>Records how the clusters are that a new resource is for; the checks after it ask nothing twice.</summary>
    private async Task ObserveTargetsAsync(
        TModel planned, ConfiguredWorkspace workspace, TScope scope, ObjectMemory memory, CancellationToken cancellationToken)
    {
        var observed = await ReconcilerOf(workspace).ObserveAsync(
            [.. Targets.Connected(scope.Targets!, workspace).Select(cluster => new ObjectReference(
                cluster, NameOn(planned, cluster.Name)!, cluster.VeleroNamespace, StringSet.Empty))],
            cancellationToken);
        foreach (var (cluster, observation) in observed)
        {
            memory.Health[cluster] = HealthOf(observation);
        }

        await RecordSelectedAsync(planned, workspace, memory, cancellationToken);
    }

    /// <summary>How a cluster is that the state knows nothing of.</summary>
    protected static RecordedHealth HealthOf(Observation<TElement> observation) => observation switch
    {
        Observation<TElement>.Found found => new(found.Object.Element.ClusterUid, null),
        Observation<TElement>.Missing missing => new(missing.ClusterUid, null),
        Observation<TElement>.Failed failed => new(null, failed.Fault.Kind),
        _ => throw new InvalidOperationException($"an observation of no kind: {observation}"),
    };

    private static Dictionary<string, string> VeleroNamespaces(ConfiguredWorkspace workspace) =>
        workspace.Clusters.ToDictionary(static c => c.Key, static c => c.Value.VeleroNamespace, StringComparer.Ordinal);

    private void PlanUnknown(PlanContext context, TScope? scope)
    {
        PlanDerived(context, scope);
        PlanClusters(context, null);
    }

    private Diagnostic SkippedWhenPlanned(IReadOnlyDictionary<string, FaultKind> unhealthy, UnhealthyPolicy policy)
    {
        var clusters = Lines(unhealthy);
        return policy == UnhealthyPolicy.Fail
            ? new(TerraformPlugin.Framework.Severity.Error, "Unhealthy Cluster",
                $"These clusters did not answer, and the plan concerns them too:\n\n{clusters}\n\n"
                + "With unhealthy_clusters = \"fail\" nothing is written anywhere until they are back.",
                UnhealthyArgument)
            : new(TerraformPlugin.Framework.Severity.Warning, "Cluster Skipped",
                $"These clusters did not answer, and the plan concerns them too:\n\n{clusters}\n\n"
                + $"Their {Noun}s stay unchanged, and skipped_clusters names them. The next plan after they are back updates them.",
                UnhealthyArgument);
    }

    /// <summary>The fields that others may change.</summary>
    private StringSet IgnoredOf(TModel model) =>
        model.Get(Ignorable.Argument).TryGetKnown(out var ignored) ? StringSet.From(ignored) : StringSet.Empty;

    /// <summary>The kind of its objects: <c>Schedule</c>.</summary>
    protected abstract string Noun { get; }

    /// <summary>The argument that says what becomes of a cluster that does not answer.</summary>
    protected abstract SchemaAttribute UnhealthyArgument { get; }

    /// <summary>Asks the clusters that would be written on. The answers add diagnostics and change nothing planned.</summary>
    private async Task CheckAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        TScope scope,
        IEnumerable<string> write,
        IEnumerable<string> remove,
        ObjectMemory memory,
        IReadOnlyDictionary<string, TElement> elements,
        UnhealthyPolicy policy,
        CancellationToken cancellationToken)
    {
        var found = await FindOutAsync(scope, write, elements, keeps: true, workspace, null, cancellationToken);
        scope = found.Scope;
        var findings = new Diagnostics();
        var declaration = WithWriteOnly(scope.Declaration!, context.Config.Model<TModel>(), findings);
        var request = new ReconcileRequest<TDeclaration>
        {
            Declaration = declaration,
            Write = Targets.Connected(write.Where(scope.Targets!.Contains), workspace),
            Faults = found.Faults,
            Workspace = [.. workspace.Clusters.Values],
            Remove = Targets.Connected(remove, workspace),
            Known = memory.Known(elements),
            Own = new HashSet<string>([.. memory.Replaced, .. PlannedOf(workspace).Read], StringComparer.Ordinal),
            Replaced = memory.Replaced,
            Unhealthy = policy,
            Token = memory.Token,
        };
        findings.AddRange(
            [
                .. found.Findings,
                .. (await ReconcilerOf(workspace).DryRunAsync(request, cancellationToken)).Where(one => !IsMadeHere(one, workspace)),
            ],
            Paths, Called(context.Planned.Model<TModel>()));
        context.Diagnostics.AddRange(findings.Select(DestroyInstead.OnError));

        await ForeseeAsync(context, workspace, scope, request.Write, memory, cancellationToken);
    }
}
