using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.OnDemand;
using WorkspaceBackup.Velero.History;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A Backup with where and what for it was made.</summary>
internal sealed record ListedBackupModel : IModel<ListedBackupModel>
{
    private static readonly SchemaAttribute<string> s_cluster = Shown.As(
        "cluster", Codec.String, "The cluster, by its name in the provider configuration.");

    private static readonly SchemaAttribute<string> s_prefix = Shown.As(
        "prefix", Codec.String, "The schedule's prefix, or the on-demand backup's name.");

    private static readonly SchemaAttribute<string> s_runId = Shown.As(
        "run_id", Codec.String, "The run that it belongs to, with the other clusters' backups of the same time.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [s_cluster, s_prefix, s_runId, .. BackupElementModel.Attributes];

    public required Value<string> Cluster { get; init; }

    public required Value<string> Prefix { get; init; }

    public required Value<string> RunId { get; init; }

    public required BackupElementModel Backup { get; init; }

    public static ListedBackupModel From(ListedBackup listed) => new()
    {
        Cluster = listed.Backup.Cluster,
        Prefix = listed.Run.Prefix,
        RunId = listed.Run.ToString(),
        Backup = BackupElementModel.From(listed.Backup),
    };

    public static ListedBackupModel Read(ModelReader reader) => new()
    {
        Cluster = reader.Get(s_cluster),
        Prefix = reader.Get(s_prefix),
        RunId = reader.Get(s_runId),
        Backup = BackupElementModel.Read(reader),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_cluster, Cluster);
        writer.Set(s_prefix, Prefix);
        writer.Set(s_runId, RunId);
        Backup.Write(writer);
    }
}
