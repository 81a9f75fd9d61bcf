namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetResourceIdentitySchemasResponse GetResourceIdentitySchemas()
    {
        var diagnostics = new Diagnostics();
        var schemas = new Dictionary<string, Schema>(StringComparer.Ordinal);
        Guard(diagnostics, () =>
        {
            foreach (var name in _resources.Names)
            {
                if (_resources.Get(name).ServedIdentitySchema is { } schema)
                {
                    schemas.Add(name, schema);
                }
            }
        });
        return new() { IdentitySchemas = schemas, Diagnostics = diagnostics.ForWire() };
    }
}
