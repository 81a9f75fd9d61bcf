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
    private const string ToDestroy = "\n\nTo destroy instead: terraform destroy -refresh=false";

    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<ScheduleModel>();
        context.Planned.Set(ScheduleModel.Id,
            workspace.Name.TryGetKnown(out var name) && planned.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix)
                ? $"{name}/{prefix}"
                : Value<string>.Unknown);

        if (!ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            PlanUnknown(context, TerraformValue.Unknown(ScheduleModel.Crons.Type));
            return;
        }

        if (!CheckPrefix(context, workspace, planned, memory))
        {
            PlanUnknown(context, TerraformValue.Unknown(ScheduleModel.Crons.Type));
            return;
        }

        // Terraform plans a replacement as a create of its own, which is handed this plan's private state.
        if (context.Prior is not null && context.Replacements.Count > 0)
        {
            memory.Replaced.AddRange(memory.Known(context.Prior.Model<ScheduleModel>().Elements).Values
                .Select(static known => known.Uid).OfType<string>());
            memory.Write(context.Private);
            PlanUnknown(context, TerraformValue.Unknown(ScheduleModel.Crons.Type));
            return;
        }

        var found = new Diagnostics();
        var scope = ScheduleScope.Of(planned, workspace, found);
        if (context.Prior is null)
        {
            Targets.CheckSome(scope.Targets, ScheduleModel.Clusters, found);
        }

        if (found.HasErrors)
        {
            // A destroy plans first what there is: what the apply of a change would refuse must not stand in its way.
            Refuse(context, found);
            PlanUnknown(context, scope.Crons);
            return;
        }

        context.Planned.SetRaw(ScheduleModel.Crons, scope.Crons);
        if (context.Prior is null)
        {
            PlanUnknown(context, scope.Crons);
            if (scope.IsKnown)
            {
                await PinAsync(context, workspace, scope, memory, cancellationToken);
                await CheckAsync(context, workspace, scope, scope.Targets, [], memory, new Dictionary<string, ScheduleElement>(),
                    planned.Policy, cancellationToken);
            }

            return;
        }

        var prior = context.Prior.Model<ScheduleModel>();
        var elements = prior.Elements;
        var leaving = scope.Targets is null ? [] : elements.Keys.Except(scope.Targets).ToList();
        ReportGone(workspace, leaving, elements, memory, context.Diagnostics);
        var plan = scope.IsKnown
            ? ReconcilePlan<ScheduleElement>.Of(
                workspace.Schedules.Kind,
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
            PlanUnknown(context, scope.Crons);
            return;
        }

        context.Planned.Set(ScheduleModel.Schedules, ScheduleModel.ToValue(plan.Elements, plan.Made));
        context.Planned.Set(ScheduleModel.SkippedClusters, Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));
        if (plan.Unhealthy.Count > 0)
        {
            context.Diagnostics.Add(SkippedWhenPlanned(plan.Unhealthy, planned.Policy));
        }

        if (plan.Elements.Count == 0 && plan.Skipped.Count == 0)
        {
            context.Diagnostics.AddWarning("Nothing Backed Up",
                $"No cluster is left for the schedule \"{prior.Get(ScheduleModel.Prefix)}\": every cluster that it is for is detached. "
                + "Its Schedules are deleted, the backups stay, and nothing is backed up.\n\nRemove the resource, or attach a cluster again (detached = false).",
                ScheduleModel.Clusters);
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
    public Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var elements = context.Prior.Model<ScheduleModel>().Elements;
        if (ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            ReportGone(workspace, [.. elements.Keys], elements, memory, context.Diagnostics);
            if (memory is { IsForeign: true, Token: null })
            {
                context.Diagnostics.AddWarning("Schedule Of Another Owner Imported",
                    $"The Schedules of \"{context.Prior.Model<ScheduleModel>().Get(ScheduleModel.Prefix)}\" were imported from another owner, and "
                    + "nothing has been written to them since: those that carry another's token are left where they are and go on making backups.\n\n"
                    + $"To delete them too, forget the resource (terraform state rm), import it with an id that ends in {ScheduleImportId.Adopt}, and "
                    + "destroy it then.",
                    ScheduleModel.Schedules);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Two resources of one prefix would write the same Schedules, and each repair what the other wrote.</summary>
    private static bool CheckPrefix(
        PlanContext context, ConfiguredWorkspace workspace, ScheduleModel planned, ScheduleMemory memory)
    {
        if (!planned.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix))
        {
            return true;
        }

        if (context.Prior is not null && memory.Token is null && memory.PlanMark is null)
        {
            memory.PlanMark = InstanceToken.New();
            memory.Write(context.Private);
        }

        if (workspace.PlannedSchedules.TryPlan(prefix, memory.Token ?? memory.PlanMark ?? InstanceToken.New()))
        {
            return true;
        }

        context.Diagnostics.AddError("Prefix Used Twice",
            $"Another workspace_backup_schedule of this configuration has the prefix \"{prefix}\" too. Both would write the Schedules "
            + $"\"{prefix}-<cluster>\", and each would undo what the other wrote. Nothing was written.\n\nGive one of the two another prefix."
            + ToDestroy,
            ScheduleModel.Prefix);
        return false;
    }

    /// <summary>Of what exists a destroy may be planned too: there it only warns, and the apply of a change refuses it.</summary>
    private static void Refuse(PlanContext context, Diagnostics found)
    {
        foreach (var diagnostic in found)
        {
            context.Diagnostics.Add(context.Prior is null
                ? diagnostic with { Detail = diagnostic.Detail + ToDestroy }
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
    private static void ReportGone(
        ConfiguredWorkspace workspace,
        IReadOnlyList<string> leaving,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory,
        Diagnostics diagnostics)
    {
        var known = memory.Known(elements);
        var reachable = memory.Health.Where(health => workspace.Clusters.ContainsKey(health.Key))
            .Select(static health => health.Value.ClusterUid).ToHashSet(StringComparer.Ordinal);
        diagnostics.AddRange(
            leaving
                .Where(cluster => !workspace.AreClustersUnknown && !workspace.Clusters.ContainsKey(cluster)
                    && !workspace.UnknownClusters.Contains(cluster) && !reachable.Contains(known[cluster].ClusterUid))
                .Select(cluster => workspace.Schedules.Forget(cluster, known[cluster])),
            SchedulePaths.Paths);
    }

    /// <summary>
    /// Where the private state of the first plan comes back with the one that is made again at apply, a create shows what becomes
    /// of each cluster: how they were is recorded by the first plan and holds for both.
    /// </summary>
    private static async Task PinAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        ScheduleScope scope,
        ScheduleMemory memory,
        CancellationToken cancellationToken)
    {
        if (!context.ClientCapabilities.StorePlannedPrivate)
        {
            return;
        }

        memory.Health.Clear();
        if (context.PlannedPrivate is not { } announced)
        {
            await ObserveTargetsAsync(workspace, scope, memory, cancellationToken);
        }
        else if (ScheduleMemory.TryRead(announced, context.Diagnostics, out var first))
        {
            foreach (var (cluster, health) in first.Health)
            {
                memory.Health[cluster] = health;
            }
        }

        memory.Write(context.Private);
        var plan = ReconcilePlan<ScheduleElement>.Of(
            workspace.Schedules.Kind,
            scope.Declaration!,
            scope.Targets!,
            VeleroNamespaces(workspace),
            new Dictionary<string, ScheduleElement>(),
            StringMap.Empty,
            memory.Health,
            new Dictionary<string, KnownObject>(),
            isTagged: true);

        // Where no cluster is left, or one refuses to be looked at, there is nothing to announce: the checks say so.
        if (plan is not null && plan.Elements.Count > 0 && plan.Write.All(plan.Elements.ContainsKey))
        {
            context.Planned.Set(ScheduleModel.Schedules, ScheduleModel.ToValue(plan.Elements, plan.Made));
            context.Planned.Set(ScheduleModel.SkippedClusters, Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));
        }
    }

    /// <summary>Records how the clusters are that a new schedule is for; the checks after it ask nothing twice.</summary>
    private static async Task ObserveTargetsAsync(
        ConfiguredWorkspace workspace, ScheduleScope scope, ScheduleMemory memory, CancellationToken cancellationToken)
    {
        var observed = await workspace.Schedules.ObserveAsync(
            [.. Targets.Connected(scope.Targets!, workspace).Select(cluster => new ObjectReference(
                cluster, ScheduleNames.For(scope.Declaration!.Prefix, cluster.Name), cluster.VeleroNamespace, StringSet.Empty))],
            cancellationToken);
        foreach (var (cluster, observation) in observed)
        {
            memory.Health[cluster] = observation switch
            {
                Observation<ScheduleElement>.Found found => new(found.Object.Element.ClusterUid, null),
                Observation<ScheduleElement>.Missing missing => new(missing.ClusterUid, null),
                Observation<ScheduleElement>.Failed failed => new(null, failed.Fault.Kind),
                _ => throw new InvalidOperationException($"an observation of no kind: {observation}"),
            };
        }
    }

    private static Dictionary<string, string> VeleroNamespaces(ConfiguredWorkspace workspace) =>
        workspace.Clusters.ToDictionary(static c => c.Key, static c => c.Value.VeleroNamespace, StringComparer.Ordinal);

    private static void PlanUnknown(PlanContext context, TerraformValue crons)
    {
        context.Planned.SetRaw(ScheduleModel.Crons, crons);
        context.Planned.Set(ScheduleModel.Schedules, Value<IReadOnlyDictionary<string, ScheduleElementModel>>.Unknown);
        context.Planned.Set(ScheduleModel.SkippedClusters, Value<IReadOnlyDictionary<string, string>>.Unknown);
    }

    private static Diagnostic SkippedWhenPlanned(IReadOnlyDictionary<string, FaultKind> unhealthy, UnhealthyPolicy policy)
    {
        var clusters = string.Join('\n', unhealthy.Take(NameList.Named).Select(static c => $"  {c.Key}: {FaultReason.Of(c.Value)}"))
            + (unhealthy.Count > NameList.Named ? $"\n  and {unhealthy.Count - NameList.Named} more" : "");
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
            Own = new HashSet<string>([.. memory.Replaced, .. workspace.PlannedSchedules.Read], StringComparer.Ordinal),
            Unhealthy = policy,
            Token = memory.Token,
        };
        var findings = new Diagnostics();
        findings.AddRange(await workspace.Schedules.DryRunAsync(request, cancellationToken), SchedulePaths.Paths);
        foreach (var found in findings)
        {
            context.Diagnostics.Add(found.Severity == TerraformPlugin.Framework.Severity.Error
                ? found with { Detail = found.Detail + ToDestroy }
                : found);
        }
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
