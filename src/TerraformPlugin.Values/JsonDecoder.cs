using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace TerraformPlugin.Values;

/// <summary>
/// Terraform's values in JSON. As Terraform itself does, it takes a number or a bool where a string is asked for and
/// the other way round: stored state keeps the types of the schema version that wrote it.
/// </summary>
internal ref struct JsonDecoder(ReadOnlySpan<byte> utf8, ValueTrail trail, bool ignoreUndefinedAttributes)
{
    private Utf8JsonReader _reader = JsonText.Reader(utf8);

    /// <summary>An object of nothing but nulls per type: what is left out costs no memory of its own.</summary>
    private Dictionary<TerraformType, ImmutableSortedDictionary<string, TerraformValue>>? _nulls;

    public TerraformValue ReadAll(TerraformType type)
    {
        try
        {
            _reader.Read();
            var value = Read(type);
            JsonText.ExpectEnd(ref _reader);
            return value;
        }
        catch (JsonException)
        {
            throw trail.Error(JsonText.Malformed(_reader));
        }
    }

    private TerraformValue Read(TerraformType type)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return TerraformValue.Null(type);
        }

        return type.Kind switch
        {
            TypeKind.String => TerraformValue.String(ReadString()),
            TypeKind.Number => TerraformValue.Number(ReadNumber()),
            TypeKind.Bool => TerraformValue.Bool(ReadBool()),
            TypeKind.Dynamic => ReadDynamic(),
            TypeKind.List => ReadElements(type, "a list"),
            TypeKind.Set => ReadElements(type, "a set"),
            TypeKind.Tuple => ReadElements(type, "a tuple"),
            TypeKind.Map => ReadMap(type),
            TypeKind.Object => ReadObject(type),
            _ => throw new InvalidOperationException($"type kind {type.Kind}"),
        };
    }

    private string ReadString() => _reader.TokenType switch
    {
        JsonTokenType.String => JsonText.ReadString(ref _reader, trail),
        JsonTokenType.Number => Encoding.ASCII.GetString(_reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw Unexpected("a string"),
    };

    private TerraformNumber ReadNumber()
    {
        if (_reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            throw Unexpected("a number");
        }

        return TerraformNumber.TryParse(_reader.ValueSpan, out var number)
            ? number
            : throw trail.Error(
                $"expected a number, found {JsonText.Describe(_reader.TokenType)} that is none or is out of range");
    }

    private readonly bool ReadBool() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when _reader.ValueTextEquals("true"u8) || _reader.ValueTextEquals("1"u8) => true,
        JsonTokenType.String when _reader.ValueTextEquals("false"u8) || _reader.ValueTextEquals("0"u8) => false,
        _ => throw Unexpected("a bool"),
    };

    private TerraformValue ReadElements(TerraformType type, string expected)
    {
        Expect(JsonTokenType.StartArray, expected);
        var fixedCount = type.Kind == TypeKind.Tuple ? type.Elements.Count : int.MaxValue;
        var elements = ImmutableArray.CreateBuilder<TerraformValue>();
        while (ReadNext() != JsonTokenType.EndArray)
        {
            if (elements.Count == fixedCount)
            {
                throw trail.Error($"expected a tuple of {fixedCount} elements, found more");
            }

            trail.Element(type, elements.Count);
            elements.Add(Read(type.Element ?? type.Elements[elements.Count]));
            trail.Leave();
        }

        if (type.Kind == TypeKind.Tuple && elements.Count < fixedCount)
        {
            throw trail.Error($"expected a tuple of {fixedCount} elements, found {elements.Count}");
        }

        return TerraformValue.FromElements(type, elements.DrainToImmutable());
    }

    private TerraformValue ReadMap(TerraformType type)
    {
        Expect(JsonTokenType.StartObject, "a map");
        var entries = ImmutableSortedDictionary.CreateBuilder<string, TerraformValue>(StringComparer.Ordinal);
        while (ReadNext() != JsonTokenType.EndObject)
        {
            var key = JsonText.ReadString(ref _reader, trail);
            trail.Key(key);
            ReadInto(entries, key, type.Element!);
            trail.Leave();
        }

        return TerraformValue.FromEntries(type, entries.ToImmutable());
    }

    private TerraformValue ReadObject(TerraformType type)
    {
        Expect(JsonTokenType.StartObject, "an object");
        var given = ImmutableSortedDictionary.CreateBuilder<string, TerraformValue>(StringComparer.Ordinal);
        while (ReadNext() != JsonTokenType.EndObject)
        {
            var name = JsonText.ReadString(ref _reader, trail);
            var known = type.Attributes.TryGetValue(name, out var attribute);
            if (!known && ignoreUndefinedAttributes)
            {
                _reader.Skip();
                continue;
            }

            trail.Attribute(name);
            ReadInto(given, name, attribute ?? throw trail.Error("the type has no such attribute"));
            trail.Leave();
        }

        return TerraformValue.FromEntries(type, given.Count == type.Attributes.Count
            ? given.ToImmutable()
            : NullsOf(type).SetItems(given));
    }

    private void ReadInto(
        ImmutableSortedDictionary<string, TerraformValue>.Builder entries, string name, TerraformType type)
    {
        if (entries.ContainsKey(name))
        {
            throw trail.Error("the name is given twice");
        }

        ReadNext();
        entries.Add(name, Read(type));
    }

    private ImmutableSortedDictionary<string, TerraformValue> NullsOf(TerraformType type)
    {
        _nulls ??= [];
        if (!_nulls.TryGetValue(type, out var nulls))
        {
            nulls = type.Attributes.ToImmutableSortedDictionary(
                static a => a.Key, static a => TerraformValue.Null(a.Value), StringComparer.Ordinal);
            _nulls.Add(type, nulls);
        }

        return nulls;
    }

    /// <summary>The type and the value, in either order: Terraform writes the value first.</summary>
    private TerraformValue ReadDynamic()
    {
        Expect(JsonTokenType.StartObject, "a dynamic value");
        TerraformType? type = null;
        TerraformValue? value = null;
        var postponed = default(Utf8JsonReader);
        while (ReadNext() != JsonTokenType.EndObject)
        {
            var name = JsonText.ReadString(ref _reader, trail);
            if (type is null && name == "type")
            {
                ReadNext();
                type = TypeJson.Read(ref _reader, trail, 1);
            }
            else if (value is null && postponed.TokenType == JsonTokenType.None && name == "value")
            {
                ReadNext();
                if (type is null)
                {
                    postponed = _reader;
                    _reader.Skip();
                }
                else
                {
                    value = ReadContent(type);
                }
            }
            else
            {
                throw trail.Error("expected a dynamic value's type and value, found another property");
            }
        }

        if (type is null || (value is null && postponed.TokenType == JsonTokenType.None))
        {
            throw trail.Error("expected a dynamic value's type and value, found only one of them");
        }

        if (value is null)
        {
            var end = _reader;
            _reader = postponed;
            value = ReadContent(type);
            _reader = end;
        }

        return value;
    }

    private TerraformValue ReadContent(TerraformType type)
    {
        trail.DynamicContent();
        var value = Read(type);
        trail.Leave();
        return value;
    }

    private JsonTokenType ReadNext()
    {
        _reader.Read();
        return _reader.TokenType;
    }

    private readonly void Expect(JsonTokenType token, string expected)
    {
        if (_reader.TokenType != token)
        {
            throw Unexpected(expected);
        }
    }

    private readonly Exception Unexpected(string expected) =>
        trail.Error($"expected {expected}, found {JsonText.Describe(_reader.TokenType)}");
}
