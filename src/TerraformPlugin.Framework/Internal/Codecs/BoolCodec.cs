using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class BoolCodec : Codec<bool>
{
    public override TerraformType Type => TerraformType.Bool;

    private protected override Value<bool> DecodeKnown(TerraformValue value, AttributePath path) => value.AsBool();

    private protected override TerraformValue EncodeKnown(bool content) => TerraformValue.Bool(content);
}
