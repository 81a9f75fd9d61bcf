using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The attributes of the data source <c>workspace_clusters</c>.</summary>
internal sealed record ClustersDataModel : IModel<ClustersDataModel>
{
    private static readonly SchemaAttribute<IReadOnlyDictionary<string, InspectedClusterModel>> s_clusters = Shown.As(
        "clusters", Codec.Map(Codec.Object<InspectedClusterModel>()),
        "The workspace's clusters, by their names in the provider configuration. What could not be found out is null.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [ScopeAttributes.UnhealthyClusters, s_clusters];

    public required Value<string> UnhealthyClusters { get; init; }

    public required Value<IReadOnlyDictionary<string, InspectedClusterModel>> Clusters { get; init; }

    public static ClustersDataModel Read(ModelReader reader) => new()
    {
        UnhealthyClusters = reader.Get(ScopeAttributes.UnhealthyClusters),
        Clusters = reader.Get(s_clusters),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(ScopeAttributes.UnhealthyClusters, UnhealthyClusters);
        writer.Set(s_clusters, Clusters);
    }
}
