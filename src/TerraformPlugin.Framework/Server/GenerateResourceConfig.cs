using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<GenerateResourceConfigResponse> GenerateResourceConfig(
        GenerateResourceConfigRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new GenerateResourceConfigResponse();
        await GuardAsync(
            diagnostics,
            _ =>
            {
                var schema = _resources.Get(request.TypeName).Schema;
                var state = DecodeObject(request.State, schema.Type, "state");
                var config = ConfigPass.Instance.Run(schema.Attributes, state, null, null, AttributePath.Root);
                response = new() { Config = Encode(config, schema.Type) };
                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
