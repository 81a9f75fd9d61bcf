using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary><c>workspace_backup_schedule</c>: one declared schedule, a Velero Schedule on every cluster.</summary>
internal sealed partial class ScheduleResource(TimeProvider time) : Resource<ScheduleModel>, IPlanStep, IImportState<ScheduleModel>,
    IMoveState<ScheduleModel>, IUpgradeState<ScheduleModel>, IDestroyPlanStep
{
    public override Schema Schema { get; } = new(ScheduleModel.Attributes)
    {
        // 1: compact entries of schedules, crons.
        Version = 1,
        ConfigValidators = [new ContentRules(), new CronRules(time)],
        Description = "Backs up the workspace's namespaces on a schedule: one Velero Schedule on each cluster of the workspace. "
            + "Velero runs the backups; destroying the resource deletes the Schedules and keeps every backup.",
    };

    public override async Task<ScheduleModel?> CreateAsync(
        CreateContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        Targets.CheckSome(scope.Targets, ScheduleModel.Clusters, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return null;
        }

        var memory = new ScheduleMemory { Token = InstanceToken.New() };
        var isPlanned = IsPlanned(planned);
        if (isPlanned && ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var pinned))
        {
            foreach (var cluster in planned.Skipped.Keys.Where(pinned.Health.ContainsKey))
            {
                memory.Health[cluster] = pinned.Health[cluster];
            }
        }

        using var limit = Limit(planned, TimeoutsModel.Create, cancellationToken);
        var result = await workspace.Schedules.CreateAsync(
            new()
            {
                Declaration = scope.Declaration!,
                Write = Targets.Connected(isPlanned ? planned.Elements.Keys : scope.Targets!, workspace),
                Workspace = [.. workspace.Clusters.Values],
                Unhealthy = planned.Policy,
                IsPlanned = isPlanned,
                Token = memory.Token,
            },
            limit.Token);
        context.Diagnostics.AddRange(result.Findings, SchedulePaths.Paths);

        var elements = new SortedDictionary<string, ScheduleElement>(StringComparer.Ordinal);
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
        return Resolved(planned, scope).WithClusters(elements, isPlanned ? planned.Skipped : Reasons(result.Skipped));
    }

    public override async Task<ScheduleModel?> UpdateAsync(
        UpdateContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var (planned, prior) = (context.Planned, context.Prior);
        if (!ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return prior;
        }

        var elements = new SortedDictionary<string, ScheduleElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);
        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return prior;
        }

        // What was planned as known is carried out as planned: a cluster that the plan skips is skipped even if it is
        // back, and one that the plan writes on is an error if it is gone.
        var isPlanned = IsPlanned(planned);
        var plannedElements = planned.Elements;
        IReadOnlyList<string> write = isPlanned
            ? [.. plannedElements.Where(e => !e.Value.Equals(elements.GetValueOrDefault(e.Key))).Select(static e => e.Key)]
            : scope.Targets!;
        if (isPlanned && write.Count > 0 && memory.Token is null)
        {
            // A new token goes to every Schedule, or destroying would leave those that do not carry it alone: after an
            // import, and where the provider was killed in an update, after which Terraform has no private state.
            write = [.. plannedElements.Keys.Where(cluster => !planned.Skipped.ContainsKey(cluster))];
        }

        if (write.Count > 0)
        {
            memory.Token ??= InstanceToken.New();
        }

        var leaving = elements.Keys.Except(scope.Targets!).ToList();
        using var limit = Limit(planned, TimeoutsModel.Update, cancellationToken);
        var remove = await ReachableAsync(leaving, elements, workspace, limit.Token);
        var result = await workspace.Schedules.UpdateAsync(
            new()
            {
                Declaration = Judged(scope, memory),
                Write = Targets.Connected(write, workspace),
                Workspace = [.. workspace.Clusters.Values],
                Remove = remove,
                Known = memory.Known(elements),
                Unhealthy = planned.Policy,
                IsPlanned = isPlanned,
                Token = memory.Token,
            },
            limit.Token);
        context.Diagnostics.AddRange(result.Findings, SchedulePaths.Paths);
        Take(result, elements, memory);
        Forget(leaving.Except(remove.Select(static c => c.Name)), workspace, elements, memory, context.Diagnostics);
        if (isPlanned)
        {
            ReportDifferences(plannedElements, elements, context.Diagnostics);
        }

        memory.PlanMark = null;
        memory.Replaced.Clear();
        memory.Write(context.Private);
        return Resolved(planned, scope).WithClusters(elements, isPlanned ? planned.Skipped : Reasons(result.Skipped));
    }

    public override async Task<ScheduleModel?> DeleteAsync(
        DeleteContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        if (!ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return prior;
        }

        var elements = new SortedDictionary<string, ScheduleElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);

        using var limit = Limit(prior, TimeoutsModel.Delete, cancellationToken);
        List<string> known = [.. elements.Keys];
        var reachable = await ReachableAsync(known, elements, workspace, limit.Token);
        var result = await workspace.Schedules.DeleteAsync(
            reachable,
            memory.Known(elements),
            memory.TokenOfDelete,
            limit.Token);
        context.Diagnostics.AddRange(result.Findings, SchedulePaths.Paths);
        Take(result, elements, memory);
        Forget(known.Except(reachable.Select(static c => c.Name)), workspace, elements, memory, context.Diagnostics);
        if (elements.Count == 0)
        {
            return null;
        }

        memory.Write(context.Private);
        return prior.WithClusters(elements, prior.Skipped);
    }

    public Task<ScheduleModel?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Version == 0 ? ScheduleUpgrade.FromVersion0(context.Json.Span) : null);

    /// <summary>The plan says of each cluster what becomes of it.</summary>
    private static bool IsPlanned(ScheduleModel planned) =>
        planned.Get(ScheduleModel.Schedules).IsKnown && planned.Get(ScheduleModel.SkippedClusters).IsKnown;

    /// <summary>At apply everything is known; if it is not, Terraform or this code is wrong.</summary>
    private static bool IsReady(ScheduleScope scope, ConfiguredWorkspace workspace, Diagnostics diagnostics)
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

    /// <summary>What was unknown when it was planned and follows from the arguments.</summary>
    private static ScheduleModel Resolved(ScheduleModel planned, ScheduleScope scope) => planned
        .With(ScheduleModel.Id, $"{scope.Declaration!.Workspace}/{scope.Declaration.Prefix}")
        .WithRaw(ScheduleModel.Crons, scope.Crons);

    private static CancellationTokenSource Limit(
        ScheduleModel model, SchemaAttribute<string> operation, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(TimeoutsModel.LimitOf(model.Get(ScheduleModel.Timeouts), operation));
        return source;
    }

    /// <summary>Takes over what the clusters answered; where that is not known, what was there stays.</summary>
    private static void Take(
        ReconcileResult<ScheduleElement> result, SortedDictionary<string, ScheduleElement> elements, ScheduleMemory memory)
    {
        foreach (var (cluster, observation) in result.Clusters)
        {
            switch (observation)
            {
                case Observation<ScheduleElement>.Found found:
                    elements[cluster] = found.Object.Element;
                    memory.Uids.Remove(cluster);
                    memory.Health[cluster] = new(found.Object.Element.ClusterUid, null);
                    break;
                case Observation<ScheduleElement>.Missing missing:
                    elements.Remove(cluster);
                    memory.Uids.Remove(cluster);
                    memory.Health[cluster] = new(missing.ClusterUid, null);
                    break;
                case Observation<ScheduleElement>.Failed failed:
                    memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    break;
            }
        }

        foreach (var (cluster, fault) in result.Skipped)
        {
            memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, fault.Kind);
        }
    }

    /// <summary>
    /// The clusters of a list, also those that stand under another name now: where the key of a cluster was renamed, what the
    /// state names is reached through the new one.
    /// </summary>
    private static async Task<IReadOnlyList<Cluster>> ReachableAsync(
        IReadOnlyList<string> names,
        IReadOnlyDictionary<string, ScheduleElement> elements,
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
    private static void Forget(
        IEnumerable<string> clusters,
        ConfiguredWorkspace workspace,
        SortedDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory,
        Diagnostics diagnostics)
    {
        var known = memory.Known(elements);
        var gone = clusters
            .Where(cluster => elements.ContainsKey(cluster) && !workspace.Clusters.ContainsKey(cluster))
            .ToList();
        diagnostics.AddRange(
            gone.Select(cluster => workspace.Schedules.Forget(cluster, known[cluster])), SchedulePaths.Paths);
        foreach (var cluster in gone)
        {
            elements.Remove(cluster);
            memory.Uids.Remove(cluster);
            memory.Health.Remove(cluster);
        }
    }

    private static SortedDictionary<string, string> Reasons(IReadOnlyDictionary<string, Fault> skipped) =>
        new(skipped.ToDictionary(static s => s.Key, static s => FaultReason.Of(s.Value.Kind)), StringComparer.Ordinal);

    /// <summary>
    /// Terraform calls a result that differs from the plan a bug of the provider. It is none when somebody changed the
    /// object in the same moment, so that is said instead.
    /// </summary>
    private static void ReportDifferences(
        IReadOnlyDictionary<string, ScheduleElement> planned,
        SortedDictionary<string, ScheduleElement> reached,
        Diagnostics diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            return;
        }

        foreach (var (cluster, element) in planned)
        {
            var now = reached.GetValueOrDefault(cluster);
            if (now is null || now != (element.Uid is null ? element with { Uid = now.Uid } : element))
            {
                diagnostics.AddError("Schedule Changed Meanwhile",
                    $"The Schedule \"{element.Name}\" on cluster \"{cluster}\" is not as planned after it was written: somebody else changed it "
                    + "in the same moment.\n\nApply again; if this comes back, look for a controller that manages the same Schedule.",
                    ScheduleModel.Schedules);
            }
        }
    }
}
