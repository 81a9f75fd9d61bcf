using System.Buffers;
using System.Text.Json;

namespace TerraformPlugin.Values;

/// <summary>
/// Terraform's JSON form of a type constraint: <c>"string"</c>, <c>["list","string"]</c>,
/// <c>["object",{"a":"number"},["a"]]</c> with the optional attributes' names last.
/// </summary>
public static class TypeJson
{
    /// <summary>The longest text that is read, in bytes; that is a type of tens of thousands of attributes.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads one type constraint.</summary>
    /// <exception cref="ValueDecodingException">
    /// Not a type constraint, longer than <see cref="MaxLength"/>, or nested deeper than 128 levels.
    /// </exception>
    public static TerraformType Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, ValueTrail.ForDecoding());

    /// <summary>The compact UTF-8 form, attributes in ordinal order.</summary>
    public static byte[] Write(TerraformType type) => Write(type, withOptional: true);

    /// <summary>A value has no optional attributes any more: what its object leaves out is null.</summary>
    internal static byte[] WriteOfValue(TerraformType type) => Write(type, withOptional: false);

    internal static void WriteOfValue(Utf8JsonWriter writer, TerraformType type) =>
        Write(writer, type, withOptional: false);

    internal static TerraformType Parse(ReadOnlySpan<byte> utf8, ValueTrail trail)
    {
        if (utf8.Length > MaxLength)
        {
            throw trail.Error($"expected a type of at most {MaxLength} bytes, found {utf8.Length}");
        }

        var reader = JsonText.Reader(utf8);
        try
        {
            reader.Read();
            var type = Read(ref reader, trail, 1);
            JsonText.ExpectEnd(ref reader);
            return type;
        }
        catch (JsonException)
        {
            throw trail.Error(JsonText.Malformed(reader));
        }
    }

    /// <summary>Reads the type that the reader stands on, up to its last token.</summary>
    internal static TerraformType Read(ref Utf8JsonReader reader, ValueTrail trail, int depth)
    {
        if (depth > ValueTrail.MaxDepth)
        {
            throw trail.Error($"the type is nested more than {ValueTrail.MaxDepth} levels deep");
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return Is(ref reader, "string"u8, trail) ? TerraformType.String
                : Is(ref reader, "number"u8, trail) ? TerraformType.Number
                : Is(ref reader, "bool"u8, trail) ? TerraformType.Bool
                : Is(ref reader, "dynamic"u8, trail) ? TerraformType.Dynamic
                : throw trail.Error("expected a type, found a name that is none");
        }

        Expect(reader, JsonTokenType.StartArray, "a type", trail);
        reader.Read();
        Expect(reader, JsonTokenType.String, "the kind of a type", trail);
        TerraformType type;
        if (Is(ref reader, "list"u8, trail))
        {
            type = TerraformType.List(ReadNext(ref reader, trail, depth));
        }
        else if (Is(ref reader, "set"u8, trail))
        {
            type = TerraformType.Set(ReadNext(ref reader, trail, depth));
        }
        else if (Is(ref reader, "map"u8, trail))
        {
            type = TerraformType.Map(ReadNext(ref reader, trail, depth));
        }
        else if (Is(ref reader, "tuple"u8, trail))
        {
            type = ReadTuple(ref reader, trail, depth);
        }
        else if (Is(ref reader, "object"u8, trail))
        {
            return ReadObject(ref reader, trail, depth);
        }
        else
        {
            throw trail.Error("expected the kind of a type, found a name that is none");
        }

        reader.Read();
        Expect(reader, JsonTokenType.EndArray, "the end of the type", trail);
        return type;
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ValueTrail trail)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which shows only when the text is unescaped.
            throw trail.Error("expected a type, found text that is not valid Unicode");
        }
    }

    private static TerraformType ReadNext(ref Utf8JsonReader reader, ValueTrail trail, int depth)
    {
        reader.Read();
        return Read(ref reader, trail, depth + 1);
    }

    private static TerraformType ReadTuple(ref Utf8JsonReader reader, ValueTrail trail, int depth)
    {
        reader.Read();
        Expect(reader, JsonTokenType.StartArray, "the element types of a tuple", trail);
        var elements = new List<TerraformType>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            elements.Add(Read(ref reader, trail, depth + 1));
        }

        return TerraformType.Tuple(elements);
    }

    private static TerraformType ReadObject(ref Utf8JsonReader reader, ValueTrail trail, int depth)
    {
        reader.Read();
        Expect(reader, JsonTokenType.StartObject, "the attribute types of an object", trail);
        var attributes = new Dictionary<string, TerraformType>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.ReadString(ref reader, trail);
            if (!attributes.TryAdd(name, ReadNext(ref reader, trail, depth)))
            {
                throw trail.Error($"the object type has the attribute {name} twice");
            }
        }

        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return TerraformType.Object(attributes);
        }

        Expect(reader, JsonTokenType.StartArray, "the optional attributes' names", trail);
        var optional = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader, JsonTokenType.String, "an optional attribute's name", trail);
            var name = JsonText.ReadString(ref reader, trail);
            optional.Add(attributes.ContainsKey(name)
                ? name
                : throw trail.Error($"the optional attribute {name} is no attribute of the object type"));
        }

        reader.Read();
        Expect(reader, JsonTokenType.EndArray, "the end of the type", trail);
        return TerraformType.Object(attributes, optional);
    }

    private static void Expect(in Utf8JsonReader reader, JsonTokenType token, string expected, ValueTrail trail)
    {
        if (reader.TokenType != token)
        {
            throw trail.Error($"expected {expected}, found {JsonText.Describe(reader.TokenType)}");
        }
    }

    private static byte[] Write(TerraformType type, bool withOptional)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = JsonText.Writer(buffer))
        {
            Write(writer, type, withOptional);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, TerraformType type, bool withOptional)
    {
        switch (type.Kind)
        {
            case TypeKind.String:
                writer.WriteStringValue("string"u8);
                return;
            case TypeKind.Number:
                writer.WriteStringValue("number"u8);
                return;
            case TypeKind.Bool:
                writer.WriteStringValue("bool"u8);
                return;
            case TypeKind.Dynamic:
                writer.WriteStringValue("dynamic"u8);
                return;
        }

        writer.WriteStartArray();
        switch (type.Kind)
        {
            case TypeKind.List:
                writer.WriteStringValue("list"u8);
                Write(writer, type.Element!, withOptional);
                break;
            case TypeKind.Set:
                writer.WriteStringValue("set"u8);
                Write(writer, type.Element!, withOptional);
                break;
            case TypeKind.Map:
                writer.WriteStringValue("map"u8);
                Write(writer, type.Element!, withOptional);
                break;
            case TypeKind.Tuple:
                writer.WriteStringValue("tuple"u8);
                WriteTupleElements(writer, type, withOptional);
                break;
            case TypeKind.Object:
                writer.WriteStringValue("object"u8);
                WriteAttributes(writer, type, withOptional);
                break;
            default:
                throw new InvalidOperationException($"type kind {type.Kind}");
        }

        writer.WriteEndArray();
    }

    private static void WriteTupleElements(Utf8JsonWriter writer, TerraformType type, bool withOptional)
    {
        writer.WriteStartArray();
        foreach (var element in type.Elements)
        {
            Write(writer, element, withOptional);
        }

        writer.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, TerraformType type, bool withOptional)
    {
        writer.WriteStartObject();
        foreach (var (name, attribute) in type.Attributes)
        {
            writer.WritePropertyName(name);
            Write(writer, attribute, withOptional);
        }

        writer.WriteEndObject();
        if (withOptional && type.OptionalAttributes.Count > 0)
        {
            writer.WriteStartArray();
            foreach (var name in type.OptionalAttributes.Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }
    }
}
