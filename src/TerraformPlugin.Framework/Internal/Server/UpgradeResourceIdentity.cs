using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A stored identity to bring to the current identity schema.</summary>
internal sealed record UpgradeResourceIdentityRequest
{
    public required string TypeName { get; init; }

    /// <summary>The version of the identity schema that wrote it.</summary>
    public long Version { get; init; }

    public RawState RawIdentity { get; init; }
}

/// <summary>The identity by the current identity schema.</summary>
internal sealed record UpgradeResourceIdentityResponse : ServerResponse
{
    public EncodedValue UpgradedIdentity { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<UpgradeResourceIdentityResponse> UpgradeResourceIdentity(
        UpgradeResourceIdentityRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new UpgradeResourceIdentityResponse(),
        (call, _) =>
        {
            var resource = _resources.Get(request.TypeName);
            var schema = resource.ServedIdentitySchema
                ?? throw new DiagnosticException(new(Severity.Error, "No Identity",
                    $"{request.TypeName} has no identity in this version of the provider; a newer one may have."));
            var json = JsonOf(request.RawIdentity, "identity");

            // The identity follows from the state: one that cannot be read, as another provider's after a move or that of
            // a newer version, is none, and the next read gives it.
            TerraformValue? upgraded = null;
            try
            {
                upgraded = request.Version > schema.Version
                    ? Discarded($"version {request.Version}, and this provider writes version {schema.Version}")
                    : request.Version == schema.Version
                    ? JsonCodec.Decode(json.Span, schema.Type, ignoreUndefinedAttributes: true)
                    : resource.ServeUpgradeIdentity(new()
                    {
                        Version = request.Version,
                        Json = json,
                        Diagnostics = call.Diagnostics,
                    });
            }
            catch (ValueDecodingException e)
            {
                upgraded = Discarded($"another form: {e.Message}");
            }

            return Task.FromResult(new UpgradeResourceIdentityResponse
            {
                UpgradedIdentity = EncodeIdentity(resource, upgraded ?? NoIdentity(schema)),
            });

            TerraformValue? Discarded(string why)
            {
                notice?.Invoke($"the stored identity of a {request.TypeName} is discarded, for it is of {why}");
                return null;
            }
        },
        cancellationToken);
}
