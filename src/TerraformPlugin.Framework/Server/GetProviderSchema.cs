namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetProviderSchemaResponse GetProviderSchema() => throw new NotImplementedException();
}
