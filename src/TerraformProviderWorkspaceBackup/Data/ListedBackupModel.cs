using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;
using WorkspaceBackup.Velero.History;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A Backup with where and what for it was made.</summary>
internal sealed record ListedBackupModel(TerraformValue Object)
    : Model<ListedBackupModel>(Object), IModel<ListedBackupModel>
{
    public static readonly SchemaAttribute<string> Cluster = Shown.As(
        "cluster", Codec.String, "The cluster's name.");

    public static readonly SchemaAttribute<string> Prefix = Shown.As(
        "prefix", Codec.String, "The schedule's prefix, or the `workspace_backup`'s name. Null for others' backups.");

    public static readonly SchemaAttribute<string> RunId = Shown.As(
        "run_id", Codec.String, "The run that it belongs to, together with the other clusters' backups. Null for others' backups.");

    public static readonly SchemaAttribute<string> Schedule = Shown.As(
        "schedule", Codec.String, "The Schedule that made it. By its label.");

    public static readonly SchemaAttribute<string> Origin = Shown.As(
        "origin", Codec.String, $"Whose backup it is. `{OriginHere}`, `{OriginAnother}`, or `{OriginBucket}` if Velero found it there and no label says.");

    private const string OriginHere = "cluster";

    private const string OriginAnother = "another_cluster";

    private const string OriginBucket = "bucket";

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Cluster, Prefix, RunId, Schedule, Origin, .. BackupElementModel.Attributes];

    public static ListedBackupModel Of(TerraformValue value) => new(value);

    public static ListedBackupModel From(FoundBackup listed)
    {
        var model = Empty
            .With(Cluster, listed.Backup.Cluster)
            .With(Prefix, Value.OfNullable(listed.Run?.Prefix))
            .With(RunId, Value.OfNullable(listed.Run?.ToString()))
            .With(Schedule, Value.OfNullable(listed.Backup.ScheduleName))
            .With(Origin, listed.Origin switch
            {
                BackupOrigin.Here => OriginHere,
                BackupOrigin.AnotherCluster => OriginAnother,
                _ => OriginBucket,
            });
        var backup = BackupElementModel.From(listed.Backup);
        return BackupElementModel.Attributes.Aggregate(
            model, (whole, attribute) => whole.WithRaw(attribute, backup.Raw(attribute)));
    }
}
