using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class StringCodec : Codec<string>
{
    public override TerraformType Type => TerraformType.String;

    private protected override Value<string> DecodeKnown(TerraformValue value, AttributePath path) => value.AsString();

    private protected override TerraformValue EncodeKnown(string content) => TerraformValue.String(content);
}
