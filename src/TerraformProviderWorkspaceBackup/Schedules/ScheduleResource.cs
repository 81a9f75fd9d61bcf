using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary><c>workspace_backup_schedule</c>: one declared schedule, a Velero Schedule on every cluster.</summary>
internal sealed partial class ScheduleResource(TimeProvider time)
    : ReconciledResource<ScheduleModel, ScheduleScope, ScheduleDeclaration, ScheduleElement>, IUpgradeState<ScheduleModel>
{
    public override Schema Schema { get; } = new(ScheduleModel.Attributes)
    {
        // 1: compact entries of schedules, crons.
        Version = 1,
        ConfigValidators =
        [
            new ContentRules(), new CronRules(time), ConfigValidators.Conflicting(ContentAttributes.Namespaces, NamespaceSelector.Argument),
        ],
        Description = "Backs up the workspace's namespaces on a schedule. There is one Velero Schedule on each cluster of the workspace. "
            + "Velero runs the backups; destroying the resource deletes the Schedules and keeps every backup.",
    };

    protected override string Noun => "Schedule";

    protected override ReconciledWords Words { get; } = new(
        Changed: "Schedule Changed By Others",
        Deleted: "Schedule Deleted By Others",
        Recreated: "Schedule Made Anew By Others",
        ChangedMeanwhile: "Schedule Changed Meanwhile",
        ReplacedIsGone: "Replaced Schedule Is Gone",
        NotOfKind: "Not A Schedule",
        MovedAmbiguous: "Moved Schedule Is Ambiguous",
        MovedNotFound: "Moved Schedule Not Found",
        Lost: "nothing is backed up there",
        Left: "left where they are and go on making backups");

    protected override AttributePaths Paths => SchedulePaths.Paths;

    protected override SchemaAttribute ClustersArgument => ScheduleModel.Clusters;

    protected override (IgnoreDrift Names, SchemaAttribute<IReadOnlySet<string>> Argument) Ignorable =>
        (ScheduleModel.Ignorable, ScheduleModel.IgnoreDrift);

    protected override SchemaAttribute UnhealthyArgument => ScheduleModel.UnhealthyClusters;

    protected override SchemaAttribute ElementsAttribute => ScheduleModel.Schedules;

    public Task<ScheduleModel?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Version == 0 ? ScheduleUpgrade.FromVersion0(context.Json.Span) : null);

    protected override Reconciler<ScheduleDeclaration, ScheduleElement> ReconcilerOf(ConfiguredWorkspace workspace) =>
        workspace.Schedules;

    protected override PlannedHere PlannedOf(ConfiguredWorkspace workspace) => workspace.PlannedSchedules;

    protected override ScheduleScope ScopeOf(
        ScheduleModel model, ScheduleModel? prior, ConfiguredWorkspace workspace, Diagnostics diagnostics) =>
        ScheduleScope.Of(model, workspace, diagnostics);

    protected override Task<string> LossAsync(
        ScheduleModel deleted, IReadOnlyList<Cluster> clusters, ConfiguredWorkspace workspace, CancellationToken cancellationToken) =>
        Task.FromResult(
            $"This apply has deleted the Schedules of \"{NameOf(deleted)}\" on {ClustersOf(clusters)} to make them anew, and could not: nothing is backed "
            + "up through them. The backups are still there.\n\nRemove the cause, or go back to the former arguments, and apply again.");

    protected override ScheduleElement WithUid(ScheduleElement element, string? uid) => element with { Uid = uid };

    protected override Value<string> NameOf(ScheduleModel model) => model.Get(ScheduleModel.Prefix);

    /// <summary>The declaration, with the versions of Velero that are known.</summary>
    protected override ScheduleDeclaration Judged(ScheduleScope scope, ObjectMemory memory) =>
        scope.Declaration! with { Versions = new StringMap(memory.Versions) };

    protected override ScheduleModel Resolved(ScheduleModel planned, ScheduleScope scope) => planned
        .With(ScheduleModel.Id, $"{scope.Declaration!.Workspace}/{scope.Declaration.Prefix}")
        .WithRaw(ScheduleModel.Crons, scope.Crons);

    protected override void PlanId(PlanContext context, Value<string> id) => context.Planned.Set(ScheduleModel.Id, id);

    protected override void PlanDerived(PlanContext context, ScheduleScope? scope) => context.Planned.SetRaw(
        ScheduleModel.Crons, scope?.Crons ?? TerraformValue.Unknown(ScheduleModel.Crons.Type));

    protected override void PlanClusters(PlanContext context, ReconcilePlan<ScheduleElement>? plan)
    {
        context.Planned.Set(ScheduleModel.Schedules, plan is null
            ? Value<IReadOnlyDictionary<string, ScheduleElementModel>>.Unknown
            : ScheduleModel.ToValue(plan.Elements, plan.Made));
        context.Planned.Set(ScheduleModel.SkippedClusters, plan is null
            ? Value<IReadOnlyDictionary<string, string>>.Unknown
            : Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));
    }

    /// <summary>What the versions of Velero make of the schedule, on clusters that are not written on too.</summary>
    protected override async Task ForeseeAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        ScheduleScope scope,
        IReadOnlyList<Cluster> written,
        ObjectMemory memory,
        CancellationToken cancellationToken)
    {
        context.Diagnostics.AddRange(
            await workspace.ScheduleVersions.ForeseeAsync(Judged(scope, memory), written, cancellationToken),
            SchedulePaths.Paths);

        // What is written is looked at before, and what this plan makes will be there.
        if (context.Prior?.Model<ScheduleModel>() is { } prior && NameOf(prior).TryGetKnown(out var name))
        {
            context.Diagnostics.AddRange(
                workspace.FoundLocations.GetValueOrDefault(name, []).Where(found => scope.Targets!.Contains(found.Cluster)
                    && written.All(cluster => cluster.Name != found.Cluster) && !IsMadeHere(found, workspace)),
                SchedulePaths.Paths);
        }
    }

    /// <summary>
    /// Records which Velero runs where, when the schedule means something else in another: what the plan is made from.
    /// </summary>
    protected override async Task RecordAsync(
        ScheduleModel state, ConfiguredWorkspace workspace, ObjectMemory memory, CancellationToken cancellationToken)
    {
        var zone = state.Get(ScheduleModel.TimeZone);
        if (!state.Get(ScheduleModel.Schedule).TryGetKnown(out var schedule) || zone.IsUnknown)
        {
            return;
        }

        var versions = await workspace.ScheduleVersions.AskAsync(
            schedule, zone.IsNull ? null : zone.Known, [.. workspace.Clusters.Values], cancellationToken);
        foreach (var (cluster, version) in versions)
        {
            memory.Versions[cluster] = version;
        }
    }

    /// <summary>The cron texts that are not as declared, as the versions of Velero read them.</summary>
    protected override async Task<IReadOnlyList<Finding>> ForeseeFoundAsync(
        ScheduleModel state,
        IReadOnlyDictionary<string, ScheduleElement> found,
        ConfiguredWorkspace workspace,
        ObjectMemory memory,
        CancellationToken cancellationToken)
    {
        if (NameOf(state).TryGetKnown(out var name))
        {
            // Whether it is still so after the apply, only the plan knows, and that asks nothing.
            var locations = found
                .Where(one => memory.Health.TryGetValue(one.Key, out var health) && health.IsOk)
                .SelectMany(one => Targets.Connected([one.Key], workspace).Select(cluster => (
                    Cluster: cluster with { VeleroNamespace = one.Value.VeleroNamespace },
                    Schedule: one.Value.Name,
                    Location: one.Value.Settings.GetValueOrDefault(ContentAttributes.BackupLocation.Name) ?? "")))
                .Where(static one => one.Location.Length > 0);
            workspace.FoundLocations[name] = await ScheduleLocations.FindAsync([.. locations], cancellationToken);
        }

        return await workspace.ScheduleVersions.ForeseeFoundAsync(
            state.Get(ScheduleModel.Crons).TryGetKnown(out var crons)
                ? found
                    .Where(entry => crons.TryGetValue(entry.Key, out var declared) && declared != entry.Value.Schedule
                        && workspace.Clusters.ContainsKey(entry.Key))
                    .ToDictionary(entry => workspace.Clusters[entry.Key], static entry => entry.Value.Schedule)
                : [],
            memory.Versions,
            cancellationToken);
    }

    /// <summary>This process has planned the location that is missing now.</summary>
    protected override bool IsMadeHere(Finding finding, ConfiguredWorkspace workspace) => workspace.MakesLocation(finding);

    protected override string? NameOn(ScheduleModel state, string cluster) =>
        state.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix) ? ScheduleNames.For(prefix, cluster) : null;

    protected override IEnumerable<string> LabelKeys(ScheduleModel state) =>
        state.Get(ScheduleModel.Labels).TryGetKnown(out var declared) ? declared.Keys : [];

    protected override Value<IReadOnlySet<string>> ChosenClusters(ScheduleModel state) => state.Get(ScheduleModel.Clusters);

    /// <summary>States of 0.1 do not have the crons, and neither has an import.</summary>
    protected override ScheduleModel Filled(ScheduleModel state, IReadOnlyDictionary<string, ScheduleElement> elements) =>
        state.Get(ScheduleModel.Crons).IsNull
            && ScheduleUpgrade.CronsOf(
                state.Get(ScheduleModel.Prefix),
                state.Get(ScheduleModel.Schedule),
                state.Get(ScheduleModel.TimeZone),
                state.Get(ScheduleModel.Stagger),
                [.. elements.Keys, .. state.Skipped.Keys]) is { } crons
            ? state.With(ScheduleModel.Crons, Value.Of<IReadOnlyDictionary<string, string>>(crons))
            : state;

    protected override IEnumerable<(string Attribute, string Field, string Old, string Now)> Differences(
        ScheduleElement before, ScheduleElement after) =>
    [
        ("owner", "metadata.labels", Quoted(before.Owner), Quoted(after.Owner)),
        ("run_clusters", "metadata.annotations", Quoted(before.RunClusters), Quoted(after.RunClusters)),
        ("schedule", "spec.schedule", Quoted(before.Schedule), Quoted(after.Schedule)),
        ("paused", "spec.paused", before.Paused ? "true" : "false", after.Paused ? "true" : "false"),
        ("labels", "metadata.labels", before.Labels.ToString(), after.Labels.ToString()),
        .. SettingDifferences(before.Settings, after.Settings, SchedulePaths.FieldOf),
    ];

    protected override void ReportNameTwice(string name, Diagnostics diagnostics) => diagnostics.AddError("Prefix Used Twice",
        $"Another workspace_backup_schedule of this configuration has the prefix \"{name}\" too. On a cluster that both are "
        + $"for, both would write the Schedule \"{name}-<cluster>\", and each would undo what the other wrote. Nothing was written.\n\nGive one "
        + "of the two another prefix."
        + DestroyInstead.Hint,
        ScheduleModel.Prefix);

    protected override void ReportNothingLeft(ScheduleModel prior, ScheduleScope scope, Diagnostics diagnostics) => diagnostics.AddWarning(
        "Nothing Backed Up",
        $"No cluster is left for the schedule \"{prior.Get(ScheduleModel.Prefix)}\": "
        + (scope.LeftOut.Count == 0
            ? "every cluster of it is detached. The apply deletes its Schedules and keeps the backups, and nothing is backed up.\n\n"
                + "Remove the resource, or attach a cluster again (detached = false)."
            : $"no namespace of {NameList.Quoted(scope.LeftOut.Keys)} has the labels \"{scope.Selector}\" (namespace_selector). There is "
                + "no Schedule any more where nothing matches, the backups stay, and nothing is backed up.\n\n"
                + "Label the namespaces, or correct namespace_selector."),
        scope.LeftOut.Count == 0 ? ScheduleModel.Clusters : NamespaceSelector.Argument);
}
