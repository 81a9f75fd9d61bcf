using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backups</c>.</summary>
internal sealed record BackupsDataModel(TerraformValue Object)
    : Model<BackupsDataModel>(Object), IModel<BackupsDataModel>
{
    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups of this schedule or `workspace_backup`. The one of this name. It also finds those that a Schedule named `<prefix>-<cluster>` made before it was declared here.",
        Validators = [DataRules.Prefix],
    };

    public static readonly SchemaAttribute<string> MadeBy = new("made_by", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Whose backups to list. `workspace`, or `anyone` for every Backup on the clusters. Default: `workspace`.",
        Validators = [Rules.OneOf("workspace", Anyone)],
    };

    public const string Anyone = "anyone";

    public static readonly SchemaAttribute<IReadOnlySet<string>> Phases = new("phases", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Only backups in these phases.",
        Validators = [DataRules.Phases],
    };

    public static readonly SchemaAttribute<string> NewerThan = new("newer_than", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups younger than this (`7d`). Or those made after this RFC 3339 time.",
        Validators = [DataRules.TimeOrAge],
    };

    public static readonly SchemaAttribute<long> Limit = new("limit", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "At most this many, over all clusters.",
        Validators = [DataRules.Limit],
    };

    public static readonly SchemaAttribute<IReadOnlyList<ListedBackupModel>> Backups = Shown.As(
        "backups", Codec.List(Codec.Object<ListedBackupModel>()), "The backups, newest first.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Prefix,
        MadeBy,
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
