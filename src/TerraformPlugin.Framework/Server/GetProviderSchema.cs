namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public GetProviderSchemaResponse GetProviderSchema()
    {
        var diagnostics = new Diagnostics();
        var response = new GetProviderSchemaResponse();
        Guard(diagnostics, () => response = response with
        {
            Provider = provider.Schema,
            Resources = SchemasOf(_resources, static r => r.Schema),
            DataSources = SchemasOf(_dataSources, static d => d.Schema),
            Functions = SchemasOf(_functions, static f => f),
            EphemeralResources = SchemasOf(_ephemeralResources, static e => e.Schema),
            ListResources = SchemasOf(_listResources, static l => l.Schema),
            Actions = SchemasOf(_actions, static a => a.Schema),
        });
        return response with { Diagnostics = diagnostics.ForWire() };
    }

    private static Dictionary<string, TSchema> SchemasOf<T, TSchema>(
        Instances<T> instances, Func<T, TSchema> schema)
        where T : class =>
        instances.Names.ToDictionary(static name => name, name => schema(instances.Get(name)), StringComparer.Ordinal);
}
