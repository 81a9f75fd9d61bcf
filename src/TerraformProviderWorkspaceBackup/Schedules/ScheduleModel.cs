using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>The attributes of <c>workspace_backup_schedule</c>.</summary>
internal sealed record ScheduleModel : IModel<ScheduleModel>
{
    public static readonly SchemaAttribute<string> IdAttribute = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "`<workspace>/<prefix>`.",
    };

    public static readonly SchemaAttribute<string> PrefixAttribute = new("prefix", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The prefix of the backups' names. The Schedule on a cluster is named `<prefix>-<cluster>`, a backup "
            + "`<prefix>-<cluster>-<timestamp>`. A change replaces the Schedules; existing backups stay.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers =
        [
            // After a move from another resource type the prefix is not known to the state yet.
            new RequiresReplace<string>(static (prior, _) => !prior.IsNull),
        ],
    };

    public static readonly SchemaAttribute<string> ScheduleAttribute = new("schedule", Codec.String)
    {
        Presence = Presence.Required,
        Description = "When backups are taken: a cron expression in Velero's dialect (`minute hour day-of-month month day-of-week`, "
            + "`@daily`, `@every 6h`), in UTC unless `time_zone` is set. Where both day fields are restricted, either is enough. Velero: `schedule`.",
    };

    public static readonly SchemaAttribute<string> TimeZoneAttribute = new("time_zone", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The IANA time zone (`Europe/Berlin`) that `schedule` is in. Default: UTC. Not with `@every`, nor with a zone "
            + "in `schedule`. Needs Velero 1.15, in an image that has zone data. Velero: the prefix `CRON_TZ=` of `schedule`.",
    };

    public static readonly SchemaAttribute<string> StaggerAttribute = new("stagger", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Spreads the clusters over a window of this length from the scheduled time on, so that they do not all start "
            + "at once. A cluster's place in it depends on `prefix` and its name alone; `schedules` shows it. Only with a single minute and a single hour, "
            + "and never past midnight.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<bool> PausedAttribute = new("paused", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = false,
        Description = "Whether no backups are started. Default: `false`. Velero: `paused`.",
    };

    public static readonly SchemaAttribute<bool> SkipImmediatelyAttribute = new("skip_immediately", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
        Description = "Whether a backup that is due is left out when the schedule is created, changed or unpaused, instead of "
            + "being started at once. A change of it alone changes nothing on the clusters. Default: `true`. Velero: `skipImmediately` (1.13).",
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ClustersAttribute = new("clusters", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The clusters to back up, by their names in the provider configuration. Default: all of the workspace.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static value => value.Count > 0 ? null : "must name one cluster at least; leave it out to mean all."),
        ],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> LabelsAttribute =
        new("labels", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Labels for the Schedules and their backups. Labels that others set are left alone.",
            Validators = [ScheduleRules.Labels],
        };

    public static readonly SchemaAttribute<string> UnhealthyClustersAttribute = new("unhealthy_clusters", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "skip",
        Description = "What becomes of clusters that do not answer: `skip` leaves them out with a warning and names them in "
            + "`skipped_clusters`, and the next apply after their recovery adds them; `fail` is an error before anything is written. Default: `skip`.",
        Validators = [Rules.OneOf("skip", "fail")],
    };

    public static readonly SchemaAttribute<TimeoutsModel> TimeoutsAttribute = new("timeouts", Codec.Object<TimeoutsModel>())
    {
        Presence = Presence.Optional,
        Description = "Time limits of the operations.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ScheduleElementModel>> SchedulesAttribute =
        new("schedules", Codec.Map(Codec.Object<ScheduleElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "What is on each cluster, by the cluster's name. Drift shows here, per cluster and field.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SkippedClustersAttribute =
        new("skipped_clusters", Codec.Map(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "Clusters that are not as declared because they did not answer, with the reason.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        IdAttribute,
        PrefixAttribute,
        ScheduleAttribute,
        TimeZoneAttribute,
        StaggerAttribute,
        PausedAttribute,
        SkipImmediatelyAttribute,
        ClustersAttribute,
        LabelsAttribute,
        UnhealthyClustersAttribute,
        TimeoutsAttribute,
        .. ContentAttributes.Arguments,
        SchedulesAttribute,
        SkippedClustersAttribute,
    ];

    public required Value<string> Id { get; init; }

    public required Value<string> Prefix { get; init; }

    public required Value<string> Schedule { get; init; }

    public required Value<string> TimeZone { get; init; }

    public required Value<string> Stagger { get; init; }

    public required Value<bool> Paused { get; init; }

    public required Value<bool> SkipImmediately { get; init; }

    public required Value<IReadOnlySet<string>> Clusters { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Labels { get; init; }

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<TimeoutsModel> Timeouts { get; init; }

    public required ContentArguments Content { get; init; }

    public required Value<IReadOnlyDictionary<string, ScheduleElementModel>> Schedules { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SkippedClusters { get; init; }

    /// <summary>What the state says of each cluster; empty while it is null or unknown.</summary>
    public IReadOnlyDictionary<string, ScheduleElement> Elements =>
        Schedules.TryGetKnown(out var map)
            ? map.ToDictionary(static e => e.Key, static e => e.Value.Element, StringComparer.Ordinal)
            : new Dictionary<string, ScheduleElement>(StringComparer.Ordinal);

    public UnhealthyPolicy Policy =>
        UnhealthyClusters.TryGetKnown(out var policy) && policy == "fail" ? UnhealthyPolicy.Fail : UnhealthyPolicy.Skip;

    public static ScheduleModel Read(ModelReader reader) => new()
    {
        Id = reader.Get(IdAttribute),
        Prefix = reader.Get(PrefixAttribute),
        Schedule = reader.Get(ScheduleAttribute),
        TimeZone = reader.Get(TimeZoneAttribute),
        Stagger = reader.Get(StaggerAttribute),
        Paused = reader.Get(PausedAttribute),
        SkipImmediately = reader.Get(SkipImmediatelyAttribute),
        Clusters = reader.Get(ClustersAttribute),
        Labels = reader.Get(LabelsAttribute),
        UnhealthyClusters = reader.Get(UnhealthyClustersAttribute),
        Timeouts = reader.Get(TimeoutsAttribute),
        Content = ContentArguments.Read(reader),
        Schedules = reader.Get(SchedulesAttribute),
        SkippedClusters = reader.Get(SkippedClustersAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(IdAttribute, Id);
        writer.Set(PrefixAttribute, Prefix);
        writer.Set(ScheduleAttribute, Schedule);
        writer.Set(TimeZoneAttribute, TimeZone);
        writer.Set(StaggerAttribute, Stagger);
        writer.Set(PausedAttribute, Paused);
        writer.Set(SkipImmediatelyAttribute, SkipImmediately);
        writer.Set(ClustersAttribute, Clusters);
        writer.Set(LabelsAttribute, Labels);
        writer.Set(UnhealthyClustersAttribute, UnhealthyClusters);
        writer.Set(TimeoutsAttribute, Timeouts);
        Content.Write(writer);
        writer.Set(SchedulesAttribute, Schedules);
        writer.Set(SkippedClustersAttribute, SkippedClusters);
    }

    /// <summary>The model with what is on the clusters replaced.</summary>
    public ScheduleModel With(
        IEnumerable<KeyValuePair<string, ScheduleElement>> elements, IReadOnlyDictionary<string, string> skipped) =>
        this with { Schedules = ToValue(elements), SkippedClusters = Value.Of(skipped) };

    public static Value<IReadOnlyDictionary<string, ScheduleElementModel>> ToValue(
        IEnumerable<KeyValuePair<string, ScheduleElement>> elements) =>
        Value.Of<IReadOnlyDictionary<string, ScheduleElementModel>>(
            elements.ToDictionary(static e => e.Key, static e => new ScheduleElementModel(e.Value), StringComparer.Ordinal));
}
