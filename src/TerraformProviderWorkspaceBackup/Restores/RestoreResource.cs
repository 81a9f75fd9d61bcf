using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Runs;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Writing;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Restores;

/// <summary><c>workspace_restore</c>: one restore of the workspace, made when the resource is created.</summary>
internal sealed class RestoreResource : Resource<RestoreModel>, IPlanStep, IDestroyPlanStep
{
    private static readonly AttributePaths s_paths = new(Paths());

    public override Schema Schema { get; } = new(RestoreModel.Attributes)
    {
        Description = "Restores namespaces on every cluster that is in the workspace when it runs, each from its own "
            + "backup of one run. It runs once: "
            + "when the resource is created. A change is another restore; destroying it removes Velero's Restore "
            + "objects and undoes nothing.",
        ConfigValidators =
        [
            ConfigValidators.ExactlyOneOf(RestoreModel.FromBackupAttribute, RestoreModel.FromScheduleAttribute),
            ConfigValidators.RequiredTogether(RestoreModel.FromScheduleAttribute, RestoreModel.BeforeAttribute),
            new RestoreRules(),
        ],
    };

    /// <summary>
    /// A restore that has run is not planned again. A new one names its backups as known values, unless clusters that
    /// do not answer are skipped: which those are may change until the apply.
    /// </summary>
    public async Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (context.Prior is not null)
        {
            if (context.Replacements.Count == 0)
            {
                foreach (var attribute in (ReadOnlySpan<SchemaAttribute>)
                [
                    RestoreModel.IdAttribute,
                    RestoreModel.RestoresAttribute,
                    RestoreModel.LeftOutAttribute,
                    RunAttributes.SkippedClusters,
                ])
                {
                    context.Planned.SetRaw(attribute, context.Prior.Raw(attribute));
                }
            }

            return;
        }

        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned.Model<RestoreModel>();
        var scope = RestoreScope.Of(planned, workspace, context.Diagnostics);
        if (context.Diagnostics.HasErrors || scope.Declaration is null)
        {
            return;
        }

        var plan = await workspace.Restores.PlanAsync(
            Request(planned, scope, workspace, BackupWriteService.NewOperationId()), cancellationToken);
        context.Diagnostics.AddRange(plan.Findings, s_paths);
        if (!context.Diagnostics.HasErrors && planned.Policy == UnhealthyPolicy.Fail)
        {
            var restores = plan.Choices.Select(static choice =>
                KeyValuePair.Create(choice.Key, RestoreElementModel.Planned(choice.Value.Backup.Name)));
            context.Planned.Set(RestoreModel.RestoresAttribute, RestoreModel.ToValue(restores));
            context.Planned.Set(RestoreModel.LeftOutAttribute, Shown(plan.LeftOut));
            context.Planned.Set(RunAttributes.SkippedClusters, Shown(StringMap.Empty));
        }
    }

    public Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        context.Diagnostics.AddWarning("Restore Is Not Undone",
            "Destroying the resource removes Velero's Restore objects from the clusters. What was restored stays as "
            + "it is.");
        return Task.CompletedTask;
    }

    public override async Task<RestoreModel?> CreateAsync(
        CreateContext<RestoreModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = RestoreScope.Of(planned, workspace, context.Diagnostics);
        if (!RunReadiness.Check(scope.Declaration is not null, workspace, context.Diagnostics))
        {
            return null;
        }

        var request = Request(planned, scope, workspace, BackupWriteService.NewOperationId());
        var result = await workspace.Restores.CreateAsync(request, cancellationToken);
        context.Diagnostics.AddRange(result.Findings, s_paths);
        if (result.Restores.Count == 0)
        {
            return null;
        }

        if (context.Diagnostics.HasErrors)
        {
            context.Diagnostics.AddWarning("Restore Marked As Tainted",
                $"The restore {result.Run} did not end as it should, so Terraform marks the resource as tainted: the "
                + "next apply restores again, on all "
                + "clusters. To keep this one as it is, run terraform untaint with the resource's address. Nothing "
                + "that was restored is undone.");
        }

        RunInstance.SetOperation(context.Private, request.OperationId);
        var model = planned with
        {
            Id = result.Run.ToString(),
            LeftOut = Shown(result.LeftOut),
            SkippedClusters = RunReadiness.Reasons(result.Skipped),
        };
        return model.With(result.Restores.Select(static restore =>
            KeyValuePair.Create(restore.Key, RestoreElementModel.From(restore.Value))));
    }

    /// <summary>What can change in place concerns this resource alone: it was planned, and is so now.</summary>
    public override Task<RestoreModel?> UpdateAsync(
        UpdateContext<RestoreModel> context, CancellationToken cancellationToken) =>
        Task.FromResult<RestoreModel?>(context.Planned);

    /// <summary>Velero removes a Restore with its backup: one that is missing stays as it was last seen.</summary>
    public override async Task<RestoreModel?> ReadAsync(
        ReadContext<RestoreModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var elements = context.State.Elements.ToDictionary(StringComparer.Ordinal);
        var observed = await workspace.Restores.ObserveAsync(
            Reachable(elements, workspace), RunInstance.Operation(context.Private), cancellationToken);
        foreach (var (cluster, outcome) in observed)
        {
            if (outcome.Fault is { } fault)
            {
                context.Diagnostics.Add(Findings.Of(fault, Severity.Warning, s_paths));
            }
            else if (outcome.Value is { } restore)
            {
                if (!RestoreRecord.IsEnd(elements[cluster].Phase.Known)
                    && RestoreService.EndOf(restore, context.State.AllowPartiallyFailed.Known) is { } end)
                {
                    context.Diagnostics.Add(end, s_paths);
                }

                elements[cluster] = RestoreElementModel.From(restore);
            }
        }

        return context.State.With(elements);
    }

    public override async Task<RestoreModel?> DeleteAsync(
        DeleteContext<RestoreModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior;
        foreach (var (cluster, element) in prior.Elements.Where(e => !workspace.Clusters.ContainsKey(e.Key)))
        {
            context.Diagnostics.AddWarning("Restore Object Not Removed",
                $"Cluster \"{cluster}\" is no longer in the provider configuration, so it cannot be reached: the "
                + "Restore "
                + $"\"{element.Name.Known}\" stays there until its backup expires. To delete it now: velero restore "
                + $"delete {element.Name.Known}");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RunTimeoutsModel.DeleteOf(prior.Timeouts));
        var deleted = await workspace.Restores.DeleteAsync(
            Reachable(prior.Elements, workspace), RunInstance.Operation(context.Private), limit.Token);
        foreach (var finding in deleted.Values)
        {
            if (finding is not null)
            {
                context.Diagnostics.Add(finding, s_paths);
            }
        }

        var left = prior.Elements.Where(e => deleted.GetValueOrDefault(e.Key) is { IsError: true }).ToList();
        return left.Count == 0 ? null : prior.With(left);
    }

    private static Dictionary<Cluster, string> Reachable(
        IReadOnlyDictionary<string, RestoreElementModel> elements, ConfiguredWorkspace workspace) =>
        RunInstance.Connected(elements, static e => e.Name, workspace);

    private static Value<IReadOnlyDictionary<string, string>> Shown(StringMap map) =>
        Value.Of<IReadOnlyDictionary<string, string>>(map);

    private static RestoreRequest Request(
        RestoreModel planned, RestoreScope scope, ConfiguredWorkspace workspace, string operationId) => new()
        {
            Declaration = scope.Declaration!,
            Clusters = Targets.Connected(scope.Targets!, workspace),
            Unhealthy = planned.Policy,
            OperationId = operationId,
            Planned = planned.Elements.ToDictionary(static e => e.Key, static e => e.Value.Backup.Known),
            Waiting = RunInstance.Waiting(planned.Wait, planned.Timeouts, planned.AllowPartiallyFailed, workspace),
        };

    private static Dictionary<string, SchemaAttribute> Paths()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = RestoreModel.NameAttribute,
            ["metadata.labels"] = RunAttributes.Labels,
            ["spec.includedNamespaces"] = RestoreModel.NamespacesAttribute,
            ["from_backup"] = RestoreModel.FromBackupAttribute,
            ["from_schedule"] = RestoreModel.FromScheduleAttribute,
            ["before"] = RestoreModel.BeforeAttribute,
            ["source_clusters"] = RestoreModel.SourceClustersAttribute,
        };
        foreach (var (field, attribute) in RestoreFields.All.Zip(RestoreArguments.Attributes))
        {
            paths[$"spec.{field.JsonPath}"] = attribute;
        }

        return paths;
    }
}
