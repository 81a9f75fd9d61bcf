using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>What data sources share: where they look, and what becomes of clusters that do not answer.</summary>
internal static class ScopeAttributes
{
    public static readonly SchemaAttribute<IReadOnlySet<string>> Clusters = new("clusters", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The clusters to ask. Default: all of the workspace.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static value =>
                value.Count > 0 ? null : "must name at least one cluster; leave it out to mean all."),
        ],
    };

    public static readonly SchemaAttribute<string> UnhealthyClusters = new("unhealthy_clusters", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "If a cluster does not answer: `skip` or `fail`. `skip` warns. Default: `skip`.",
        Validators = [Rules.OneOf("skip", "fail")],
    };

    public static readonly SchemaAttribute<bool> ReadBackupFiles = new("read_backup_files", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Whether to read backups' own files. It makes DownloadRequests on the clusters at every plan. Default: `false`.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SkippedClusters = Shown.As(
        "skipped_clusters", Codec.Map(Codec.String), "Clusters skipped, and why. They could not be asked.");
}
