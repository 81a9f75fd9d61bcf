using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The attributes of <c>workspace_restore</c>.</summary>
internal sealed record RestoreModel(TerraformValue Object)
    : OperationModel<RestoreModel, RestoreElementModel>(Object), IOperationModel<RestoreModel, RestoreElementModel>
{
    public static readonly SchemaAttribute<string> NameAttribute = new("name", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "restore",
        Description = "The Restores are named `<name>-<cluster>-<YYYYMMDDhhmmss>`. Default: `restore`.",
        Validators = [new Rule<string>(OperationNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromBackupAttribute = new("from_backup", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The `id` of the run to restore from. `workspace_backup.x.id` is a backup of your own, "
            + "`data.workspace_backup.x.id` the newest one: with that, every new backup would be another restore.",
        Validators = [new Rule<string>(static text => RunId.TryParse(text, out _, out var error)
            ? null : $"{error} data.workspace_backup.NAME.id is one.")],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromScheduleAttribute = new("from_schedule", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Restore the newest good run of this schedule. It may also be the name of a `workspace_backup`. It must "
            + "have ended before `before` and be `Completed` on every cluster, or `PartiallyFailed` with "
            + "`allow_partially_failed`. Clusters share no run of an `@every` schedule: name one cluster, or use `from_backups`.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> FromBackupsAttribute = new(
        "from_backups", Codec.Map(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The Backup to restore, by cluster. Its name there; anyone may have made it. Only these clusters are restored.",
        Validators =
        [
            new Rule<IReadOnlyDictionary<string, string>>(static backups => backups.Count == 0
                ? "must name at least one cluster and its Backup."
                : backups.Values.FirstOrDefault(static name => name.Length > 253 || !ObjectNames.IsSubdomain(name)) is { } wrong
                    ? $"\"{wrong}\" is no name of a Backup: lower-case letters, digits, dashes and dots, at most 253."
                    : null),
        ],
        PlanModifiers = [new RequiresReplace<IReadOnlyDictionary<string, string>>()],
    };

    public static readonly SchemaAttribute<string> BeforeAttribute = new("before", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only runs before this RFC 3339 time. With `from_schedule`; a time in the past, such as `2026-01-31T12:00:00Z`.",
        Validators = [new Rule<string>(static text => Rfc3339.TryParse(text, out _)
            ? null : $"\"{text}\" is not an RFC 3339 time such as 2026-01-31T12:00:00Z.")],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> NamespacesAttribute = new(
        "namespaces", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The namespaces to restore. Default: those in the backup that belong to the workspace. `[\"*\"]` "
            + "means all in the backup.",
        Validators = [Rules.NamespacesOrPatterns],
        PlanModifiers = [new RequiresReplace<IReadOnlySet<string>>()],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SourceClustersAttribute =
        new("source_clusters", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Clusters that restore another cluster's backup. `{ target = \"source\" }`. For migrations, "
                + "drills and rebuilt clusters (`{ eu = \"eu\" }`). Velero on the target must see that backup through "
                + "a location of its own. All other clusters restore their own.",
            PlanModifiers = [new RequiresReplace<IReadOnlyDictionary<string, string>>()],
        };

    public static readonly SchemaAttribute<bool> AllowEmptyAttribute = new("allow_empty", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = false,
        Description = "Whether restoring nothing is only a warning. Nothing in the backup matches then; Velero calls it "
            + "`Completed`. Default: `false`.",
    };

    public static readonly SchemaAttribute<string> VerifyAttribute = new("verify", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "`report` or `required`. `required` makes objects that are missing or failed (`verification`) an error, for drills; "
            + "`report`, the default, a warning.",
        Validators = [Rules.OneOf("report", "required")],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, VerificationModel>> VerificationAttribute = Shown.As(
        "verification", Codec.Map(Codec.Object<VerificationModel>()),
        "What the restore really did. By cluster, its own list of objects against the backup's.");

    public static SchemaAttribute<string> UnhealthyClustersAttribute { get; } = OperationAttributes.UnhealthyClusters("fail");

    public static SchemaAttribute<IReadOnlyDictionary<string, RestoreElementModel>> ElementsAttribute { get; } =
        new("restores", Codec.Map(Codec.Object<RestoreElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "The Restores, by cluster.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> LeftOutAttribute = new(
        "left_out", Codec.Map(Codec.String))
    {
        Presence = Presence.Computed,
        Description = "Clusters of the run that are not restored. They have left the workspace.",
    };

    /// <summary>What says which backup is taken, and what of it.</summary>
    public static IReadOnlyList<SchemaAttribute> ChoosingAttributes { get; } =
        [
            FromBackupAttribute, FromScheduleAttribute, FromBackupsAttribute, BeforeAttribute, NamespacesAttribute,
            SourceClustersAttribute,
        ];

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        OperationAttributes.Id,
        NameAttribute,
        FromBackupAttribute,
        FromScheduleAttribute,
        FromBackupsAttribute,
        BeforeAttribute,
        NamespacesAttribute,
        OperationAttributes.Clusters,
        SourceClustersAttribute,
        .. RestoreArguments.Attributes,
        OperationAttributes.Triggers,
        OperationAttributes.Labels,
        UnhealthyClustersAttribute,
        OperationAttributes.Wait,
        OperationAttributes.AllowPartiallyFailed,
        AllowEmptyAttribute,
        VerifyAttribute,
        OperationAttributes.Timeouts,
        ElementsAttribute,
        VerificationAttribute,
        OperationAttributes.Problems,
        LeftOutAttribute,
        OperationAttributes.SkippedClusters,
    ];

    public static RestoreModel Of(TerraformValue value) => new(value);

    public override RestoreModel With(IReadOnlyDictionary<string, OperationReview> reviews) => base.With(reviews).With(
        VerificationAttribute,
        ByCluster.Merged(
            Get(VerificationAttribute),
            reviews.Where(static one => one.Value.Verification is not null)
                .Select(static one => KeyValuePair.Create(one.Key, VerificationModel.From(one.Value.Verification!)))));
}
