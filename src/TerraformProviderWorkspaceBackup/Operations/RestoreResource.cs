using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary><c>workspace_restore</c>: one restore of the workspace, made when the resource is created.</summary>
internal sealed class RestoreResource
    : OperationResource<RestoreModel, RestoreElementModel, RestoreRequest, RestoreRecord>
{
    private static readonly AttributePaths s_paths = new(ByField());

    public override Schema Schema { get; } = new(RestoreModel.Attributes)
    {
        Version = 1,
        Description = "Restores namespaces on every cluster. It takes all that are in the workspace when it runs, each from its own "
            + "backup of one run. It runs once: "
            + "when the resource is created. A change is another restore; destroying it removes Velero's Restore "
            + "objects and undoes nothing.",
        ConfigValidators =
        [
            ConfigValidators.ExactlyOneOf(
                RestoreModel.FromBackupAttribute, RestoreModel.FromScheduleAttribute, RestoreModel.FromBackupsAttribute),
            ConfigValidators.Conflicting(RestoreModel.FromBackupsAttribute, OperationAttributes.Clusters),
            ConfigValidators.Conflicting(RestoreModel.FromBackupsAttribute, RestoreModel.SourceClustersAttribute),
            ConfigValidators.RequiredTogether(RestoreModel.FromScheduleAttribute, RestoreModel.BeforeAttribute),
            new RestoreRules(),
            new NeedsWait(
                RestoreModel.VerifyAttribute,
                static config => config.Get(RestoreModel.VerifyAttribute).TryGetKnown(out var verify) && verify == "required"),
        ],
    };

    protected override string Noun => "Restore";

    protected override AttributePaths Paths => s_paths;

    protected override IReadOnlyList<SchemaAttribute> Kept { get; } =
    [
        OperationAttributes.Id, RestoreModel.ElementsAttribute, RestoreModel.VerificationAttribute, OperationAttributes.Problems,
        RestoreModel.LeftOutAttribute,
        OperationAttributes.SkippedClusters,
    ];

    protected override void AnnounceDestroy(
        Diagnostics diagnostics, RestoreModel prior, IReadOnlyList<KeyValuePair<string, RestoreElementModel>> reached) =>
        diagnostics.AddWarning("Restore Is Not Undone", prior.Operation,
            "Destroying the resource removes Velero's Restore objects from the clusters. What was restored stays as it is.");

    protected override string What => "Restores";

    protected override OperationService<RestoreRequest, RestoreRecord> Service(ConfiguredWorkspace workspace) =>
        workspace.RestoreOperations;

    /// <summary>
    /// The backups are planned as known values, unless clusters that do not answer are skipped: which those are may change
    /// until the apply. What was chosen is kept until then, in the plan that is made again at apply too where the first one's
    /// private state comes back with it.
    /// </summary>
    protected override async Task<IReadOnlyList<Finding>> PlanAsync(
        RestoreModel planned, PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var scope = RestoreScope.Of(
            planned, workspace, OperationRequest.NewToken(), Waiting(planned, workspace), context.Diagnostics);
        if (context.Diagnostics.HasErrors || scope is null)
        {
            return [];
        }

        var selection = scope.Selection with { Chosen = OperationMemory.Choice(context.PlannedPrivate) };
        var plan = await workspace.Restores.PlanAsync(selection, scope.Request, cancellationToken);
        if (plan.Findings.Any(static finding => finding.IsError))
        {
            return plan.Findings;
        }

        OperationMemory.SetChoice(
            context.Private, plan.Choices.Select(static choice => KeyValuePair.Create(choice.Key, choice.Value.Backup.Name)));
        if (planned.Policy == UnhealthyPolicy.Fail)
        {
            var restores = plan.Choices.Select(static choice =>
                KeyValuePair.Create(choice.Key, RestoreElementModel.Planned(choice.Value.Backup.Name)));
            context.Planned.Set(RestoreModel.ElementsAttribute, RestoreModel.ToValue(restores));
            context.Planned.Set(RestoreModel.LeftOutAttribute, Shown(plan.LeftOut));
            context.Planned.Set(OperationAttributes.SkippedClusters, Shown(StringMap.Empty));
        }

        return plan.Findings;
    }

    protected override async Task<(OperationResult<RestoreRecord> Result, RestoreModel Model)?> CreateAsync(
        CreateContext<RestoreModel> context, string token, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var scope = RestoreScope.Of(planned, workspace, token, Waiting(planned, workspace), context.Diagnostics);
        if (!OperationReadiness.Check(scope is not null, workspace, context.Diagnostics))
        {
            return null;
        }

        var selection = scope!.Selection with { Chosen = OperationMemory.Choice(context.Private) };
        var result = await workspace.Restores.CreateAsync(selection, scope.Request, cancellationToken);
        return (result.Operation, planned.With(RestoreModel.LeftOutAttribute, Shown(result.LeftOut)));
    }

    /// <summary>
    /// Which backups it takes is said by the planned values alone: this call may have been shown a from_backup that
    /// ignore_changes keeps, while the create gets the configured one.
    /// </summary>
    protected override bool MayRepeat(Finding finding) => finding.Kind != FindingKind.RestorePlanned;

    protected override void AnnounceReplacement(
        PlanContext context, RestoreModel prior, RestoreModel planned, IReadOnlyList<KeyValuePair<string, RestoreElementModel>> reached)
    {
        var overwrites = planned.Get(RestoreArguments.ExistingResourcePolicy).TryGetKnown(out var policy) && policy == "update";
        context.Diagnostics.AddWarning("Restore Planned Again", prior.Operation,
            $"This apply restores again, in place of {prior.Operation}: the clusters that restores names in the plan, "
            + "each from the backup beside it.\n\n"
            + (overwrites
                ? "Objects that exist and differ are overwritten (existing_resource_policy = \"update\"): what was changed in "
                    + "them since then is lost."
                : "Objects that exist are left as they are, unless the plan shows existing_resource_policy = \"update\".")
            + " The data of volumes that exist is not touched. What the earlier restore did is not undone."
            + OnlyTheBackup(context.Replacements, RestoreModel.FromBackupAttribute, "another run than the one that was", "data.workspace_backup")
            + OnlyTheBackup(
                context.Replacements, RestoreModel.FromBackupsAttribute, "other Backups or clusters than those that were", "data.workspace_backups"));
    }

    private static string OnlyTheBackup(IEnumerable<AttributePath> replacements, SchemaAttribute attribute, string what, string source) =>
        replacements.Distinct().SequenceEqual([attribute.Path])
            ? $"\n\nOnly {attribute.Name} has changed: it names {what} restored, as {source} may after every new backup. To keep the "
                + $"earlier restore until you ask for another, add lifecycle {{ ignore_changes = [{attribute.Name}] }} and change "
                + "triggers when you want one."
            : "";

    protected override OperationWaiting? Waiting(RestoreModel planned, ConfiguredWorkspace workspace) =>
        base.Waiting(planned, workspace) is { } waiting
            ? waiting with
            {
                RequireVerified = planned.Get(RestoreModel.VerifyAttribute).TryGetKnown(out var verify) && verify == "required",
                AllowEmpty = planned.Get(RestoreModel.AllowEmptyAttribute).TryGetKnown(out var allowed) && allowed,
            }
            : null;

    /// <summary>Filled here, because a plan that filled it would show a change of every restore.</summary>
    protected override RestoreModel Upgraded(RestoreModel model) => model.With(RestoreModel.AllowEmptyAttribute, false);

    protected override void WarnTainted(Diagnostics diagnostics, RestoreModel model, RunId id) =>
        diagnostics.AddWarning("Restore Marked As Tainted", id,
            $"The restore {id} has not ended as it should, or not yet, so the resource is marked as tainted: the next apply restores "
            + "again, on all clusters. To keep this one, run terraform untaint (tofu untaint) with the resource's address. Nothing that "
            + "was restored is undone.");

    protected override void WarnUnreachable(
        Diagnostics diagnostics, RunId id, IReadOnlyList<KeyValuePair<string, RestoreElementModel>> lost) =>
        diagnostics.AddWarning("Restore Object Not Removed", id,
            "These clusters are no longer in the provider configuration, so they cannot be reached, and the Restore objects stay "
            + "there until their backups expire:\n\n"
            + string.Concat(lost.Select(static e =>
                $"- cluster \"{e.Key}\": Restore {e.Value.Get(OperationElement.Name).Known}\n"))
            + "\nTo delete one now, with that cluster's kubeconfig: velero restore delete "
            + Named(lost[0].Value));

    private static Value<IReadOnlyDictionary<string, string>> Shown(StringMap map) =>
        Value.Of<IReadOnlyDictionary<string, string>>(map);

    private static Dictionary<string, SchemaAttribute> ByField()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = RestoreModel.NameAttribute,
            ["metadata.labels"] = OperationAttributes.Labels,
            ["spec.includedNamespaces"] = RestoreModel.NamespacesAttribute,
            ["from_backup"] = RestoreModel.FromBackupAttribute,
            ["from_schedule"] = RestoreModel.FromScheduleAttribute,
            ["from_backups"] = RestoreModel.FromBackupsAttribute,
            ["before"] = RestoreModel.BeforeAttribute,
            ["source_clusters"] = RestoreModel.SourceClustersAttribute,
        };
        foreach (var field in RestoreFields.All)
        {
            paths[$"spec.{field.JsonPath}"] = RestoreArguments.Of(field);
        }

        return paths;
    }
}
