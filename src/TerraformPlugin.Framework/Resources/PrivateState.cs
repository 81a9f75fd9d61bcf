using System.Diagnostics.CodeAnalysis;

namespace TerraformPlugin.Framework;

/// <summary>
/// Bytes that Terraform keeps beside a state and shows nobody, by key. On the wire a JSON object of base64 strings with
/// its keys in ordinal order, so that equal content gives equal bytes; nothing at all when it is empty.
/// </summary>
public sealed class PrivateState
{
    private readonly SortedDictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _entries.Keys;

    public bool TryGet(string key, [MaybeNullWhen(false)] out byte[] value) => _entries.TryGetValue(key, out value);

    public void Set(string key, byte[] value) => _entries[key] = value;

    public void Remove(string key) => _entries.Remove(key);

    /// <exception cref="FormatException">Bytes that this class has not written.</exception>
    public static PrivateState Decode(ReadOnlyMemory<byte> wire) => throw new NotImplementedException();

    public byte[] Encode() => throw new NotImplementedException();
}
