using Google.Protobuf;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>One resource as Terraform's state holds it.</summary>
/// <param name="Identity">Null: the provider gave none.</param>
internal sealed record Instance(
    TerraformValue State, ByteString Private, TerraformValue? Identity, bool IsTainted = false);
