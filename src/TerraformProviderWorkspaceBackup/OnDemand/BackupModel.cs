using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Runs;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.OnDemand;

/// <summary>The attributes of <c>workspace_backup</c>.</summary>
internal sealed record BackupModel : IModel<BackupModel>
{
    public static readonly SchemaAttribute<string> IdAttribute = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The run's id, `<workspace>/<name>/<YYYYMMDDThhmmssZ>`: what `from_backup` of a restore takes.",
    };

    public static readonly SchemaAttribute<string> NameAttribute = new("name", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The first part of the Backups' names, `<name>-<cluster>-<YYYYMMDDhhmmss>`. Default: the prefix in `from_schedule`, so that it "
            + "counts as a run of that schedule.",
        Validators = [new Rule<string>(RunNames.PrefixError)],
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

    public static readonly SchemaAttribute<string> UnhealthyClustersAttribute = RunAttributes.UnhealthyClusters("skip");

    public static readonly SchemaAttribute<bool> CompleteAttribute = new("complete", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether every cluster has a backup in phase `Completed` (or `PartiallyFailed`, when that is allowed) that is still there.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> BackupsAttribute =
        new("backups", Codec.Map(Codec.Object<BackupElementModel>()))
        {
            Presence = Presence.Computed,
            Description = "The Backup on each cluster, by the cluster's name.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        IdAttribute,
        NameAttribute,
        FromScheduleAttribute,
        RunAttributes.Triggers,
        RunAttributes.Clusters,
        RunAttributes.Labels,
        UnhealthyClustersAttribute,
        RunAttributes.Wait,
        RunAttributes.AllowPartiallyFailed,
        DeletionPolicyAttribute,
        RunAttributes.Timeouts,
        .. ContentAttributes.Replacing,
        CompleteAttribute,
        BackupsAttribute,
        RunAttributes.SkippedClusters,
    ];

    public required Value<string> Id { get; init; }

    public required Value<string> Name { get; init; }

    public required Value<string> FromSchedule { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Triggers { get; init; }

    public required Value<IReadOnlySet<string>> Clusters { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Labels { get; init; }

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<bool> Wait { get; init; }

    public required Value<bool> AllowPartiallyFailed { get; init; }

    public required Value<string> DeletionPolicy { get; init; }

    public required Value<RunTimeoutsModel> Timeouts { get; init; }

    public required ContentArguments Content { get; init; }

    public required Value<bool> Complete { get; init; }

    public required Value<IReadOnlyDictionary<string, BackupElementModel>> Backups { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SkippedClusters { get; init; }

    public UnhealthyPolicy Policy =>
        UnhealthyClusters.TryGetKnown(out var policy) && policy == "fail" ? UnhealthyPolicy.Fail : UnhealthyPolicy.Skip;

    /// <summary>By cluster; empty while it is null or unknown.</summary>
    public IReadOnlyDictionary<string, BackupElementModel> Elements =>
        Backups.TryGetKnown(out var map) ? map : new Dictionary<string, BackupElementModel>(StringComparer.Ordinal);

    public static BackupModel Read(ModelReader reader) => new()
    {
        Id = reader.Get(IdAttribute),
        Name = reader.Get(NameAttribute),
        FromSchedule = reader.Get(FromScheduleAttribute),
        Triggers = reader.Get(RunAttributes.Triggers),
        Clusters = reader.Get(RunAttributes.Clusters),
        Labels = reader.Get(RunAttributes.Labels),
        UnhealthyClusters = reader.Get(UnhealthyClustersAttribute),
        Wait = reader.Get(RunAttributes.Wait),
        AllowPartiallyFailed = reader.Get(RunAttributes.AllowPartiallyFailed),
        DeletionPolicy = reader.Get(DeletionPolicyAttribute),
        Timeouts = reader.Get(RunAttributes.Timeouts),
        Content = ContentArguments.Read(reader),
        Complete = reader.Get(CompleteAttribute),
        Backups = reader.Get(BackupsAttribute),
        SkippedClusters = reader.Get(RunAttributes.SkippedClusters),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(IdAttribute, Id);
        writer.Set(NameAttribute, Name);
        writer.Set(FromScheduleAttribute, FromSchedule);
        writer.Set(RunAttributes.Triggers, Triggers);
        writer.Set(RunAttributes.Clusters, Clusters);
        writer.Set(RunAttributes.Labels, Labels);
        writer.Set(UnhealthyClustersAttribute, UnhealthyClusters);
        writer.Set(RunAttributes.Wait, Wait);
        writer.Set(RunAttributes.AllowPartiallyFailed, AllowPartiallyFailed);
        writer.Set(DeletionPolicyAttribute, DeletionPolicy);
        writer.Set(RunAttributes.Timeouts, Timeouts);
        Content.Write(writer);
        writer.Set(CompleteAttribute, Complete);
        writer.Set(BackupsAttribute, Backups);
        writer.Set(RunAttributes.SkippedClusters, SkippedClusters);
    }

    /// <summary>The model with what is on the clusters replaced, and what follows from it.</summary>
    public BackupModel With(IEnumerable<KeyValuePair<string, BackupElementModel>> elements)
    {
        var sorted = new SortedDictionary<string, BackupElementModel>(
            elements.ToDictionary(static e => e.Key, static e => e.Value), StringComparer.Ordinal);
        return this with
        {
            Backups = Value.Of<IReadOnlyDictionary<string, BackupElementModel>>(sorted),
            Complete = IsComplete(sorted.Values, SkippedClusters.Known, AllowPartiallyFailed.Known),
        };
    }

    private static bool IsComplete(
        IEnumerable<BackupElementModel> elements, IReadOnlyDictionary<string, string> skipped, bool allowPartiallyFailed) =>
        skipped.Count == 0 && elements.All(element =>
            element.Phase.Known == "Completed" || (allowPartiallyFailed && element.Phase.Known == "PartiallyFailed"));
}
