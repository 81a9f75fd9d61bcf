using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class NumberCodec : Codec<TerraformNumber>
{
    public override TerraformType Type => TerraformType.Number;

    private protected override Value<TerraformNumber> DecodeKnown(TerraformValue value, AttributePath path) =>
        value.AsNumber();

    private protected override TerraformValue EncodeKnown(TerraformNumber content) => TerraformValue.Number(content);
}
