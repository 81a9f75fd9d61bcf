using Google.Protobuf.Collections;

namespace TerraformPlugin.Hosting.Protocol;

/// <summary>A response that has diagnostics. Protobuf has no notion of it: each message is told so.</summary>
internal interface IDiagnosed
{
    RepeatedField<Diagnostic> Diagnostics { get; }
}
