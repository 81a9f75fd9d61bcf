namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetFunctionsResponse GetFunctions()
    {
        var diagnostics = new Diagnostics();
        var response = new GetFunctionsResponse();
        Guard(diagnostics, () => response = new() { Functions = SchemasOf(_functions, static f => f) });
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
