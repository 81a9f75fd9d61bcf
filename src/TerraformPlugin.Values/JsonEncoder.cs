using System.Buffers;
using System.Text.Json;

namespace TerraformPlugin.Values;

/// <summary>Terraform's values in JSON.</summary>
internal sealed class JsonEncoder(Utf8JsonWriter writer, ValueTrail trail)
{
    public static byte[] Write(TerraformValue value, TerraformType type, ValueTrail trail)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = JsonText.Writer(buffer))
        {
            new JsonEncoder(writer, trail).WriteValue(value, type);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteValue(TerraformValue value, TerraformType type)
    {
        if (type.Kind == TypeKind.Dynamic && value.Type.Kind != TypeKind.Dynamic)
        {
            WriteDynamic(value);
            return;
        }

        if (value.Type.Kind != type.Kind)
        {
            throw trail.Error($"a value of type {value.Type} is no {type}");
        }

        if (value.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (value.IsUnknown)
        {
            throw trail.Error("an unknown value has no form in JSON");
        }
        else
        {
            WriteKnown(value, type);
        }
    }

    private void WriteKnown(TerraformValue value, TerraformType type)
    {
        switch (type.Kind)
        {
            case TypeKind.String:
                writer.WriteStringValue(WellFormed(value.AsString()));
                break;
            case TypeKind.Number:
                writer.WriteRawValue(value.AsNumber().ToString(), skipInputValidation: true);
                break;
            case TypeKind.Bool:
                writer.WriteBooleanValue(value.AsBool());
                break;
            case TypeKind.List or TypeKind.Set or TypeKind.Tuple:
                WriteElements(value, type);
                break;
            case TypeKind.Map:
                WriteMap(value, type.Element!);
                break;
            case TypeKind.Object:
                WriteObject(value, type);
                break;
            default:
                throw new InvalidOperationException($"known value of type kind {type.Kind}");
        }
    }

    private void WriteElements(TerraformValue value, TerraformType type)
    {
        var elements = value.Elements;
        if (type.Kind == TypeKind.Tuple && elements.Length != type.Elements.Count)
        {
            throw trail.Error($"a value of type {value.Type} is no {type}");
        }

        writer.WriteStartArray();
        for (var i = 0; i < elements.Length; i++)
        {
            trail.Element(type, i);
            WriteValue(elements[i], type.Element ?? type.Elements[i]);
            trail.Leave();
        }

        writer.WriteEndArray();
    }

    private void WriteMap(TerraformValue value, TerraformType element)
    {
        writer.WriteStartObject();
        foreach (var (key, entry) in value.Entries)
        {
            trail.Key(key);
            writer.WritePropertyName(WellFormed(key));
            WriteValue(entry, element);
            trail.Leave();
        }

        writer.WriteEndObject();
    }

    private void WriteObject(TerraformValue value, TerraformType type)
    {
        if (value.Entries.Count != type.Attributes.Count)
        {
            throw trail.Error($"a value of type {value.Type} is no {type}");
        }

        writer.WriteStartObject();
        foreach (var (name, entry) in value.Entries)
        {
            trail.Attribute(name);
            writer.WritePropertyName(name);
            WriteValue(entry, type.Attributes.TryGetValue(name, out var attribute)
                ? attribute
                : throw trail.Error($"{type} has no such attribute"));
            trail.Leave();
        }

        writer.WriteEndObject();
    }

    private void WriteDynamic(TerraformValue value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("type"u8);
        TypeJson.WriteOfValue(writer, value.Type);
        writer.WritePropertyName("value"u8);
        trail.DynamicContent();
        WriteValue(value, value.Type);
        trail.Leave();
        writer.WriteEndObject();
    }

    private string WellFormed(string text) =>
        UnicodeText.IsWellFormed(text) ? text : throw trail.Error("the text is not valid Unicode");
}
