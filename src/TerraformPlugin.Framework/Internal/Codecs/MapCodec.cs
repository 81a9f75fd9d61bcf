using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class MapCodec<T>(Codec<T> element) : Codec<IReadOnlyDictionary<string, T>>
    where T : notnull
{
    private TerraformType? _type;

    public override TerraformType Type => _type ??= TerraformType.Map(element.Type);

    public override NestedObject? Nested => element.Nested?.In(NestingMode.Map);

    private protected override Value<IReadOnlyDictionary<string, T>> DecodeKnown(
        TerraformValue value, AttributePath path)
    {
        var map = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, item) in value.Entries)
        {
            if (!TryDecodeElement(element, item, path.Key(key), out var content))
            {
                return Value<IReadOnlyDictionary<string, T>>.Unknown;
            }

            map.Add(key, content);
        }

        return Value.Of<IReadOnlyDictionary<string, T>>(map);
    }

    private protected override TerraformValue EncodeKnown(IReadOnlyDictionary<string, T> content) =>
        TerraformValue.Map(element.Type, content.Select(e => KeyValuePair.Create(e.Key, element.Encode(e.Value))));
}
