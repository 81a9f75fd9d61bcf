using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class ListCodec<T>(Codec<T> element) : Codec<IReadOnlyList<T>>
    where T : notnull
{
    private TerraformType? _type;

    public override TerraformType Type => _type ??= TerraformType.List(element.Type);

    public override NestedObject? Nested => element.Nested?.In(NestingMode.List);

    private protected override Value<IReadOnlyList<T>> DecodeKnown(TerraformValue value, AttributePath path)
    {
        var list = new List<T>(value.Elements.Length);
        foreach (var item in value.Elements)
        {
            if (!TryDecodeElement(element, item, path.Index(list.Count), out var content))
            {
                return Value<IReadOnlyList<T>>.Unknown;
            }

            list.Add(content);
        }

        return Value.Of<IReadOnlyList<T>>(list);
    }

    private protected override TerraformValue EncodeKnown(IReadOnlyList<T> content) =>
        TerraformValue.List(element.Type, content.Select(c => element.Encode(c)));
}
