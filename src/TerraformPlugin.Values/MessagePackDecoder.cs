using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace TerraformPlugin.Values;

/// <summary>Terraform's values in MessagePack: what go-cty's decoder takes, less what it would misread.</summary>
internal ref struct MessagePackDecoder(ReadOnlySpan<byte> bytes, ValueTrail trail)
{
    private MessagePackReader _reader = new(bytes, trail);

    public TerraformValue ReadAll(TerraformType type)
    {
        var value = Read(type);
        return _reader.BytesLeft == 0
            ? value
            : throw trail.Error("expected the input to end, found more bytes after the value");
    }

    private TerraformValue Read(TerraformType type)
    {
        if (_reader.NextIsExtension)
        {
            return ReadUnknown(type);
        }

        if (_reader.TryReadNil())
        {
            return TerraformValue.Null(type);
        }

        return type.Kind switch
        {
            TypeKind.String => TerraformValue.String(_reader.ReadString()),
            TypeKind.Number => TerraformValue.Number(_reader.ReadNumber()),
            TypeKind.Bool => TerraformValue.Bool(_reader.ReadBool()),
            TypeKind.Dynamic => ReadDynamic(),
            TypeKind.List => ReadElements(type, "a list"),
            TypeKind.Set => ReadElements(type, "a set"),
            TypeKind.Tuple => ReadElements(type, "a tuple"),
            TypeKind.Map => ReadMap(type),
            TypeKind.Object => ReadObject(type),
            _ => throw new InvalidOperationException($"type kind {type.Kind}"),
        };
    }

    private TerraformValue ReadElements(TerraformType type, string expected)
    {
        var count = _reader.ReadArrayHeader(expected);
        if (type.Kind == TypeKind.Tuple && count != type.Elements.Count)
        {
            throw trail.Error($"expected a tuple of {type.Elements.Count} elements, found {count}");
        }

        var elements = ImmutableArray.CreateBuilder<TerraformValue>(count);
        for (var i = 0; i < count; i++)
        {
            trail.Element(type, i);
            _reader.NextItem();
            elements.Add(Read(type.Element ?? type.Elements[i]));
            trail.Leave();
        }

        return TerraformValue.FromElements(type, elements.MoveToImmutable());
    }

    private TerraformValue ReadMap(TerraformType type)
    {
        var count = _reader.ReadMapHeader("a map");
        var entries = ImmutableSortedDictionary.CreateBuilder<string, TerraformValue>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            _reader.NextItem();
            var key = _reader.ReadString("a map key");
            trail.Key(key);
            if (entries.ContainsKey(key))
            {
                throw trail.Error("the key is given twice");
            }

            _reader.NextItem();
            entries.Add(key, Read(type.Element!));
            trail.Leave();
        }

        return TerraformValue.FromEntries(type, entries.ToImmutable());
    }

    private TerraformValue ReadObject(TerraformType type)
    {
        var count = _reader.ReadMapHeader("an object");
        var attributes = type.AttributeTable;
        var values = new TerraformValue?[attributes.Length];
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            _reader.NextItem();
            var name = _reader.ReadText("an attribute name");

            // Everyone writes attributes in order, so the next one is nearly always the one expected.
            var at = next < attributes.Length && name.SequenceEqual(attributes[next].Utf8Name)
                ? next
                : IndexOf(attributes, name);
            trail.Attribute(attributes[at].Name);
            if (values[at] is not null)
            {
                throw trail.Error("the attribute is given twice");
            }

            _reader.NextItem();
            values[at] = Read(attributes[at].Type);
            trail.Leave();
            next = at + 1;
        }

        var entries = ImmutableSortedDictionary.CreateBuilder<string, TerraformValue>(StringComparer.Ordinal);
        for (var i = 0; i < attributes.Length; i++)
        {
            var name = attributes[i].Name;
            entries.Add(
                name, values[i] ?? throw trail.Error($"expected all attributes of the object, found no {name}"));
        }

        return TerraformValue.FromEntries(type, entries.ToImmutable());
    }

    private readonly int IndexOf(ReadOnlySpan<ObjectAttribute> attributes, ReadOnlySpan<byte> utf8Name)
    {
        if (!Utf8.IsValid(utf8Name))
        {
            throw trail.Error("expected an attribute name, found bytes that are not UTF-8");
        }

        var name = Encoding.UTF8.GetString(utf8Name);
        var (low, high) = (0, attributes.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(attributes[middle].Name, name))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        trail.Attribute(name);
        throw trail.Error("the type has no such attribute");
    }

    /// <summary>A pair of the type's JSON and the value.</summary>
    private TerraformValue ReadDynamic()
    {
        var count = _reader.ReadArrayHeader("a dynamic value");
        if (count != 2)
        {
            throw trail.Error($"expected a dynamic value's type and value, found an array of {count}");
        }

        _reader.NextItem();
        var type = TypeJson.Parse(_reader.ReadText("a dynamic value's type"), trail);
        _reader.NextItem();
        trail.DynamicContent();
        var value = Read(type);
        trail.Leave();
        return value;
    }

    private TerraformValue ReadUnknown(TerraformType type)
    {
        var content = _reader.ReadExtension(out var extension);
        if (content.Length <= 1)
        {
            return TerraformValue.Unknown(type);
        }

        if (extension != RefinedUnknown.ExtensionType || content.Length > RefinedUnknown.MaxLength)
        {
            throw trail.Error($"expected an unknown value, found extension {extension} of {content.Length} bytes");
        }

        return ReadRefinement(content, type);
    }

    /// <summary>A map of what is promised; Terraform ignores what it does not know in it and what follows it.</summary>
    private readonly TerraformValue ReadRefinement(ReadOnlySpan<byte> content, TerraformType type)
    {
        var reader = new MessagePackReader(content, trail);
        var count = reader.ReadMapHeader("an unknown value's refinements");
        var notNull = false;
        string? prefix = null;
        for (var i = 0; i < count; i++)
        {
            reader.NextItem();
            var key = reader.ReadNumber();
            reader.NextItem();
            if (key == RefinedUnknown.Nullness)
            {
                if (reader.ReadBool())
                {
                    return TerraformValue.Null(type);
                }

                notNull = true;
            }
            else if (key == RefinedUnknown.StringPrefix && type.Kind == TypeKind.String)
            {
                prefix = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        var refined = type.Kind != TypeKind.Dynamic && (notNull || prefix is { Length: > 0 });
        return TerraformValue.Unknown(type, refined ? new UnknownRefinement(notNull, prefix) : null);
    }
}
