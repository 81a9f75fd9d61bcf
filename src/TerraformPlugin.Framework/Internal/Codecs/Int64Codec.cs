using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class Int64Codec : Codec<long>
{
    public override TerraformType Type => TerraformType.Number;

    private protected override Value<long> DecodeKnown(TerraformValue value, AttributePath path) =>
        value.AsNumber().TryGetInt64(out var whole)
            ? whole
            : throw new ValueDecodingException(path, "must be a whole number within 64 bits");

    private protected override TerraformValue EncodeKnown(long content) => TerraformValue.Number(content);
}
