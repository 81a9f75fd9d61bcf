namespace TerraformPlugin.Framework;

/// <summary>What an operation is given that may be put off.</summary>
public class DeferrableContext : OperationContext
{
    /// <summary>What the Terraform at the other end can handle.</summary>
    public ClientCapabilities ClientCapabilities { get; init; } = new();

    /// <summary>Set by <see cref="Defer"/>; null: not put off.</summary>
    public DeferralReason? Deferred { get; private set; }

    /// <summary>Puts the operation off to a later plan.</summary>
    /// <exception cref="InvalidOperationException">
    /// Terraform does not allow it; ask <see cref="ClientCapabilities"/> first.
    /// </exception>
    public void Defer(DeferralReason reason) => Deferred = ClientCapabilities.DeferralAllowed
        ? reason
        : throw new InvalidOperationException("an operation was deferred although this client does not allow it");
}
