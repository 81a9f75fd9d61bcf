using TerraformPlugin.Framework.Internal.Validation;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>Every schema of the provider, by type or function name.</summary>
internal sealed record GetProviderSchemaResponse : ServerResponse
{
    public ServerCapabilities ServerCapabilities { get; init; } = new();

    /// <summary>Null only together with an error.</summary>
    public Schema? Provider { get; init; }

    public IReadOnlyDictionary<string, Schema> Resources { get; init; } = NoSchemas;

    public IReadOnlyDictionary<string, Schema> DataSources { get; init; } = NoSchemas;

    public IReadOnlyDictionary<string, Function> Functions { get; init; } = GetFunctionsResponse.NoFunctions;

    public IReadOnlyDictionary<string, Schema> EphemeralResources { get; init; } = NoSchemas;

    public IReadOnlyDictionary<string, Schema> ListResources { get; init; } = NoSchemas;

    public IReadOnlyDictionary<string, Schema> Actions { get; init; } = NoSchemas;

    internal static IReadOnlyDictionary<string, Schema> NoSchemas { get; } = new Dictionary<string, Schema>();
}

internal sealed partial class ProviderServer
{
    public Task<GetProviderSchemaResponse> GetProviderSchema(CancellationToken cancellationToken) => AnswerAsync(
        new GetProviderSchemaResponse(),
        (_, _) =>
        {
            SchemaRules.CheckProvider(provider.Schema);
            return Task.FromResult(new GetProviderSchemaResponse
            {
                Provider = provider.Schema,
                Resources = SchemasOf(_resources, static r => r.Schema),
                DataSources = SchemasOf(_dataSources, static d => d.Schema),
                Functions = SchemasOf(_functions, static f => f),
                EphemeralResources = SchemasOf(_ephemeralResources, static e => e.Schema),
                ListResources = SchemasOf(_listResources, static l => l.Schema),
                Actions = SchemasOf(_actions, static a => a.Schema),
            });
        },
        cancellationToken,
        stoppable: false);

    private static Dictionary<string, TSchema> SchemasOf<T, TSchema>(
        Instances<T> instances, Func<T, TSchema> schema)
        where T : class =>
        instances.Names.ToDictionary(static name => name, name => schema(instances.Get(name)), StringComparer.Ordinal);
}
