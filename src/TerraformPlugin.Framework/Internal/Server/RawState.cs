namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A state or identity as it was stored.</summary>
/// <param name="Json">A JSON object; empty when there is none.</param>
/// <param name="IsFlatmap">It came in the form of Terraform before 0.12, which is not read.</param>
internal readonly record struct RawState(ReadOnlyMemory<byte> Json, bool IsFlatmap = false);
