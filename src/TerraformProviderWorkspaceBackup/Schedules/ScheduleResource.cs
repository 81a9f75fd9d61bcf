using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary><c>workspace_backup_schedule</c>: one declared schedule, a Velero Schedule on every cluster.</summary>
internal sealed partial class ScheduleResource : Resource<ScheduleModel>, IPlanStep, IImportState<ScheduleModel>,
    IMoveState<ScheduleModel>
{
    public override Schema Schema { get; } = new(ScheduleModel.Attributes)
    {
        ConfigValidators = [new ContentRules(), new CronRules()],
        Description = "Backs up the workspace's namespaces on a schedule: one Velero Schedule on each cluster of the workspace. "
            + "Velero runs the backups; destroying the resource deletes the Schedules and keeps every backup.",
    };

    public override async Task<ScheduleModel?> CreateAsync(
        CreateContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return null;
        }

        var memory = new ScheduleMemory { Token = ScheduleService.NewInstanceToken() };
        using var limit = Limit(planned, static t => t.Create, cancellationToken);
        var result = await workspace.Schedules.CreateAsync(
            new()
            {
                Declaration = scope.Declaration!,
                Write = ScheduleScope.Connected(scope.Targets!, workspace),
                Workspace = [.. workspace.Clusters.Values],
                Unhealthy = planned.Policy,
                InstanceToken = memory.Token,
            },
            limit.Token);
        context.Diagnostics.AddRange(result.Findings, SchedulePaths.Paths);

        var elements = new SortedDictionary<string, ScheduleElement>(StringComparer.Ordinal);
        Take(result, elements, memory);
        if (elements.Count == 0)
        {
            return null;
        }

        memory.Write(context.Private);
        return Identified(planned, scope.Declaration!).With(elements, Reasons(result.Skipped));
    }

    public override async Task<ScheduleModel?> UpdateAsync(
        UpdateContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var (planned, prior) = (context.Planned, context.Prior);
        var memory = ScheduleMemory.Read(context.Private);
        var elements = new SortedDictionary<string, ScheduleElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);
        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        if (!IsReady(scope, workspace, context.Diagnostics))
        {
            return prior;
        }

        // What was planned as known is carried out as planned: a cluster that the plan skips is skipped even if it is
        // back, and one that the plan writes on is an error if it is gone.
        var isPlanned = planned.Schedules.IsKnown && planned.SkippedClusters.IsKnown;
        var plannedElements = planned.Elements;

        // A new token goes to every Schedule, or destroying would leave those that do not carry it alone: after an import,
        // and where the provider was killed in an update, after which Terraform has no private state.
        var writesAll = memory.Token is null || IsRenamed(prior, scope);
        var write = isPlanned
            ? plannedElements
                .Where(e => writesAll
                    ? !planned.SkippedClusters.Known.ContainsKey(e.Key)
                    : !e.Value.Equals(elements.GetValueOrDefault(e.Key)))
                .Select(static e => e.Key)
            : scope.Targets!;
        var leaving = elements.Keys.Except(scope.Targets!).ToList();
        memory.Token ??= ScheduleService.NewInstanceToken();

        using var limit = Limit(planned, static t => t.Update, cancellationToken);
        var result = await workspace.Schedules.UpdateAsync(
            new()
            {
                Declaration = scope.Declaration!,
                Write = ScheduleScope.Connected(write, workspace),
                Workspace = [.. workspace.Clusters.Values],
                Remove = ScheduleScope.Connected(leaving, workspace),
                Known = Known(elements, memory),
                Unhealthy = isPlanned ? UnhealthyPolicy.Skip : planned.Policy,
                InstanceToken = memory.Token,
            },
            limit.Token);
        context.Diagnostics.AddRange(
            isPlanned ? result.Findings.Where(static f => f.Kind != FindingKind.ClusterSkipped) : result.Findings,
            SchedulePaths.Paths);
        Take(result, elements, memory);

        foreach (var cluster in leaving.Where(cluster => !workspace.Clusters.ContainsKey(cluster)))
        {
            Forget(cluster, elements, memory, context.Diagnostics);
        }

        IReadOnlyDictionary<string, string> skipped = isPlanned ? planned.SkippedClusters.Known : Reasons(result.Skipped);
        if (isPlanned)
        {
            foreach (var fault in result.Skipped.Values)
            {
                context.Diagnostics.Add(Findings.Of(fault, TerraformPlugin.Framework.Severity.Error, SchedulePaths.Paths));
            }

            ReportDifferences(plannedElements, elements, context.Diagnostics);
        }

        memory.Write(context.Private);
        return Identified(planned, scope.Declaration!).With(elements, skipped);
    }

    public override async Task<ScheduleModel?> DeleteAsync(
        DeleteContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        var memory = ScheduleMemory.Read(context.Private);
        var elements = new SortedDictionary<string, ScheduleElement>(prior.Elements.ToDictionary(), StringComparer.Ordinal);

        using var limit = Limit(prior, static t => t.Delete, cancellationToken);
        var result = await workspace.Schedules.DeleteAsync(
            ScheduleScope.Connected(elements.Keys, workspace), Known(elements, memory), memory.Token, limit.Token);
        context.Diagnostics.AddRange(result.Findings, SchedulePaths.Paths);
        Take(result, elements, memory);

        foreach (var cluster in elements.Keys.Where(cluster => !workspace.Clusters.ContainsKey(cluster)).ToList())
        {
            Forget(cluster, elements, memory, context.Diagnostics);
        }

        if (elements.Count == 0)
        {
            return null;
        }

        memory.Write(context.Private);
        return prior.With(elements, prior.SkippedClusters.IsKnown ? prior.SkippedClusters.Known : Reasons(result.Skipped));
    }

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
                + "If a cluster's connection comes from a resource that this configuration creates, apply that resource first (terraform apply -target).");
            return false;
        }

        return true;
    }

    private static ScheduleModel Identified(ScheduleModel planned, ScheduleDeclaration declaration) =>
        planned with { Id = Id(declaration) };

    private static CancellationTokenSource Limit(
        ScheduleModel model, Func<TimeoutsModel, Value<string>> operation, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(TimeoutsModel.Of(model.Timeouts, operation));
        return source;
    }

    /// <summary>Takes over what the clusters answered; where that is not known, what was there stays.</summary>
    private static void Take(
        ScheduleResult result, SortedDictionary<string, ScheduleElement> elements, ScheduleMemory memory)
    {
        foreach (var (cluster, observation) in result.Clusters)
        {
            switch (observation)
            {
                case ScheduleObservation.Found found:
                    elements[cluster] = found.Schedule.Element;
                    memory.Known[cluster] = found.Schedule.ToKnown();
                    memory.Health[cluster] = new(found.Schedule.Element.ClusterUid, null);
                    break;
                case ScheduleObservation.Missing missing:
                    elements.Remove(cluster);
                    memory.Known.Remove(cluster);
                    memory.Health[cluster] = new(missing.ClusterUid, null);
                    break;
                case ScheduleObservation.Failed failed:
                    memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    break;
            }
        }

        foreach (var (cluster, fault) in result.Skipped)
        {
            memory.Health[cluster] = new(elements.GetValueOrDefault(cluster)?.ClusterUid, fault.Kind);
        }
    }

    private static Dictionary<string, KnownSchedule> Known(
        IReadOnlyDictionary<string, ScheduleElement> elements, ScheduleMemory memory) =>
        elements.ToDictionary(
            static e => e.Key,
            e => memory.Known.GetValueOrDefault(e.Key)
                ?? new KnownSchedule(
                    e.Value.Name, e.Value.VeleroNamespace, e.Value.ClusterUid, null, StringSet.From(e.Value.Labels.Keys)),
            StringComparer.Ordinal);

    private static void Forget(
        string cluster, SortedDictionary<string, ScheduleElement> elements, ScheduleMemory memory, Diagnostics diagnostics)
    {
        diagnostics.Add(ScheduleService.Forget(cluster, Known(elements, memory)[cluster]), SchedulePaths.Paths);
        elements.Remove(cluster);
        memory.Known.Remove(cluster);
        memory.Health.Remove(cluster);
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
            if (!element.Equals(reached.GetValueOrDefault(cluster)))
            {
                diagnostics.AddError("Schedule Changed Meanwhile",
                    $"The Schedule \"{element.Name}\" on cluster \"{cluster}\" is not as planned after it was written: somebody else changed it "
                    + "in the same moment.\n\nRun terraform apply again; if this comes back, look for a controller that manages the same Schedule.",
                    ScheduleModel.SchedulesAttribute);
            }
        }
    }
}
