using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

internal sealed partial class ScheduleResource
{
    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<ScheduleModel>();
        context.Planned.Set(ScheduleModel.Id,
            workspace.Name.TryGetKnown(out var name) && planned.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix)
                ? $"{name}/{prefix}"
                : Value<string>.Unknown);

        // Terraform plans a replacement as a create of its own.
        if (context.Prior is not null && context.Replacements.Count > 0)
        {
            PlanUnknown(context, TerraformValue.Unknown(ScheduleModel.Crons.Type));
            return;
        }

        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        if (context.Prior is null)
        {
            Targets.CheckSome(scope.Targets, ScheduleModel.Clusters, context.Diagnostics);
        }

        if (context.Diagnostics.HasErrors)
        {
            return;
        }

        context.Planned.SetRaw(ScheduleModel.Crons, scope.Crons);
        if (context.Prior is null)
        {
            PlanUnknown(context, scope.Crons);
            if (scope.IsKnown)
            {
                await CheckAsync(context, workspace, scope, scope.Targets, [], new(), new Dictionary<string, ScheduleElement>(),
                    planned.Policy, cancellationToken);
            }

            return;
        }

        var prior = context.Prior.Model<ScheduleModel>();
        var memory = ScheduleMemory.Read(context.Private);
        var elements = prior.Elements;
        var plan = scope.IsKnown
            ? ReconcilePlan<ScheduleElement>.Of(
                workspace.Schedules.Kind,
                scope.Declaration,
                scope.Targets,
                workspace.Clusters.ToDictionary(static c => c.Key, static c => c.Value.VeleroNamespace, StringComparer.Ordinal),
                elements,
                prior.Skipped,
                memory.Health,
                memory.Known(elements),
                memory.Token is not null)
            : null;
        if (plan is null)
        {
            PlanUnknown(context, scope.Crons);
            return;
        }

        context.Planned.Set(ScheduleModel.Schedules, ScheduleModel.ToValue(plan.Elements, plan.Made));
        context.Planned.Set(ScheduleModel.SkippedClusters, Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));
        if (plan.Unhealthy.Count > 0)
        {
            context.Diagnostics.Add(SkippedWhenPlanned(plan.Unhealthy, planned.Policy));
        }

        var leaving = elements.Keys.Except(scope.Targets!).ToList();
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

    private static void PlanUnknown(PlanContext context, TerraformValue crons)
    {
        context.Planned.SetRaw(ScheduleModel.Crons, crons);
        context.Planned.Set(ScheduleModel.Schedules, Value<IReadOnlyDictionary<string, ScheduleElementModel>>.Unknown);
        context.Planned.Set(ScheduleModel.SkippedClusters, Value<IReadOnlyDictionary<string, string>>.Unknown);
    }

    private static Diagnostic SkippedWhenPlanned(IReadOnlyDictionary<string, FaultKind> unhealthy, UnhealthyPolicy policy)
    {
        var clusters = string.Join('\n', unhealthy.Select(static c => $"  {c.Key}: {FaultReason.Of(c.Value)}"));
        return policy == UnhealthyPolicy.Fail
            ? new(TerraformPlugin.Framework.Severity.Error, "Unhealthy Cluster",
                $"These clusters did not answer, and what is planned concerns them too:\n\n{clusters}\n\n"
                + "With unhealthy_clusters = \"fail\" nothing is written anywhere until they are back.",
                ScheduleModel.UnhealthyClusters)
            : new(TerraformPlugin.Framework.Severity.Warning, "Cluster Skipped",
                $"These clusters did not answer, and what is planned concerns them too:\n\n{clusters}\n\n"
                + "Their Schedules stay as they are, and they are named in skipped_clusters; the next plan after their recovery brings them up to date.",
                ScheduleModel.UnhealthyClusters);
    }

    /// <summary>Asks the clusters that would be written on. The answers add diagnostics and change nothing planned.</summary>
    private static async Task CheckAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        ScheduleScope scope,
        IEnumerable<string> write,
        IEnumerable<string> remove,
        ScheduleMemory memory,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        UnhealthyPolicy policy,
        CancellationToken cancellationToken)
    {
        var request = new ReconcileRequest<ScheduleDeclaration>
        {
            Declaration = scope.Declaration!,
            Write = Targets.Connected(write, workspace),
            Workspace = [.. workspace.Clusters.Values],
            Remove = Targets.Connected(remove, workspace),
            Known = memory.Known(elements),
            Unhealthy = policy,
            Token = memory.Token,
        };
        context.Diagnostics.AddRange(
            await workspace.Schedules.DryRunAsync(request, cancellationToken), SchedulePaths.Paths);
        await ForeseeAsync(context, workspace, scope, request.Write, memory, cancellationToken);
    }

    /// <summary>What the versions of Velero make of the schedule, on clusters that are not written on too.</summary>
    private static async Task ForeseeAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        ScheduleScope scope,
        IReadOnlyList<Cluster> written,
        ScheduleMemory memory,
        CancellationToken cancellationToken) =>
        context.Diagnostics.AddRange(
            await workspace.ScheduleVersions.ForeseeAsync(Judged(scope, memory), written, cancellationToken),
            SchedulePaths.Paths);

    /// <summary>The declaration, with the versions of Velero that are known.</summary>
    private static ScheduleDeclaration Judged(ScheduleScope scope, ScheduleMemory memory) =>
        scope.Declaration! with { Versions = new StringMap(memory.Versions) };
}
