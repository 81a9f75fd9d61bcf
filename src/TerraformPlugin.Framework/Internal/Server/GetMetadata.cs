namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>What the provider offers, by name.</summary>
internal sealed record GetMetadataResponse : ServerResponse
{
    public ServerCapabilities ServerCapabilities { get; init; } = new();

    public IReadOnlyList<string> Resources { get; init; } = [];

    public IReadOnlyList<string> DataSources { get; init; } = [];

    public IReadOnlyList<string> Functions { get; init; } = [];

    public IReadOnlyList<string> EphemeralResources { get; init; } = [];

    public IReadOnlyList<string> ListResources { get; init; } = [];

    public IReadOnlyList<string> Actions { get; init; } = [];
}

internal sealed partial class ProviderServer
{
    /// <summary>Needs no schema, and makes no object.</summary>
    public Task<GetMetadataResponse> GetMetadata(CancellationToken cancellationToken) => AnswerAsync(
        new GetMetadataResponse(),
        (_, _) => Task.FromResult(new GetMetadataResponse
        {
            Resources = [.. _resources.Names],
            DataSources = [.. _dataSources.Names],
            Functions = [.. _functions.Names],
            EphemeralResources = [.. _ephemeralResources.Names],
            ListResources = [.. _listResources.Names],
            Actions = [.. _actions.Names],
        }),
        cancellationToken,
        stoppable: false);
}
