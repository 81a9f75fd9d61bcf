using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The attributes of <c>workspace_backup</c>.</summary>
internal sealed record BackupModel(TerraformValue Object)
    : OperationModel<BackupModel, BackupElementModel>(Object), IOperationModel<BackupModel, BackupElementModel>
{
    public static readonly SchemaAttribute<string> NameAttribute = new("name", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The first part of the Backups' names, `<name>-<cluster>-<YYYYMMDDhhmmss>`. Default: the prefix in `from_schedule`, so that it "
            + "counts as a run of that schedule.",
        Validators = [new Rule<string>(OperationNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromScheduleAttribute = new("from_schedule", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The `prefix` of a schedule of this workspace, whose template is taken on each cluster. Arguments given here replace the "
            + "template's.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> DeletionPolicyAttribute = new("deletion_policy", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "retain",
        Description = "What destroying the resource does: `retain` leaves the backups to their expiry; `delete` has Velero delete them with their "
            + "data, and their restores. Default: `retain`.",
        Validators = [Rules.OneOf("retain", "delete")],
    };

    public static SchemaAttribute<string> UnhealthyClustersAttribute { get; } = OperationAttributes.UnhealthyClusters("skip");

    public static readonly SchemaAttribute<bool> CompleteAttribute = new("complete", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether every cluster has a backup in phase `Completed` (or `PartiallyFailed`, when that is allowed) that is still there.",
    };

    public static SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> ElementsAttribute { get; } =
        new("backups", Codec.Map(Codec.Object<BackupElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "The Backup on each cluster, by the cluster's name.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        OperationAttributes.Id,
        NameAttribute,
        FromScheduleAttribute,
        OperationAttributes.Triggers,
        OperationAttributes.Clusters,
        OperationAttributes.Labels,
        UnhealthyClustersAttribute,
        OperationAttributes.Wait,
        OperationAttributes.AllowPartiallyFailed,
        DeletionPolicyAttribute,
        OperationAttributes.Timeouts,
        .. ContentAttributes.Replacing,
        CompleteAttribute,
        ElementsAttribute,
        OperationAttributes.SkippedClusters,
    ];

    public static BackupModel Of(TerraformValue value) => new(value);

    public override BackupModel With(IEnumerable<KeyValuePair<string, BackupElementModel>> elements)
    {
        var model = base.With(elements);
        return model.With(
            CompleteAttribute,
            IsComplete(model.Elements.Values, Get(OperationAttributes.SkippedClusters).Known, AllowPartiallyFailed));
    }

    private static bool IsComplete(
        IEnumerable<BackupElementModel> elements, IReadOnlyDictionary<string, string> skipped, bool allowPartiallyFailed) =>
        skipped.Count == 0 && elements.All(element =>
            element.Get(BackupElementModel.PhaseAttribute).Known is var phase
            && (phase == "Completed" || (allowPartiallyFailed && phase == "PartiallyFailed")));
}
