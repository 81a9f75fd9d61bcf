using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

internal sealed partial class ScheduleResource
{
    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<ScheduleModel>();
        context.Planned.Set(ScheduleModel.IdAttribute,
            workspace.Name.TryGetKnown(out var name) && planned.Prefix.TryGetKnown(out var prefix)
                ? $"{name}/{prefix}"
                : Value<string>.Unknown);

        // Terraform plans a replacement as a create of its own.
        if (context.Prior is not null && context.Replacements.Count > 0)
        {
            PlanUnknown(context);
            return;
        }

        var scope = ScheduleScope.Of(planned, workspace, context.Diagnostics);
        if (context.Diagnostics.HasErrors)
        {
            return;
        }

        if (context.Prior is null)
        {
            PlanUnknown(context);
            if (scope.IsKnown)
            {
                await CheckAsync(context, workspace, scope, scope.Targets, [], new(), new Dictionary<string, ScheduleElement>(),
                    planned.Policy, cancellationToken);
            }

            return;
        }

        var prior = context.Prior.Model<ScheduleModel>();
        var memory = ScheduleMemory.Read(context.Private);
        var plan = scope.IsKnown
            ? SchedulePlan.Of(
                scope.Targets,
                workspace.Clusters.ToDictionary(static c => c.Key, static c => c.Value.VeleroNamespace, StringComparer.Ordinal),
                scope.Declaration,
                prior,
                memory,
                IsRenamed(prior, scope))
            : null;
        if (plan is null)
        {
            PlanUnknown(context);
            return;
        }

        context.Planned.Set(ScheduleModel.SchedulesAttribute, ScheduleModel.ToValue(plan.Elements));
        context.Planned.Set(ScheduleModel.SkippedClustersAttribute, Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));

        foreach (var (cluster, kind) in plan.Unhealthy)
        {
            var isError = planned.Policy == UnhealthyPolicy.Fail;
            context.Diagnostics.Add(new Diagnostic(
                isError ? TerraformPlugin.Framework.Severity.Error : TerraformPlugin.Framework.Severity.Warning,
                isError ? "Unhealthy Cluster" : "Cluster Skipped",
                $"Cluster \"{cluster}\" did not answer: {FaultReason.Of(kind)}. What is planned concerns it too. "
                + (isError
                    ? "With unhealthy_clusters = \"fail\" nothing is written anywhere until it is back."
                    : "Its Schedule stays as it is, and it is named in skipped_clusters; the next plan after its recovery brings it up to date."),
                ScheduleModel.UnhealthyClustersAttribute));
        }

        var leaving = prior.Elements.Keys.Except(scope.Targets!).ToList();
        if (plan.Write.Count > 0 || leaving.Count > 0)
        {
            await CheckAsync(
                context, workspace, scope, plan.Write, leaving, memory, prior.Elements, UnhealthyPolicy.Skip, cancellationToken);
        }
    }

    /// <summary>The workspace has another name, so that our labels change on every cluster.</summary>
    private static bool IsRenamed(ScheduleModel prior, ScheduleScope scope) =>
        prior.Id.TryGetKnown(out var id) && id != Id(scope.Declaration!);

    private static string Id(ScheduleDeclaration declaration) => $"{declaration.Workspace}/{declaration.Prefix}";

    private static void PlanUnknown(PlanContext context)
    {
        context.Planned.Set(ScheduleModel.SchedulesAttribute, Value<IReadOnlyDictionary<string, ScheduleElementModel>>.Unknown);
        context.Planned.Set(ScheduleModel.SkippedClustersAttribute, Value<IReadOnlyDictionary<string, string>>.Unknown);
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
        var request = new ScheduleRequest
        {
            Declaration = scope.Declaration!,
            Write = ScheduleScope.Connected(write, workspace),
            Workspace = [.. workspace.Clusters.Values],
            Remove = ScheduleScope.Connected(remove, workspace),
            Known = Known(elements, memory),
            Unhealthy = policy,
            InstanceToken = memory.Token,
        };
        context.Diagnostics.AddRange(
            await workspace.Schedules.DryRunAsync(request, cancellationToken), SchedulePaths.Paths);
    }
}
