using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Faults;
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
        Description = "What destroying the resource does to the backups. `retain` leaves them "
            + "until they expire; `delete` has Velero delete them with their data and their restores. Default: "
            + "`retain`.",
        Validators = [Rules.OneOf("retain", "delete")],
    };

    public static SchemaAttribute<string> UnhealthyClustersAttribute { get; } = OperationAttributes.UnhealthyClusters("skip");

    public static readonly SchemaAttribute<bool> RequireVolumesAttribute = new("require_volumes", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Whether missing volume data is an error. It is a warning otherwise, when a backup ends without the data of a volume "
            + "that was to be in it. Default: `false`.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, IReadOnlyDictionary<string, VolumeModel>>> VolumesAttribute = Shown.As(
        "volumes", Codec.Map(Codec.Map(Codec.Object<VolumeModel>())),
        "What became of each volume. By cluster and `namespace/claim`, from Velero's volume information (since 1.13), `saved` (null: not known), "
        + "`method`, `bytes` and `reason`; without a cluster of which nothing is known.");

    public static readonly SchemaAttribute<bool> CompleteAttribute = new("complete", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether every cluster has a good backup. One that is gone or expired does not count, nor does one where no namespace matches.",
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
        RequireVolumesAttribute,
        DeletionPolicyAttribute,
        OperationAttributes.Timeouts,
        .. ContentAttributes.Replacing,
        NamespaceSelector.Replacing,
        CompleteAttribute,
        ElementsAttribute,
        VolumesAttribute,
        OperationAttributes.Problems,
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

    public override BackupModel With(IReadOnlyDictionary<string, OperationReview> reviews) => base.With(reviews).With(
        VolumesAttribute,
        ByCluster.Merged(
            Get(VolumesAttribute),
            reviews.Where(static one => one.Value.Volumes is not null)
                .Select(static one => KeyValuePair.Create(one.Key, VolumeModel.Of(one.Value.Volumes!)))));

    private static bool IsComplete(
        IEnumerable<BackupElementModel> elements, IReadOnlyDictionary<string, string> skipped, bool allowPartiallyFailed) =>
        skipped.Values.All(static reason => reason == FaultReason.Of(FaultKind.NoNamespaceMatches)) && elements.All(element =>
            element.Get(BackupElementModel.PhaseAttribute).Known is var phase
            && (phase == "Completed" || (allowPartiallyFailed && phase == "PartiallyFailed")));
}
