using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Runs;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.OnDemand;

/// <summary><c>workspace_backup</c>: one backup of the workspace, made when the resource is created.</summary>
internal sealed class BackupResource : Resource<BackupModel>, IPlanStep
{
    private static readonly AttributePaths s_paths = new(Paths());

    public override Schema Schema { get; } = new(BackupModel.Attributes)
    {
        Description = "A backup of the workspace's namespaces on each of its clusters, made once: when the resource is created. A change of what it "
            + "contains makes another one. It expires on the clusters like any other backup and is never made again by itself.",
        ConfigValidators =
        [
            ConfigValidators.AtLeastOneOf(BackupModel.NameAttribute, BackupModel.FromScheduleAttribute),
            ConfigValidators.AtLeastOneOf(ContentAttributes.BackupLocation, BackupModel.FromScheduleAttribute),
            new ContentRules(),
        ],
    };

    /// <summary>
    /// A backup that has run is not planned again, whatever the clusters say: what is in state stays, and only what follows
    /// from local arguments changes.
    /// </summary>
    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (context.Prior is not null)
        {
            if (context.Replacements.Count == 0)
            {
                PlanKept(context);
            }

            return;
        }

        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<BackupModel>();
        var scope = BackupScope.Of(planned, workspace, context.Diagnostics);
        if (context.Diagnostics.HasErrors || scope.Declaration is null)
        {
            return;
        }

        var findings = await workspace.BackupWrites.DryRunAsync(
            Request(planned, scope, workspace, BackupWriteService.NewOperationId()), cancellationToken);
        context.Diagnostics.AddRange(findings, s_paths);
    }

    public override async Task<BackupModel?> CreateAsync(CreateContext<BackupModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = BackupScope.Of(planned, workspace, context.Diagnostics);
        if (!RunReadiness.Check(scope.Declaration is not null, workspace, context.Diagnostics))
        {
            return null;
        }

        var request = Request(planned, scope, workspace, BackupWriteService.NewOperationId());
        var result = await workspace.BackupWrites.CreateAsync(request, cancellationToken);
        context.Diagnostics.AddRange(result.Findings, s_paths);
        if (result.Backups.Count == 0)
        {
            return null;
        }

        if (context.Diagnostics.HasErrors)
        {
            context.Diagnostics.AddWarning("Backup Marked As Tainted",
                $"The run {result.Run} did not end as it should, so Terraform marks the resource as tainted: the next apply starts another backup. "
                + "To keep this one as it is, run terraform untaint with the resource's address. Its backups stay on the clusters until they expire"
                + (planned.DeletionPolicy.Known == "delete" ? ", or until the next apply deletes them (deletion_policy)." : "."));
        }

        RunInstance.SetOperation(context.Private, request.OperationId);
        var model = planned with
        {
            Id = result.Run.ToString(),
            SkippedClusters = RunReadiness.Reasons(result.Skipped),
        };
        return model.With(result.Backups.Select(static b => KeyValuePair.Create(b.Key, BackupElementModel.From(b.Value))));
    }

    /// <summary>Everything that can change in place concerns this resource alone: it was planned, and is so now.</summary>
    public override Task<BackupModel?> UpdateAsync(UpdateContext<BackupModel> context, CancellationToken cancellationToken) =>
        Task.FromResult<BackupModel?>(context.Planned);

    public override async Task<BackupModel?> ReadAsync(ReadContext<BackupModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var state = context.State;
        var elements = state.Elements.ToDictionary(StringComparer.Ordinal);
        var observed = await workspace.BackupWrites.ObserveAsync(
            Present(elements, workspace), RunInstance.Operation(context.Private), cancellationToken);
        foreach (var (cluster, outcome) in observed)
        {
            if (outcome.Fault is { } fault)
            {
                context.Diagnostics.Add(Findings.Of(fault, Severity.Warning, s_paths));
            }
            else if (outcome.Value is { } backup)
            {
                if (!BackupPhases.Parse(elements[cluster].Phase.Known).IsOver()
                    && BackupWriteService.EndOf(workspace.Clusters[cluster], backup, state.AllowPartiallyFailed.Known)
                        is { } end)
                {
                    context.Diagnostics.Add(end, s_paths);
                }

                elements[cluster] = BackupElementModel.From(backup);
            }
            else
            {
                elements[cluster] = elements[cluster] with { Phase = BackupElementModel.Expired };
            }
        }

        return state.With(elements);
    }

    public override async Task<BackupModel?> DeleteAsync(DeleteContext<BackupModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        if (prior.DeletionPolicy.Known == "retain")
        {
            return null;
        }

        var left = prior.Elements.ToDictionary(StringComparer.Ordinal);
        foreach (var (cluster, element) in prior.Elements)
        {
            if (!workspace.Clusters.ContainsKey(cluster) && element.Phase.Known != BackupElementModel.Expired)
            {
                context.Diagnostics.AddWarning("Backup Not Deleted",
                    $"Cluster \"{cluster}\" is no longer in the provider configuration, so it cannot be reached: the Backup \"{element.Name.Known}\" stays "
                    + $"there until it expires. To delete it now: velero backup delete {element.Name.Known}");
            }
        }

        var deleted = await workspace.BackupWrites.DeleteAsync(
            Present(left, workspace),
            RunInstance.Operation(context.Private),
            RunTimeoutsModel.DeleteOf(prior.Timeouts),
            cancellationToken);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cluster, finding) in deleted)
        {
            if (finding is not null)
            {
                context.Diagnostics.Add(finding, s_paths);
            }

            if (finding is { IsError: true })
            {
                failed.Add(cluster);
            }
        }

        return failed.Count == 0 ? null : prior.With(left.Where(e => failed.Contains(e.Key)));
    }

    /// <summary>Those of the clusters that can be asked whose Backup was there the last time.</summary>
    private static Dictionary<Cluster, string> Present(
        IReadOnlyDictionary<string, BackupElementModel> elements, ConfiguredWorkspace workspace) =>
        RunInstance.Connected(
            elements.Where(static e => e.Value.Phase.Known != BackupElementModel.Expired), static e => e.Name, workspace);

    private static void PlanKept(PlanContext context)
    {
        foreach (var attribute in (ReadOnlySpan<SchemaAttribute>)
            [BackupModel.IdAttribute, BackupModel.BackupsAttribute, RunAttributes.SkippedClusters])
        {
            context.Planned.SetRaw(attribute, context.Prior!.Raw(attribute));
        }

        var allowed = context.Planned.Get(RunAttributes.AllowPartiallyFailed);
        var kept = context.Prior!.Model<BackupModel>();
        context.Planned.Set(BackupModel.CompleteAttribute, allowed.IsKnown
            ? (kept with { AllowPartiallyFailed = allowed }).With(kept.Elements).Complete
            : Value<bool>.Unknown);
    }

    private static BackupWriteRequest Request(BackupModel planned, BackupScope scope, ConfiguredWorkspace workspace, string operationId) => new()
    {
        Declaration = scope.Declaration!,
        Clusters = Targets.Connected(scope.Targets!, workspace),
        Unhealthy = planned.Policy,
        OperationId = operationId,
        Waiting = RunInstance.Waiting(planned.Wait, planned.Timeouts, planned.AllowPartiallyFailed, workspace),
    };

    private static Dictionary<string, SchemaAttribute> Paths()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = BackupModel.NameAttribute,
            ["metadata.labels"] = RunAttributes.Labels,
            ["from_schedule"] = BackupModel.FromScheduleAttribute,
        };
        foreach (var attribute in ContentAttributes.All)
        {
            paths[$"spec.{attribute.Field.JsonPath}"] = attribute.Argument;
        }

        return paths;
    }
}
