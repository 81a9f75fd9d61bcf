using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_clusters</c>.</summary>
internal sealed record ClustersDataModel(TerraformValue Object)
    : Model<ClustersDataModel>(Object), IModel<ClustersDataModel>
{
    public static readonly SchemaAttribute<IReadOnlyDictionary<string, InspectedClusterModel>> Clusters = Shown.As(
        "clusters", Codec.Map(Codec.Object<InspectedClusterModel>()),
        "The workspace's clusters, by name. What could not be found out is null.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [ScopeAttributes.UnhealthyClusters, Clusters];

    public static ClustersDataModel Of(TerraformValue value) => new(value);
}
