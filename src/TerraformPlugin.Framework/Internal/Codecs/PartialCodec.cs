using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class PartialCodec<T>(Codec<T> inner) : Codec<Value<T>>
    where T : notnull
{
    public override TerraformType Type => inner.Type;

    public override NestedObject? Nested => inner.Nested;

    public override Value<Value<T>> Decode(TerraformValue value, AttributePath path) => inner.Decode(value, path);

    private protected override Value<Value<T>> DecodeKnown(TerraformValue value, AttributePath path) =>
        inner.Decode(value, path);

    private protected override TerraformValue EncodeKnown(Value<T> content) => inner.Encode(content);
}
