using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backup</c>.</summary>
internal sealed record BackupDataModel(TerraformValue Object) : Model<BackupDataModel>(Object), IModel<BackupDataModel>
{
    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Required,
        Description = "A schedule's `prefix`, or the `name` of a `workspace_backup`.",
        Validators = [DataRules.Prefix],
    };

    public static readonly SchemaAttribute<string> Before = new("before", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only runs that were due before this RFC 3339 time.",
        Validators = [DataRules.Time],
    };

    public static readonly SchemaAttribute<bool> AllowPartiallyFailed =
        new("allow_partially_failed", Codec.Bool)
        {
            Presence = Presence.Optional,
            Description = "Whether phase `PartiallyFailed` counts as complete. Default: `false`.",
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, IReadOnlyDictionary<string, VolumeModel>>> Volumes = Shown.As(
        "volumes", Codec.Map(Codec.Map(Codec.Object<VolumeModel>())),
        "What became of each volume. With `read_backup_files`, by cluster and `namespace/claim`: `saved` (null: not known), `method`, `bytes` and `reason`.");

    public static readonly SchemaAttribute<IReadOnlyList<ProblemModel>> Problems = Shown.As(
        "problems", Codec.List(Codec.Object<ProblemModel>()),
        "Velero's first errors and warnings. With `read_backup_files`.");

    public static readonly SchemaAttribute<string> Id = Shown.As(
        "id", Codec.String,
        "The newest run that has ended, successful or not. `<workspace>/<prefix>/<YYYYMMDDThhmmssZ>`. Null if there is none.");

    public static readonly SchemaAttribute<string> RunTime = Shown.As(
        "run_time", Codec.String,
        "When the run was due (RFC 3339), before any stagger.");

    public static readonly SchemaAttribute<long> AgeSeconds = Shown.As(
        "age_seconds", Codec.Int64, "Seconds since `run_time`.");

    public static readonly SchemaAttribute<bool> Complete = Shown.As(
        "complete", Codec.Bool,
        "Whether every cluster has a `Completed` backup in it. A run of an `@every` schedule is of one cluster: set `clusters` to it.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> MissingClusters = Shown.As(
        "missing_clusters", Codec.List(Codec.String),
        "The clusters without one. Their backup failed, was never made, or they could not be asked.");

    public static readonly SchemaAttribute<string> InProgressId = Shown.As(
        "in_progress_id", Codec.String, "A newer run that is still in progress. Null if there is none.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, BackupElementModel>> Backups = Shown.As(
        "backups", Codec.Map(Codec.Object<BackupElementModel>()),
        "The run's backups, by cluster.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Prefix,
        Before,
        ScopeAttributes.Clusters,
        AllowPartiallyFailed,
        ScopeAttributes.UnhealthyClusters,
        ScopeAttributes.ReadBackupFiles,
        Id,
        RunTime,
        AgeSeconds,
        Complete,
        MissingClusters,
        InProgressId,
        Backups,
        Volumes,
        Problems,
        ScopeAttributes.SkippedClusters,
    ];

    public static BackupDataModel Of(TerraformValue value) => new(value);
}
