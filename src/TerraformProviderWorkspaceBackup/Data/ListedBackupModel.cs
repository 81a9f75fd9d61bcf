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
        "prefix", Codec.String, "The schedule's prefix, or the `workspace_backup`'s name.");

    public static readonly SchemaAttribute<string> RunId = Shown.As(
        "run_id", Codec.String, "The run that it belongs to, together with the other clusters' backups.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Cluster, Prefix, RunId, .. BackupElementModel.Attributes];

    public static ListedBackupModel Of(TerraformValue value) => new(value);

    public static ListedBackupModel From(ListedBackup listed)
    {
        var model = Empty
            .With(Cluster, listed.Backup.Cluster)
            .With(Prefix, listed.Run.Prefix)
            .With(RunId, listed.Run.ToString());
        var backup = BackupElementModel.From(listed.Backup);
        return BackupElementModel.Attributes.Aggregate(
            model, (whole, attribute) => whole.WithRaw(attribute, backup.Raw(attribute)));
    }
}
