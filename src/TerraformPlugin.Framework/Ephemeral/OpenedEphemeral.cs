using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The outcome of opening an ephemeral resource.</summary>
internal sealed record OpenedEphemeral(TerraformValue? Result, DateTimeOffset? RenewAt, PrivateState Private);
