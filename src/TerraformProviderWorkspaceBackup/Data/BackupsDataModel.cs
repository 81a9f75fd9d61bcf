using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_backups</c>.</summary>
internal sealed record BackupsDataModel : IModel<BackupsDataModel>
{
    private static readonly SchemaAttribute<string> s_prefix = new("prefix", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups of the schedule of this prefix, or of the on-demand backup of this name. Default: "
            + "all. With it, backups count too that were made before the schedule was declared here, by a Schedule "
            + "named `<prefix>-<cluster>`.",
    };

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_phases = new("phases", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Only backups in one of these phases. Default: all.",
        Validators = [DataRules.Phases],
    };

    private static readonly SchemaAttribute<string> s_newerThan = new("newer_than", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Only backups made within this duration before now (`7d`), or after this time (RFC 3339). "
            + "Default: all.",
        Validators = [DataRules.TimeOrAge],
    };

    private static readonly SchemaAttribute<long> s_limit = new("limit", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "Only the newest so many, over all clusters. Default: all.",
        Validators = [DataRules.Limit],
    };

    private static readonly SchemaAttribute<IReadOnlyList<ListedBackupModel>> s_backups = Shown.As(
        "backups", Codec.List(Codec.Object<ListedBackupModel>()), "The backups, newest first.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_prefix,
        s_phases,
        s_newerThan,
        ScopeAttributes.Clusters,
        s_limit,
        ScopeAttributes.UnhealthyClusters,
        s_backups,
        ScopeAttributes.SkippedClusters,
    ];

    public required Value<string> Prefix { get; init; }

    public required Value<IReadOnlySet<string>> Phases { get; init; }

    public required Value<string> NewerThan { get; init; }

    public required Value<IReadOnlySet<string>> Clusters { get; init; }

    public required Value<long> Limit { get; init; }

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<IReadOnlyList<ListedBackupModel>> Backups { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> SkippedClusters { get; init; }

    public static BackupsDataModel Read(ModelReader reader) => new()
    {
        Prefix = reader.Get(s_prefix),
        Phases = reader.Get(s_phases),
        NewerThan = reader.Get(s_newerThan),
        Clusters = reader.Get(ScopeAttributes.Clusters),
        Limit = reader.Get(s_limit),
        UnhealthyClusters = reader.Get(ScopeAttributes.UnhealthyClusters),
        Backups = reader.Get(s_backups),
        SkippedClusters = reader.Get(ScopeAttributes.SkippedClusters),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_prefix, Prefix);
        writer.Set(s_phases, Phases);
        writer.Set(s_newerThan, NewerThan);
        writer.Set(ScopeAttributes.Clusters, Clusters);
        writer.Set(s_limit, Limit);
        writer.Set(ScopeAttributes.UnhealthyClusters, UnhealthyClusters);
        writer.Set(s_backups, Backups);
        writer.Set(ScopeAttributes.SkippedClusters, SkippedClusters);
    }
}
