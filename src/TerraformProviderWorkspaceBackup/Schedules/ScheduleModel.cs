using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reconciled;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>The attributes of <c>workspace_backup_schedule</c>.</summary>
internal sealed record ScheduleModel(TerraformValue Object) : Model<ScheduleModel>(Object), IReconciledModel<ScheduleModel, ScheduleElement>
{
    public static readonly SchemaAttribute<string> Id = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "`<workspace>/<prefix>`.",
    };

    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The Schedules are named `<prefix>-<cluster>`. Their backups are `<prefix>-<cluster>-<timestamp>`. "
            + "Existing backups stay when it changes.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers =
        [
            // After a move from another resource type the prefix is not known to the state yet.
            new RequiresReplace<string>(static (prior, _) => !prior.IsNull),
        ],
    };

    public static readonly SchemaAttribute<string> Schedule = new("schedule", Codec.String)
    {
        Presence = Presence.Required,
        Description = "When to back up. A cron expression (`0 2 * * *`), `@daily` or `@every 6h`. The fields are "
            + "minute, hour, day of month, month and day of week, in UTC unless `time_zone` is set. If both day "
            + "fields are restricted, one of them is enough. `@every` counts on each cluster by itself, so that clusters "
            + "share no run. Velero: `schedule`.",
    };

    public static readonly SchemaAttribute<string> TimeZone = new("time_zone", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The IANA time zone of `schedule`, such as `Europe/Berlin`. Default: UTC. It cannot be combined "
            + "with `@every`, or with a zone in `schedule`. Needs Velero 1.15, in an image that has zone data. "
            + "Velero: the prefix `CRON_TZ=` of `schedule`.",
    };

    public static readonly SchemaAttribute<string> Stagger = new("stagger", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Spreads the clusters over this much time. They do not all start "
            + "at once then. A cluster's place depends only on `prefix` and its name, and `crons` shows it. `schedule` "
            + "must name a single minute and a single hour, and the window must not cross midnight.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<bool> Paused = new("paused", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = false,
        Description = "Whether to stop starting backups. Default: `false`. Velero: `paused`.",
    };

    public static readonly SchemaAttribute<bool> SkipImmediately = new("skip_immediately", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
        Description = "Whether a new or changed schedule waits for its time. One that is unpaused counts as changed. With `false`, "
            + "Velero starts a backup that is due. Changing only this changes nothing on the clusters. Default: "
            + "`true`. Velero: `skipImmediately` (since 1.13).",
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Clusters = new("clusters", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The clusters to back up. Default: all of the workspace.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static value => value.Count > 0 ? null : "must name at least one cluster; leave it out to mean all."),
        ],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Labels =
        new("labels", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Labels for the Schedules and their backups. Labels that others set stay.",
            Validators = [Rules.Labels],
        };

    public static readonly IgnoreDrift Ignorable = new(
        [
            ScheduleElement.PausedAttribute,
            ScheduleElement.ScheduleAttribute,
            ScheduleElement.LabelsAttribute,
            .. ContentAttributes.Arguments.Select(static argument => argument.Name),
        ],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["time_zone"] = ScheduleElement.ScheduleAttribute,
            ["stagger"] = ScheduleElement.ScheduleAttribute,
        });

    public static readonly SchemaAttribute<IReadOnlySet<string>> IgnoreDrift = Ignorable.Argument;

    public static readonly SchemaAttribute<string> UnhealthyClusters = new("unhealthy_clusters", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "skip",
        Description = "If a cluster does not answer: `skip` or `fail`. A skipped cluster is a warning "
            + "and in `skipped_clusters`, and the next apply after it is back adds it; with `fail` nothing is written "
            + "anywhere. Default: `skip`.",
        Validators = [Rules.OneOf("skip", "fail")],
    };

    public static readonly SchemaAttribute<TimeoutsModel> Timeouts = new("timeouts", Codec.Object<TimeoutsModel>())
    {
        Presence = Presence.Optional,
        Description = "Time limits.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Crons =
        new("crons", Codec.Map(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "When each cluster is backed up. The cron with time zone and stagger. The plan shows it "
                + "before anything is created; skipped clusters are in it too.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ScheduleElementModel>> Schedules =
        new("schedules", Codec.Map(Codec.Object<ScheduleElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "What is on each cluster. It is everything that this provider writes, and nothing else; drift "
                + "shows here, per cluster and field.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SkippedClusters =
        new("skipped_clusters", Codec.Map(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "Clusters skipped, and why.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Id,
        Prefix,
        Schedule,
        TimeZone,
        Stagger,
        Paused,
        SkipImmediately,
        Clusters,
        Labels,
        IgnoreDrift,
        UnhealthyClusters,
        Timeouts,
        .. ContentAttributes.Arguments,
        NamespaceSelector.Argument,
        Crons,
        Schedules,
        SkippedClusters,
    ];

    /// <summary>What the state says of each cluster; empty while it is null or unknown.</summary>
    public IReadOnlyDictionary<string, ScheduleElement> Elements =>
        Get(Schedules).TryGetKnown(out var map)
            ? map.ToDictionary(static e => e.Key, static e => e.Value.Element, StringComparer.Ordinal)
            : new Dictionary<string, ScheduleElement>(StringComparer.Ordinal);

    /// <summary>By cluster, the reason it was skipped for; empty while that is null or unknown.</summary>
    public IReadOnlyDictionary<string, string> Skipped =>
        Get(SkippedClusters).TryGetKnown(out var map) ? map : StringMap.Empty;

    public UnhealthyPolicy Policy =>
        Get(UnhealthyClusters).TryGetKnown(out var policy) && policy == "fail" ? UnhealthyPolicy.Fail : UnhealthyPolicy.Skip;

    public bool AreClustersKnown => Get(Schedules).IsKnown && Get(SkippedClusters).IsKnown;

    public Value<TimeoutsModel> Limits => Get(Timeouts);

    public static ScheduleModel Of(TerraformValue value) => new(value);

    /// <summary>The model with what is on the clusters replaced.</summary>
    public ScheduleModel WithClusters(
        IEnumerable<KeyValuePair<string, ScheduleElement>> elements, IReadOnlyDictionary<string, string> skipped) =>
        With(Schedules, ToValue(elements)).With(SkippedClusters, Value.Of(skipped));

    /// <param name="made">The clusters whose object will be made by the apply.</param>
    public static Value<IReadOnlyDictionary<string, ScheduleElementModel>> ToValue(
        IEnumerable<KeyValuePair<string, ScheduleElement>> elements, IReadOnlySet<string>? made = null) =>
        Value.Of<IReadOnlyDictionary<string, ScheduleElementModel>>(elements.ToDictionary(
            static e => e.Key,
            e => ScheduleElementModel.From(e.Value, made?.Contains(e.Key) == true),
            StringComparer.Ordinal));
}
