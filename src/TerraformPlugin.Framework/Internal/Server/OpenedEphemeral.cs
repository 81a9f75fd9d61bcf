using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>The outcome of opening an ephemeral resource.</summary>
internal sealed record OpenedEphemeral(TerraformValue? Result, DateTimeOffset? RenewAt, PrivateState Private);

/// <summary>The outcome of renewing one.</summary>
/// <param name="Next">When to renew again; null: never.</param>
internal sealed record EphemeralRenewal(DateTimeOffset? Next);
