using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>A token that is renewed once and given back.</summary>
internal sealed class TokenEphemeral : EphemeralResource<Box>, IEphemeralRenewal, IEphemeralClosing
{
    public override Schema Schema => Box.Schema;

    public override Task<Box?> OpenAsync(EphemeralOpenContext<Box> context, CancellationToken cancellationToken)
    {
        context.Private.Set("open", "1"u8.ToArray());
        context.RenewAt = DateTimeOffset.UnixEpoch;
        return Task.FromResult<Box?>(new(MadeUp.Fill(Box.Attributes, context.Config.Object)));
    }

    public Task<DateTimeOffset?> RenewAsync(EphemeralContext context, CancellationToken cancellationToken)
    {
        context.Private.Set("open", "2"u8.ToArray());
        return Task.FromResult<DateTimeOffset?>(null);
    }

    public Task CloseAsync(EphemeralContext context, CancellationToken cancellationToken)
    {
        if (!context.Private.TryGet("open", out var open) || open is not [(byte)'2'])
        {
            context.Diagnostics.AddError("Not Renewed", "The private state of the renewal did not come back.");
        }

        return Task.CompletedTask;
    }
}
