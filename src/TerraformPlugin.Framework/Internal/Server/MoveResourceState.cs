namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A state of another resource type to take over.</summary>
internal sealed record MoveResourceStateRequest
{
    /// <summary>As in registry.terraform.io/hashicorp/kubernetes.</summary>
    public required string SourceProviderAddress { get; init; }

    public required string SourceTypeName { get; init; }

    public long SourceSchemaVersion { get; init; }

    public RawState SourceState { get; init; }

    public required string TargetTypeName { get; init; }

    public ReadOnlyMemory<byte> SourcePrivate { get; init; }

    public RawState SourceIdentity { get; init; }

    public long SourceIdentitySchemaVersion { get; init; }
}

/// <summary>The state it becomes.</summary>
internal sealed record MoveResourceStateResponse : ServerResponse
{
    public EncodedValue TargetState { get; init; }

    public ReadOnlyMemory<byte> TargetPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue TargetIdentity { get; init; }
}

internal sealed partial class ProviderServer
{
    /// <summary>Terraform calls it on a provider that is not configured.</summary>
    public Task<MoveResourceStateResponse> MoveResourceState(
        MoveResourceStateRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new MoveResourceStateResponse(),
        async (call, token) =>
        {
            var resource = _resources.Get(request.TargetTypeName);
            var context = new StateMoveContext
            {
                SourceProviderAddress = request.SourceProviderAddress,
                SourceTypeName = request.SourceTypeName,
                SourceSchemaVersion = request.SourceSchemaVersion,
                SourceJson = JsonOf(request.SourceState, "state to move"),
                SourcePrivate = request.SourcePrivate,
                SourceIdentityJson = request.SourceIdentity.Json,
                SourceIdentitySchemaVersion = request.SourceIdentitySchemaVersion,
                Diagnostics = call.Diagnostics,
            };
            var moved = await resource.ServeMoveStateAsync(context, token).ConfigureAwait(false);
            if (moved is null)
            {
                if (!call.Diagnostics.HasErrors)
                {
                    call.Diagnostics.AddError("Move Not Supported",
                        $"{request.TargetTypeName} cannot take over a {request.SourceTypeName} of "
                        + $"{request.SourceProviderAddress}. Use a removed block and an import block instead.");
                }

                return new();
            }

            return new()
            {
                TargetState = EncodeState(resource, moved, call),
                TargetPrivate = context.Private.Encode(),
                TargetIdentity = EncodeIdentity(resource, moved.Identity),
            };
        },
        cancellationToken);
}
