namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetFunctionsResponse GetFunctions() => throw new NotImplementedException();
}
