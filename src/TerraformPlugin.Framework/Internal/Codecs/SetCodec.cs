using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class SetCodec<T>(Codec<T> element) : Codec<IReadOnlySet<T>>
    where T : notnull
{
    private TerraformType? _type;

    public override TerraformType Type => _type ??= TerraformType.Set(element.Type);

    public override NestedObject? Nested => element.Nested?.In(NestingMode.Set);

    private protected override Value<IReadOnlySet<T>> DecodeKnown(TerraformValue value, AttributePath path)
    {
        var set = new HashSet<T>(value.Elements.Length);
        foreach (var item in value.Elements)
        {
            if (!TryDecodeElement(element, item, path.Element(item), out var content))
            {
                return Value<IReadOnlySet<T>>.Unknown;
            }

            set.Add(content);
        }

        return Value.Of<IReadOnlySet<T>>(set);
    }

    private protected override TerraformValue EncodeKnown(IReadOnlySet<T> content) =>
        TerraformValue.Set(element.Type, content.Select(c => element.Encode(c)));
}
