using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules.Cron;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary><c>workspace_backup</c>: one backup of the workspace, made when the resource is created.</summary>
/// <param name="time">The clock of expiries.</param>
internal sealed class BackupResource(TimeProvider time)
    : OperationResource<BackupModel, BackupElementModel, BackupRequest, BackupRecord>
{
    private const string Delete = "delete";

    private static readonly AttributePaths s_paths = new(ByField());

    public override Schema Schema { get; } = new(BackupModel.Attributes)
    {
        Version = 1,
        Description = "One backup of the workspace's namespaces on each cluster. It is made once, when the resource is created. A change of what it "
            + "contains makes another one. It expires on the clusters like any other backup and is never made again by itself.",
        ConfigValidators =
        [
            ConfigValidators.AtLeastOneOf(BackupModel.NameAttribute, BackupModel.FromScheduleAttribute),
            ConfigValidators.AtLeastOneOf(ContentAttributes.BackupLocation, BackupModel.FromScheduleAttribute),
            new ContentRules(),
            new NeedsWait(
                BackupModel.RequireVolumesAttribute,
                static config => config.Get(BackupModel.RequireVolumesAttribute).TryGetKnown(out var required) && required),
            ConfigValidators.Conflicting(ContentAttributes.Namespaces, NamespaceSelector.Replacing),
        ],
    };

    protected override string Noun => "Backup";

    protected override AttributePaths Paths => s_paths;

    protected override IReadOnlyList<SchemaAttribute> Kept { get; } =
    [
        OperationAttributes.Id, BackupModel.ElementsAttribute, BackupModel.VolumesAttribute, OperationAttributes.Problems,
        OperationAttributes.SkippedClusters,
    ];

    protected override void AnnounceDestroy(
        Diagnostics diagnostics, BackupModel prior, IReadOnlyList<KeyValuePair<string, BackupElementModel>> reached)
    {
        var waits = reached.Any(e => !BackupElementModel.IsEnd(e.Value.Get(BackupElementModel.PhaseAttribute).Known));
        diagnostics.AddWarning("Backup Deleted With Its Data", prior.Operation,
            $"This deletes what {prior.Operation} left, with its data and its restores (deletion_policy = \"delete\"):\n\n"
            + $"{Lines(reached)}\nTo keep it, apply deletion_policy = \"retain\" first."
            + (waits
                ? " One that is still being made is waited for first, because Velero deletes none that runs, for "
                    + $"{GoDuration.FromTimeSpan(OperationTimeoutsModel.DeleteOf(prior.Get(OperationAttributes.Timeouts)))} at most "
                    + "(timeouts.delete); Terraform's log tells what it is at (TF_LOG=INFO)."
                : ""));
    }

    protected override string What => "Backups";

    protected override OperationService<BackupRequest, BackupRecord> Service(ConfiguredWorkspace workspace) =>
        workspace.BackupOperations;

    protected override async Task<IReadOnlyList<Finding>> PlanAsync(
        BackupModel planned, PlanContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var request = BackupScope.Of(
            planned, workspace, OperationRequest.NewToken(), Waiting(planned, workspace), context.Diagnostics);
        if (context.Diagnostics.HasErrors || request is null)
        {
            return [];
        }

        var (selected, _) = await BackupScope.SelectedAsync(request, cancellationToken);
        return
        [
            .. (await workspace.BackupOperations.DryRunAsync(selected, cancellationToken)).Findings
                .Where(found => !workspace.MakesLocation(found)),
        ];
    }

    protected override async Task<(OperationResult<BackupRecord> Result, BackupModel Model)?> CreateAsync(
        CreateContext<BackupModel> context, string token, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var planned = context.Planned;
        var request = BackupScope.Of(planned, workspace, token, Waiting(planned, workspace), context.Diagnostics);
        if (!OperationReadiness.Check(request is not null, workspace, context.Diagnostics))
        {
            return null;
        }

        var (selected, without) = await BackupScope.SelectedAsync(request!, cancellationToken);
        var result = await workspace.BackupOperations.CreateAsync(selected, cancellationToken);
        return (result with
        {
            Skipped = new SortedDictionary<string, Fault>(
                result.Skipped.Concat(without).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        }, planned);
    }

    protected override void PlanKept(PlanContext context, BackupModel prior)
    {
        var allowed = context.Planned.Get(OperationAttributes.AllowPartiallyFailed);
        context.Planned.Set(BackupModel.CompleteAttribute, allowed.IsKnown
            ? prior.With(OperationAttributes.AllowPartiallyFailed, allowed).With(prior.Elements)
                .Get(BackupModel.CompleteAttribute)
            : Value<bool>.Unknown);
    }

    protected override OperationWaiting? Waiting(BackupModel planned, ConfiguredWorkspace workspace) =>
        base.Waiting(planned, workspace) is { } waiting
            ? waiting with
            {
                RequireVolumes = planned.Get(BackupModel.RequireVolumesAttribute).TryGetKnown(out var required) && required,
            }
            : null;

    protected override void AnnounceReplacement(
        PlanContext context, BackupModel prior, BackupModel planned, IReadOnlyList<KeyValuePair<string, BackupElementModel>> reached)
    {
        if (IsDeleting(prior) && reached.Count > 0)
        {
            context.Diagnostics.AddWarning("Backup Replaced, The Old One Deleted", prior.Operation,
                $"This apply makes another backup in the place of {prior.Operation}, and deletes what that one left, with its "
                + $"data and its restores (deletion_policy = \"delete\"):\n\n{Lines(reached)}\n"
                + "Unless the configuration has lifecycle { create_before_destroy = true }, they are deleted first: should the "
                + "new backup fail, there is none left. To keep them, apply deletion_policy = \"retain\" before this.");
        }
    }

    protected override void WarnTainted(Diagnostics diagnostics, BackupModel model, RunId id) =>
        diagnostics.AddWarning("Backup Marked As Tainted", id,
            $"The backup {id} has not ended as it should, or not yet, so the resource is marked as tainted: the next apply "
            + (IsDeleting(model) ? "deletes it with its data (deletion_policy) and makes another. " : "makes another. ")
            + "To keep this one, run terraform untaint (tofu untaint) with the resource's address"
            + " (not where it was to replace another with create_before_destroy: then the next apply would delete that older one)."
            + (IsDeleting(model) ? "" : " Its backups stay on the clusters until they expire."));

    protected override string PlannedDeletion(BackupModel planned) =>
        planned.Get(BackupModel.DeletionPolicyAttribute).TryGetKnown(out var policy) ? policy : "retain";

    protected override bool IsKept(BackupModel prior, string? replacement) =>
        !IsDeleting(prior) || replacement is not (null or Delete);

    protected override BackupElementModel Missing(BackupElementModel element) =>
        element.With(BackupElementModel.PhaseAttribute, OperationElement.Expired);

    protected override KnownObject Described(BackupElementModel element, KnownObject known) => known with
    {
        Location = element.Get(BackupElementModel.BackupLocation).OrNull(),
        WasBegun = WasBegun(element),
    };

    /// <summary>An object that is gone before its time may have left its files in the bucket.</summary>
    protected override bool MayBeThere(BackupElementModel element) =>
        element.Get(BackupElementModel.PhaseAttribute).Known != OperationElement.Expired
        || (WasBegun(element)
            && !(Rfc3339.TryParse(element.Get(BackupElementModel.ExpiresAt).OrNull() ?? "", out var end) && end <= time.GetUtcNow()));

    private static bool WasBegun(BackupElementModel element) => !element.Get(OperationElement.StartedAt).IsNull;

    protected override void WarnUnreachable(
        Diagnostics diagnostics, RunId id, IReadOnlyList<KeyValuePair<string, BackupElementModel>> lost) =>
        diagnostics.AddWarning("Backup Out Of Reach", id,
            "These clusters are no longer in the provider configuration, so they cannot be reached, and the backups stay there until "
            + $"they expire:\n\n{Lines(lost)}\nTo delete one now, with that cluster's kubeconfig: "
            + $"velero backup delete {Named(lost[0].Value)}");

    private static bool IsDeleting(BackupModel model) =>
        model.Get(BackupModel.DeletionPolicyAttribute).TryGetKnown(out var policy) && policy == Delete;

    private static string Lines(IEnumerable<KeyValuePair<string, BackupElementModel>> elements) =>
        string.Concat(elements.Select(static e =>
            $"- cluster \"{e.Key}\": Backup {e.Value.Get(OperationElement.Name).Known} "
            + $"({e.Value.Get(BackupElementModel.PhaseAttribute).Known})\n"));

    private static Dictionary<string, SchemaAttribute> ByField()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = BackupModel.NameAttribute,
            ["metadata.labels"] = OperationAttributes.Labels,
            ["from_schedule"] = BackupModel.FromScheduleAttribute,
            [SelectedNamespaces.Field] = NamespaceSelector.Replacing,
        };
        foreach (var attribute in ContentAttributes.All)
        {
            paths[$"spec.{attribute.Field.JsonPath}"] = attribute.Argument;
        }

        return paths;
    }
}
