namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetMetadataResponse GetMetadata() => new()
    {
        Resources = [.. provider.Resources.Keys],
        DataSources = [.. provider.DataSources.Keys],
        Functions = [.. provider.Functions.Keys],
        EphemeralResources = [.. provider.EphemeralResources.Keys],
        ListResources = [.. provider.ListResources.Keys],
        Actions = [.. provider.Actions.Keys],
    };
}
