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
        Description = "The Backups are named `<name>-<cluster>-<YYYYMMDDhhmmss>`. Default: the prefix in "
            + "`from_schedule`; it then counts as a run of that schedule.",
        Validators = [new Rule<string>(OperationNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromScheduleAttribute = new("from_schedule", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The `prefix` of a schedule whose settings to use. Arguments given here replace those of the schedule.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> DeletionPolicyAttribute = new("deletion_policy", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "retain",
        Description = "What destroying the resource does to the backups: `retain` or `delete`. `retain` leaves them "
            + "until they expire; `delete` has Velero delete them with their data and their restores. Default: "
            + "`retain`.",
        Validators = [Rules.OneOf("retain", "delete")],
    };

    public static SchemaAttribute<string> UnhealthyClustersAttribute { get; } = OperationAttributes.UnhealthyClusters("skip");

    public static readonly SchemaAttribute<bool> CompleteAttribute = new("complete", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether every cluster has a good backup that is still there.",
    };

    public static SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> ElementsAttribute { get; } =
        new("backups", Codec.Map(Codec.Object<BackupElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "The Backups, by cluster.",
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
