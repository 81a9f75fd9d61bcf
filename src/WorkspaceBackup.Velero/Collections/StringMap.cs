using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Collections;

/// <summary>An immutable map of strings, always listed in ordinal order of its keys and compared by value.</summary>
public sealed class StringMap : IReadOnlyDictionary<string, string>, IEquatable<StringMap>
{
    public static readonly StringMap Empty = new([]);

    private readonly ImmutableSortedDictionary<string, string> _entries;

    /// <exception cref="ArgumentException">A key comes twice with different values.</exception>
    public StringMap(IEnumerable<KeyValuePair<string, string>> entries) =>
        _entries = entries.ToImmutableSortedDictionary(StringComparer.Ordinal, StringComparer.Ordinal);

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<string> Values => _entries.Values;

    public string this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) =>
        _entries.TryGetValue(key, out value);

    /// <summary>The map with the entries of some keys, and their absence, taken from another.</summary>
    public StringMap With(StringMap other, Func<string, bool> isTaken) => new(
        this.Where(entry => !isTaken(entry.Key)).Concat(other.Where(entry => isTaken(entry.Key))));

    public bool Equals(StringMap? other) =>
        other is not null && Count == other.Count && _entries.SequenceEqual(other._entries);

    public static bool operator ==(StringMap? left, StringMap? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(StringMap? left, StringMap? right) => !(left == right);

    public override bool Equals(object? obj) => Equals(obj as StringMap);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        $"{{{string.Join(", ", _entries.Select(entry => $"{entry.Key}={entry.Value}"))}}}";

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
