using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backups</c>.</summary>
internal sealed record BackupsDataModel(TerraformValue Object)
    : Model<BackupsDataModel>(Object), IModel<BackupsDataModel>
{
    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups of the schedule of this prefix, or of the on-demand backup of this name. Default: "
            + "all. With it, backups count too that were made before the schedule was declared here, by a Schedule "
            + "named `<prefix>-<cluster>`.",
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Phases = new("phases", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Only backups in one of these phases. Default: all.",
        Validators = [DataRules.Phases],
    };

    public static readonly SchemaAttribute<string> NewerThan = new("newer_than", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups made within this duration before now (`7d`), or after this time (RFC 3339). "
            + "Default: all.",
        Validators = [DataRules.TimeOrAge],
    };

    public static readonly SchemaAttribute<long> Limit = new("limit", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "Only the newest so many, over all clusters. Default: all.",
        Validators = [DataRules.Limit],
    };

    public static readonly SchemaAttribute<IReadOnlyList<ListedBackupModel>> Backups = Shown.As(
        "backups", Codec.List(Codec.Object<ListedBackupModel>()), "The backups, newest first.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Prefix,
        Phases,
        NewerThan,
        ScopeAttributes.Clusters,
        Limit,
        ScopeAttributes.UnhealthyClusters,
        Backups,
        ScopeAttributes.SkippedClusters,
    ];

    public static BackupsDataModel Of(TerraformValue value) => new(value);
}
