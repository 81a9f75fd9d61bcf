using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.OnDemand;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backup</c>.</summary>
internal sealed record BackupDataModel : IModel<BackupDataModel>
{
    public static readonly SchemaAttribute<string> PrefixAttribute = new("prefix", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The prefix of a schedule, or the name of an on-demand backup.",
        Validators = [new Rule<string>(static value => value.Length > 0 ? null : "must not be empty.")],
    };

    public static readonly SchemaAttribute<string> BeforeAttribute = new("before", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only runs that were due before this time (RFC 3339). Default: all.",
        Validators = [DataRules.Time],
    };

    public static readonly SchemaAttribute<bool> AllowPartiallyFailedAttribute =
        new("allow_partially_failed", Codec.Bool)
        {
            Presence = Presence.Optional,
            Description = "Whether a backup that lacks some items (phase `PartiallyFailed`) counts for `complete`. "
                + "Default: `false`.",
        };

    public static readonly SchemaAttribute<string> IdAttribute = Shown.As(
        "id", Codec.String,
        "The run, `<workspace>/<prefix>/<YYYYMMDDThhmmssZ>`: the newest that is over, however bad it ended. "
        + "Null: there is none.");

    public static readonly SchemaAttribute<string> RunTimeAttribute = Shown.As(
        "run_time", Codec.String,
        "When the run was due, without any cluster's stagger (RFC 3339, UTC). Null: there is no run.");

    public static readonly SchemaAttribute<long> AgeSecondsAttribute = Shown.As(
        "age_seconds", Codec.Int64, "The seconds since `run_time`. Null: there is no run.");

    public static readonly SchemaAttribute<bool> CompleteAttribute = Shown.As(
        "complete", Codec.Bool, "Whether every cluster has a `Completed` backup in the run.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> MissingClustersAttribute = Shown.As(
        "missing_clusters", Codec.List(Codec.String),
        "The clusters without a `Completed` backup in the run: those whose backup failed or was never made, and those "
        + "that could not be asked.");

    public static readonly SchemaAttribute<string> InProgressIdAttribute = Shown.As(
        "in_progress_id", Codec.String, "A newer run that is still going. Null: none is.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> BackupsAttribute = Shown.As(
        "backups", Codec.Map(Codec.Object<BackupElementModel>()),
        "The run's backup on each cluster that has one, by the cluster's name.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        PrefixAttribute,
        BeforeAttribute,
        ScopeAttributes.Clusters,
        AllowPartiallyFailedAttribute,
        ScopeAttributes.UnhealthyClusters,
        IdAttribute,
        RunTimeAttribute,
        AgeSecondsAttribute,
        CompleteAttribute,
        MissingClustersAttribute,
        InProgressIdAttribute,
        BackupsAttribute,
        ScopeAttributes.SkippedClusters,
    ];

    public required Value<string> Prefix { get; init; }

    public required Value<string> Before { get; init; }

    public required Value<IReadOnlySet<string>> Clusters { get; init; }

    public required Value<bool> AllowPartiallyFailed { get; init; }

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<string> Id { get; init; }

    public required Value<string> RunTime { get; init; }

    public required Value<long> AgeSeconds { get; init; }

    public required Value<bool> Complete { get; init; }

    public required Value<IReadOnlyList<string>> MissingClusters { get; init; }

    public required Value<string> InProgressId { get; init; }

    public required Value<IReadOnlyDictionary<string, BackupElementModel>> Backups { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SkippedClusters { get; init; }

    public static BackupDataModel Read(ModelReader reader) => new()
    {
        Prefix = reader.Get(PrefixAttribute),
        Before = reader.Get(BeforeAttribute),
        Clusters = reader.Get(ScopeAttributes.Clusters),
        AllowPartiallyFailed = reader.Get(AllowPartiallyFailedAttribute),
        UnhealthyClusters = reader.Get(ScopeAttributes.UnhealthyClusters),
        Id = reader.Get(IdAttribute),
        RunTime = reader.Get(RunTimeAttribute),
        AgeSeconds = reader.Get(AgeSecondsAttribute),
        Complete = reader.Get(CompleteAttribute),
        MissingClusters = reader.Get(MissingClustersAttribute),
        InProgressId = reader.Get(InProgressIdAttribute),
        Backups = reader.Get(BackupsAttribute),
        SkippedClusters = reader.Get(ScopeAttributes.SkippedClusters),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(PrefixAttribute, Prefix);
        writer.Set(BeforeAttribute, Before);
        writer.Set(ScopeAttributes.Clusters, Clusters);
        writer.Set(AllowPartiallyFailedAttribute, AllowPartiallyFailed);
        writer.Set(ScopeAttributes.UnhealthyClusters, UnhealthyClusters);
        writer.Set(IdAttribute, Id);
        writer.Set(RunTimeAttribute, RunTime);
        writer.Set(AgeSecondsAttribute, AgeSeconds);
        writer.Set(CompleteAttribute, Complete);
        writer.Set(MissingClustersAttribute, MissingClusters);
        writer.Set(InProgressIdAttribute, InProgressId);
        writer.Set(BackupsAttribute, Backups);
        writer.Set(ScopeAttributes.SkippedClusters, SkippedClusters);
    }
}
