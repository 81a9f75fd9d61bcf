using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>An ephemeral resource; derive from <see cref="EphemeralResource{TModel}"/>.</summary>
public abstract class EphemeralResource
{
    private protected EphemeralResource()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal Task ServeValidateAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        this is IConfigValidation validation
            ? validation.ValidateConfigAsync(context, cancellationToken)
            : Task.CompletedTask;

    internal abstract Task<OpenedEphemeral> ServeOpenAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken);

    /// <summary>Null: the resource cannot be renewed.</summary>
    internal async Task<EphemeralRenewal?> ServeRenewAsync(
        ServerCall call, PrivateState privateState, CancellationToken cancellationToken) =>
        this is IEphemeralRenewal renewal
            ? new(await renewal.RenewAsync(Context(call, privateState), cancellationToken).ConfigureAwait(false))
            : null;

    internal Task ServeCloseAsync(
        ServerCall call, PrivateState privateState, CancellationToken cancellationToken) =>
        this is IEphemeralClosing closing
            ? closing.CloseAsync(Context(call, privateState), cancellationToken)
            : Task.CompletedTask;

    private static EphemeralContext Context(ServerCall call, PrivateState privateState) => new()
    {
        Private = privateState,
        Data = call.Data,
        Diagnostics = call.Diagnostics,
    };
}
