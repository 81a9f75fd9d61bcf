namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>The provider block to use.</summary>
internal sealed record ConfigureProviderRequest
{
    public string TerraformVersion { get; init; } = "";

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>What the configuration found.</summary>
internal sealed record ConfigureProviderResponse : ServerResponse;

internal sealed partial class ProviderServer
{
    public Task<ConfigureProviderResponse> ConfigureProvider(
        ConfigureProviderRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new ConfigureProviderResponse(),
        async (call, token) =>
        {
            var context = new ConfigureContext
            {
                Config = new(DecodeObject(request.Config, provider.Schema.Type, "provider configuration")),
                TerraformVersion = request.TerraformVersion,
                ClientCapabilities = request.ClientCapabilities,
                Diagnostics = call.Diagnostics,
            };
            var data = await provider.ConfigureAsync(context, token).ConfigureAwait(false);
            var configured = new ConfiguredData(data);
            if (call.Diagnostics.HasErrors)
            {
                configured.Retire();
                configured = new(null);
            }

            Interlocked.Exchange(ref _data, configured).Retire();
            return new();
        },
        cancellationToken);
}
