using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A state to write a configuration for.</summary>
internal sealed record GenerateResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue State { get; init; }
}

/// <summary>A configuration that plans no change for that state.</summary>
internal sealed record GenerateResourceConfigResponse : ServerResponse
{
    public EncodedValue Config { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<GenerateResourceConfigResponse> GenerateResourceConfig(
        GenerateResourceConfigRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new GenerateResourceConfigResponse(),
        (_, _) =>
        {
            var schema = _resources.Get(request.TypeName).Schema;
            var state = DecodeObject(request.State, schema.Type, "state");
            var config = ConfigPass.Instance.Run(schema.Attributes, state, null, null, AttributePath.Root);
            return Task.FromResult(new GenerateResourceConfigResponse { Config = Encode(config, schema.Type) });
        },
        cancellationToken);
}
