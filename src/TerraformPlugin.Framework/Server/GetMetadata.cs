namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>Needs no schema, and makes no object.</summary>
    public GetMetadataResponse GetMetadata() => new()
    {
        Resources = [.. _resources.Names],
        DataSources = [.. _dataSources.Names],
        Functions = [.. _functions.Names],
        EphemeralResources = [.. _ephemeralResources.Names],
        ListResources = [.. _listResources.Names],
        Actions = [.. _actions.Names],
    };
}
