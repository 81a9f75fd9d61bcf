namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>The functions by name.</summary>
internal sealed record GetFunctionsResponse : ServerResponse
{
    public IReadOnlyDictionary<string, Function> Functions { get; init; } = NoFunctions;

    internal static IReadOnlyDictionary<string, Function> NoFunctions { get; } = new Dictionary<string, Function>();
}

internal sealed partial class ProviderServer
{
    public Task<GetFunctionsResponse> GetFunctions(CancellationToken cancellationToken) => AnswerAsync(
        new GetFunctionsResponse(),
        (_, _) => Task.FromResult(new GetFunctionsResponse { Functions = SchemasOf(_functions, static f => f) }),
        cancellationToken,
        stoppable: false);
}
