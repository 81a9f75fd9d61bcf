namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    // Only resources have write-only attributes in state, so only their calls tell what Terraform allows.
    private static readonly ClientCapabilities AnyClient = new(WriteOnlyAttributesAllowed: true);

    /// <summary>What all Validate…Config calls do.</summary>
    private async Task<ValidationResponse> ValidateAsync<T>(
        string rpc, Func<T> find, Func<T, Schema> schemaOf, EncodedValue config, ClientCapabilities client,
        CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var subject = find();
                var schema = schemaOf(subject);
                var value = DecodeObject(config, schema.Type, "configuration");
                SchemaValidation.Run(schema, value, client, diagnostics);
                if (subject is IConfigValidation validation)
                {
                    var context = new ConfigValidationContext
                    {
                        Config = new(value),
                        ClientCapabilities = client,
                        Diagnostics = diagnostics,
                    };
                    await validation.ValidateConfigAsync(context, token).ConfigureAwait(false);
                }
            },
            cancellationToken,
            rpc: rpc).ConfigureAwait(false);
        return new() { Diagnostics = diagnostics.ForWire() };
    }
}
