using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>
/// A state with the identity that follows from it; null: the resource has none, or it is not complete.
/// </summary>
internal sealed record ResourceState(TerraformValue Value, TerraformValue? Identity);
