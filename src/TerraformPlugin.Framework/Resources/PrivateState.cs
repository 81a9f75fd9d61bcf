using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TerraformPlugin.Framework;

/// <summary>
/// Bytes that Terraform keeps beside a state and shows nobody, by key. On the wire a JSON object of base64 strings with
/// its keys in ordinal order, so that equal content gives equal bytes; nothing at all when it is empty.
/// </summary>
public sealed class PrivateState
{
    private readonly SortedDictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    /// <summary>The keys in ordinal order.</summary>
    public IReadOnlyCollection<string> Keys => _entries.Keys;

    /// <exception cref="FormatException">Bytes that this class has not written.</exception>
    public static PrivateState Decode(ReadOnlyMemory<byte> wire)
    {
        var result = new PrivateState();
        if (wire.IsEmpty)
        {
            return result;
        }

        try
        {
            using var document = JsonDocument.Parse(wire);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                result.Set(entry.Name, entry.Value.GetBytesFromBase64());
            }

            return result;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("the private state is not a JSON object of base64 strings", e);
        }
    }

    /// <summary>The form on the wire; no bytes at all when it is empty.</summary>
    public byte[] Encode()
    {
        if (_entries.Count == 0)
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in _entries)
            {
                writer.WriteBase64String(key, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Gives the bytes under a key; false when there are none.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out byte[] value) => _entries.TryGetValue(key, out value);

    /// <summary>Sets the bytes under a key; they are not copied.</summary>
    public void Set(string key, byte[] value) => _entries[key] = value;

    /// <summary>Removes a key, if it is there.</summary>
    public void Remove(string key) => _entries.Remove(key);
}
