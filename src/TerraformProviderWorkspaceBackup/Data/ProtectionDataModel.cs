using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_protection</c>.</summary>
internal sealed record ProtectionDataModel(TerraformValue Object)
    : Model<ProtectionDataModel>(Object), IModel<ProtectionDataModel>
{
    public static readonly SchemaAttribute<IReadOnlySet<string>> Namespaces = new("namespaces", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The namespaces that must be protected. `[\"*\"]`: all that a cluster has. Default: the workspace's; if it names none, all.",
        Validators = [Rules.NamespacesOrAll],
    };

    public static readonly SchemaAttribute<string> Rpo = new("rpo", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "How old the newest good backup may be (`26h`). Default: one run of its schedule may be missed for no longer than a backup takes.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<bool> Detail = new("detail", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Whether `volumes` lists every claim. Default: only those with a finding.",
    };

    public static readonly SchemaAttribute<string> ReadAt = Shown.As(
        "read_at", Codec.String, "When it was read (RFC 3339). Ages are measured from here.");

    public static readonly SchemaAttribute<bool> Protected = Shown.As(
        "protected", Codec.Bool,
        "Whether everything is protected. Every namespace is covered, in a good backup that is not late, with the data of its volumes, on every cluster. `false` also when something is unknown.");

    public static readonly SchemaAttribute<IReadOnlyList<ProtectionFindingModel>> Findings = Shown.As(
        "findings", Codec.List(Codec.Object<ProtectionFindingModel>()), "What is wrong or unknown, the worst first.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ProtectedClusterModel>> ByCluster = Shown.As(
        "by_cluster", Codec.Map(Codec.Object<ProtectedClusterModel>()), "What each cluster has, by its name.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Namespaces,
        Rpo,
        Detail,
        ScopeAttributes.Clusters,
        ScopeAttributes.UnhealthyClusters,
        ScopeAttributes.ReadBackupFiles,
        ReadAt,
        Protected,
        Findings,
        ByCluster,
    ];

    public static ProtectionDataModel Of(TerraformValue value) => new(value);
}
