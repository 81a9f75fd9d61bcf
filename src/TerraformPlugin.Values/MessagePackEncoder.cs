using System.Globalization;
using System.Text;

namespace TerraformPlugin.Values;

/// <summary>Terraform's values in MessagePack, in the forms that go-cty chooses.</summary>
internal sealed class MessagePackEncoder(ValueTrail trail)
{
    /// <summary>go-cty cuts a longer promised prefix too, so that the refinement stays within its limit.</summary>
    private const int MaxPrefixLength = 256;

    private readonly MessagePackWriter _writer = new();

    public byte[] Write(TerraformValue value, TerraformType type)
    {
        WriteValue(value, type);
        return _writer.Written.ToArray();
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
            _writer.WriteNil();
        }
        else if (value.IsUnknown)
        {
            WriteUnknown(value.Refinement);
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
                WriteString(value.AsString());
                break;
            case TypeKind.Number:
                WriteNumber(value.AsNumber());
                break;
            case TypeKind.Bool:
                _writer.WriteBool(value.AsBool());
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

    private void WriteString(string value)
    {
        if (!UnicodeText.IsWellFormed(value))
        {
            throw trail.Error("the text is not valid Unicode");
        }

        _writer.WriteString(value);
    }

    private void WriteNumber(TerraformNumber number)
    {
        if (number.TryGetInt64(out var whole))
        {
            _writer.WriteInt64(whole);
        }
        else if (!number.IsInteger && number.TryGetDouble(out var binary))
        {
            _writer.WriteDouble(binary);
        }
        else
        {
            _writer.WriteString(number.ToString());
        }
    }

    private void WriteElements(TerraformValue value, TerraformType type)
    {
        var elements = value.Elements;
        if (type.Kind == TypeKind.Tuple && elements.Length != type.Elements.Count)
        {
            throw trail.Error($"a value of type {value.Type} is no {type}");
        }

        _writer.WriteArrayHeader(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            trail.Element(type, i);
            WriteValue(elements[i], type.Element ?? type.Elements[i]);
            trail.Leave();
        }
    }

    private void WriteMap(TerraformValue value, TerraformType element)
    {
        var entries = value.Entries;
        _writer.WriteMapHeader(entries.Count);
        foreach (var (key, entry) in entries)
        {
            trail.Key(key);
            WriteString(key);
            WriteValue(entry, element);
            trail.Leave();
        }
    }

    private void WriteObject(TerraformValue value, TerraformType type)
    {
        var attributes = type.AttributeTable;
        _writer.WriteMapHeader(attributes.Length);
        var at = 0;
        foreach (var (name, attribute) in value.Entries)
        {
            // Both are in ordinal order, so the same names are at the same places.
            if (at == attributes.Length || attributes[at].Name != name)
            {
                throw trail.Error($"a value of type {value.Type} is no {type}");
            }

            trail.Attribute(name);
            _writer.WriteString(attributes[at].Utf8Name);
            WriteValue(attribute, attributes[at].Type);
            trail.Leave();
            at++;
        }

        if (at < attributes.Length)
        {
            throw trail.Error($"a value of type {value.Type} is no {type}");
        }
    }

    private void WriteDynamic(TerraformValue value)
    {
        _writer.WriteArrayHeader(2);
        _writer.WriteBinary(TypeJson.WriteOfValue(value.Type));
        trail.DynamicContent();
        WriteValue(value, value.Type);
        trail.Leave();
    }

    private void WriteUnknown(UnknownRefinement? refinement)
    {
        var prefix = SafePrefix(refinement?.StringPrefix ?? "");
        var notNull = refinement is { NotNull: true };
        var count = (notNull ? 1 : 0) + (prefix.Length > 0 ? 1 : 0);
        if (count == 0)
        {
            // The one byte of content is there because an empty extension takes more bytes.
            _writer.WriteExtension(0, [0]);
            return;
        }

        var content = new MessagePackWriter();
        content.WriteMapHeader(count);
        if (notNull)
        {
            content.WriteInt64(RefinedUnknown.Nullness);
            content.WriteBool(false);
        }

        if (prefix.Length > 0)
        {
            content.WriteInt64(RefinedUnknown.StringPrefix);
            content.WriteString(prefix);
        }

        _writer.WriteExtension(RefinedUnknown.ExtensionType, content.Written);
    }

    /// <summary>
    /// The start of a prefix that fits, cut between two characters as a reader sees them: what follows could otherwise
    /// combine with the last one into another, which the promise would then be wrong about.
    /// </summary>
    private static string SafePrefix(string prefix)
    {
        if (Encoding.UTF8.GetByteCount(prefix) <= MaxPrefixLength)
        {
            return prefix;
        }

        var (kept, bytes) = (0, 0);
        while (true)
        {
            var length = StringInfo.GetNextTextElementLength(prefix, kept);
            bytes += Encoding.UTF8.GetByteCount(prefix.AsSpan(kept, length));
            if (bytes > MaxPrefixLength)
            {
                return prefix[..kept];
            }

            kept += length;
        }
    }
}
