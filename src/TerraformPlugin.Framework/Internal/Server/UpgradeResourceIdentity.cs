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
            if (request.Version > schema.Version)
            {
                throw NewerVersion("identity", request.Version, schema.Version);
            }

            var context = new StateUpgradeContext
            {
                Version = request.Version,
                Json = json,
                Diagnostics = call.Diagnostics,
            };
            var upgraded = request.Version == schema.Version
                ? DecodeStored(json, schema.Type, "identity")
                : resource.ServeUpgradeIdentity(context);
            if (upgraded is null && !call.Diagnostics.HasErrors)
            {
                call.Diagnostics.AddError("Identity Upgrade Not Supported",
                    $"This version of the provider cannot read the identity of a {request.TypeName} of version "
                    + $"{request.Version}. Upgrade by way of an older version of the provider.");
            }

            return Task.FromResult(new UpgradeResourceIdentityResponse
            {
                UpgradedIdentity = EncodeIdentity(resource, upgraded),
            });
        },
        cancellationToken);
}
