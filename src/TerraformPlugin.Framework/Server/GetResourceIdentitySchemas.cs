namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetResourceIdentitySchemasResponse GetResourceIdentitySchemas() => throw new NotImplementedException();
}
