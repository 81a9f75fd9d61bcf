using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Validation;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A block to check.</summary>
internal sealed record ValidateConfigRequest
{
    /// <summary>Empty for the provider block.</summary>
    public string TypeName { get; init; } = "";

    public EncodedValue Config { get; init; }

    // Only resources have write-only attributes and computed blocks in state: only their calls tell what is allowed.
    public ClientCapabilities ClientCapabilities { get; init; } =
        new(WriteOnlyAttributesAllowed: true, ComputedBlocksAllowed: true);
}

/// <summary>What a check found.</summary>
internal sealed record ValidateConfigResponse : ServerResponse;

/// <summary>The six calls that check a configuration: they differ in nothing but whose it is.</summary>
internal sealed partial class ProviderServer
{
    public Task<ValidateConfigResponse> ValidateProviderConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => (provider.Schema, provider.ValidateConfigAsync), cancellationToken);

    public Task<ValidateConfigResponse> ValidateResourceConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => Of(_resources.Get(request.TypeName), static r => (r.Schema, r.ServeValidateAsync)),
        cancellationToken);

    public Task<ValidateConfigResponse> ValidateDataResourceConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => Of(_dataSources.Get(request.TypeName), static d => (d.Schema, d.ServeValidateAsync)),
        cancellationToken);

    public Task<ValidateConfigResponse> ValidateEphemeralResourceConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => Of(_ephemeralResources.Get(request.TypeName), static e => (e.Schema, e.ServeValidateAsync)),
        cancellationToken);

    public Task<ValidateConfigResponse> ValidateListResourceConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => Of(_listResources.Get(request.TypeName), static l => (l.Schema, l.ServeValidateAsync)),
        cancellationToken, blockIsOptional: true);

    public Task<ValidateConfigResponse> ValidateActionConfig(
        ValidateConfigRequest request, CancellationToken cancellationToken) => ValidateAsync(
        request, () => Of(_actions.Get(request.TypeName), static a => (a.Schema, a.ServeValidateAsync)),
        cancellationToken, blockIsOptional: true);

    private static (Schema, Func<ConfigValidationContext, CancellationToken, Task>) Of<T>(
        T subject, Func<T, (Schema, Func<ConfigValidationContext, CancellationToken, Task>)> of) => of(subject);

    private Task<ValidateConfigResponse> ValidateAsync(
        ValidateConfigRequest request,
        Func<(Schema Schema, Func<ConfigValidationContext, CancellationToken, Task> Further)> find,
        CancellationToken cancellationToken,
        bool blockIsOptional = false,
        [CallerMemberName] string rpc = "") => AnswerAsync(
        new ValidateConfigResponse(),
        async (call, token) =>
        {
            var (schema, further) = find();
            var config = blockIsOptional
                ? DecodeOptionalObject(request.Config, schema, "configuration")
                : DecodeObject(request.Config, schema.Type, "configuration");
            SchemaValidation.Run(schema, config, call.Client, call.Diagnostics);
            var context = new ConfigValidationContext
            {
                Config = new(config),
                ClientCapabilities = call.Client,
                Diagnostics = call.Diagnostics,
            };
            await further(context, token).ConfigureAwait(false);
            return new();
        },
        cancellationToken,
        request.ClientCapabilities,
        rpc: rpc);
}
