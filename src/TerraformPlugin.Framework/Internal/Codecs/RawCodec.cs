using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class RawCodec(TerraformType type) : Codec<TerraformValue>
{
    public override TerraformType Type => type;

    private protected override Value<TerraformValue> DecodeKnown(TerraformValue value, AttributePath path) => value;

    private protected override TerraformValue EncodeKnown(TerraformValue content) => content;
}
