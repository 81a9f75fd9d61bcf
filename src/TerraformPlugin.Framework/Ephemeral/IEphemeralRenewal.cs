namespace TerraformPlugin.Framework;

/// <summary>For an ephemeral resource that expires unless it is renewed.</summary>
public interface IEphemeralRenewal
{
    /// <summary>Returns when to renew next; null: never again.</summary>
    Task<DateTimeOffset?> RenewAsync(EphemeralContext context, CancellationToken cancellationToken);
}
