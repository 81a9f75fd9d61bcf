using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Runs;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Schedules.Cron;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Restores;

/// <summary>The attributes of <c>workspace_restore</c>.</summary>
internal sealed record RestoreModel : IModel<RestoreModel>
{
    public static readonly SchemaAttribute<string> IdAttribute = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "`<workspace>/<name>/<YYYYMMDDThhmmssZ>`.",
    };

    public static readonly SchemaAttribute<string> NameAttribute = new("name", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "restore",
        Description = "The first part of the Restores' names, `<name>-<cluster>-<YYYYMMDDhhmmss>`. Default: `restore`.",
        Validators = [new Rule<string>(RunNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromBackupAttribute = new("from_backup", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The id of the run to restore from: `workspace_backup.x.id`, or `data.workspace_backup.x.id` "
            + "for the newest one.",
        Validators = [new Rule<string>(static text => RunId.TryParse(text, out _, out var error) ? null : error)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> FromScheduleAttribute = new("from_schedule", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The prefix of a schedule, or the name of a backup on demand, to take the newest run of that ended "
            + "before `before` and is usable on every cluster: `Completed`, or with `allow_partially_failed` "
            + "`PartiallyFailed`.",
        Validators = [new Rule<string>(ScheduleNames.PrefixError)],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> BeforeAttribute = new("before", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "With `from_schedule`: a time that is over, in RFC 3339, as `2030-01-31T12:00:00Z`.",
        Validators = [new Rule<string>(static text => Rfc3339.TryParse(text, out _) ? null : $"\"{text}\" is no time "
            + "of RFC 3339.")],
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> NamespacesAttribute = new(
        "namespaces", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The namespaces to restore. Default: those of the backup that belong to the workspace. "
            + "`[\"*\"]`: all that the backup holds.",
        Validators = [Rules.NamespacesOrPatterns],
        PlanModifiers = [new RequiresReplace<IReadOnlySet<string>>()],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SourceClustersAttribute =
        new("source_clusters", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "For migrations and drills: the cluster to restore to the cluster whose backup it takes; to "
                + "itself where it was rebuilt since. Velero there must see that backup through a location of its own. "
                + "Others take their own backups.",
            PlanModifiers = [new RequiresReplace<IReadOnlyDictionary<string, string>>()],
        };

    public static readonly SchemaAttribute<string> UnhealthyClustersAttribute = RunAttributes.UnhealthyClusters("fail");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, RestoreElementModel>> RestoresAttribute =
        new("restores", Codec.Map(Codec.Object<RestoreElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "The Restore on each cluster, by the cluster's name.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> LeftOutAttribute = new(
        "left_out", Codec.Map(Codec.String))
    {
        Presence = Presence.Computed,
        Description = "Clusters of the backup's run that are not in the workspace now, and so are not restored, with "
            + "the reason.",
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        IdAttribute,
        NameAttribute,
        FromBackupAttribute,
        FromScheduleAttribute,
        BeforeAttribute,
        NamespacesAttribute,
        RunAttributes.Clusters,
        SourceClustersAttribute,
        .. RestoreArguments.Attributes,
        RunAttributes.Triggers,
        RunAttributes.Labels,
        UnhealthyClustersAttribute,
        RunAttributes.Wait,
        RunAttributes.AllowPartiallyFailed,
        RunAttributes.Timeouts,
        RestoresAttribute,
        LeftOutAttribute,
        RunAttributes.SkippedClusters,
    ];

    public required Value<string> Id { get; init; }

    public required Value<string> Name { get; init; }

    public required Value<string> FromBackup { get; init; }

    public required Value<string> FromSchedule { get; init; }

    public required Value<string> Before { get; init; }

    public required Value<IReadOnlySet<string>> Namespaces { get; init; }

    public required Value<IReadOnlySet<string>> Clusters { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SourceClusters { get; init; }

    public required RestoreArguments Arguments { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Triggers { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Labels { get; init; }

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<bool> Wait { get; init; }

    public required Value<bool> AllowPartiallyFailed { get; init; }

    public required Value<RunTimeoutsModel> Timeouts { get; init; }

    public required Value<IReadOnlyDictionary<string, RestoreElementModel>> Restores { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> LeftOut { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SkippedClusters { get; init; }

    public UnhealthyPolicy Policy =>
        UnhealthyClusters.TryGetKnown(out var policy) && policy == "skip" ? UnhealthyPolicy.Skip : UnhealthyPolicy.Fail;

    /// <summary>By cluster; empty while it is null or unknown.</summary>
    public IReadOnlyDictionary<string, RestoreElementModel> Elements =>
        Restores.TryGetKnown(out var map) ? map : new Dictionary<string, RestoreElementModel>(StringComparer.Ordinal);

    public static RestoreModel Read(ModelReader reader) => new()
    {
        Id = reader.Get(IdAttribute),
        Name = reader.Get(NameAttribute),
        FromBackup = reader.Get(FromBackupAttribute),
        FromSchedule = reader.Get(FromScheduleAttribute),
        Before = reader.Get(BeforeAttribute),
        Namespaces = reader.Get(NamespacesAttribute),
        Clusters = reader.Get(RunAttributes.Clusters),
        SourceClusters = reader.Get(SourceClustersAttribute),
        Arguments = RestoreArguments.Read(reader),
        Triggers = reader.Get(RunAttributes.Triggers),
        Labels = reader.Get(RunAttributes.Labels),
        UnhealthyClusters = reader.Get(UnhealthyClustersAttribute),
        Wait = reader.Get(RunAttributes.Wait),
        AllowPartiallyFailed = reader.Get(RunAttributes.AllowPartiallyFailed),
        Timeouts = reader.Get(RunAttributes.Timeouts),
        Restores = reader.Get(RestoresAttribute),
        LeftOut = reader.Get(LeftOutAttribute),
        SkippedClusters = reader.Get(RunAttributes.SkippedClusters),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(IdAttribute, Id);
        writer.Set(NameAttribute, Name);
        writer.Set(FromBackupAttribute, FromBackup);
        writer.Set(FromScheduleAttribute, FromSchedule);
        writer.Set(BeforeAttribute, Before);
        writer.Set(NamespacesAttribute, Namespaces);
        writer.Set(RunAttributes.Clusters, Clusters);
        writer.Set(SourceClustersAttribute, SourceClusters);
        Arguments.Write(writer);
        writer.Set(RunAttributes.Triggers, Triggers);
        writer.Set(RunAttributes.Labels, Labels);
        writer.Set(UnhealthyClustersAttribute, UnhealthyClusters);
        writer.Set(RunAttributes.Wait, Wait);
        writer.Set(RunAttributes.AllowPartiallyFailed, AllowPartiallyFailed);
        writer.Set(RunAttributes.Timeouts, Timeouts);
        writer.Set(RestoresAttribute, Restores);
        writer.Set(LeftOutAttribute, LeftOut);
        writer.Set(RunAttributes.SkippedClusters, SkippedClusters);
    }

    public RestoreModel With(IEnumerable<KeyValuePair<string, RestoreElementModel>> elements) =>
        this with { Restores = ToValue(elements) };

    public static Value<IReadOnlyDictionary<string, RestoreElementModel>> ToValue(
        IEnumerable<KeyValuePair<string, RestoreElementModel>> elements) =>
        Value.Of<IReadOnlyDictionary<string, RestoreElementModel>>(new SortedDictionary<string, RestoreElementModel>(
            elements.ToDictionary(static e => e.Key, static e => e.Value), StringComparer.Ordinal));
}
