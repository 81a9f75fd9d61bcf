using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.OnDemand;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backup</c>.</summary>
internal sealed record BackupDataModel(TerraformValue Object) : Model<BackupDataModel>(Object), IModel<BackupDataModel>
{
    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The prefix of a schedule, or the name of an on-demand backup.",
        Validators = [new Rule<string>(static value => value.Length > 0 ? null : "must not be empty.")],
    };

    public static readonly SchemaAttribute<string> Before = new("before", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only runs that were due before this time (RFC 3339). Default: all.",
        Validators = [DataRules.Time],
    };

    public static readonly SchemaAttribute<bool> AllowPartiallyFailed =
        new("allow_partially_failed", Codec.Bool)
        {
            Presence = Presence.Optional,
            Description = "Whether a backup that lacks some items (phase `PartiallyFailed`) counts for `complete`. "
                + "Default: `false`.",
        };

    public static readonly SchemaAttribute<string> Id = Shown.As(
        "id", Codec.String,
        "The run, `<workspace>/<prefix>/<YYYYMMDDThhmmssZ>`: the newest that is over, however bad it ended. "
        + "Null: there is none.");

    public static readonly SchemaAttribute<string> RunTime = Shown.As(
        "run_time", Codec.String,
        "When the run was due, without any cluster's stagger (RFC 3339, UTC). Null: there is no run.");

    public static readonly SchemaAttribute<long> AgeSeconds = Shown.As(
        "age_seconds", Codec.Int64, "The seconds since `run_time`. Null: there is no run.");

    public static readonly SchemaAttribute<bool> Complete = Shown.As(
        "complete", Codec.Bool, "Whether every cluster has a `Completed` backup in the run.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> MissingClusters = Shown.As(
        "missing_clusters", Codec.List(Codec.String),
        "The clusters without a `Completed` backup in the run: those whose backup failed or was never made, and those "
        + "that could not be asked.");

    public static readonly SchemaAttribute<string> InProgressId = Shown.As(
        "in_progress_id", Codec.String, "A newer run that is still going. Null: none is.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> Backups = Shown.As(
        "backups", Codec.Map(Codec.Object<BackupElementModel>()),
        "The run's backup on each cluster that has one, by the cluster's name.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Prefix,
        Before,
        ScopeAttributes.Clusters,
        AllowPartiallyFailed,
        ScopeAttributes.UnhealthyClusters,
        Id,
        RunTime,
        AgeSeconds,
        Complete,
        MissingClusters,
        InProgressId,
        Backups,
        ScopeAttributes.SkippedClusters,
    ];

    public static BackupDataModel Of(TerraformValue value) => new(value);
}
