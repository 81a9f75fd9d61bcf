using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace WorkspaceBackup.Velero.Collections;

/// <summary>
/// An immutable set of strings, always listed in ordinal order, without duplicates, and compared by value.
/// </summary>
[CollectionBuilder(typeof(StringSet), nameof(Create))]
public sealed class StringSet : IReadOnlyList<string>, IEquatable<StringSet>
{
    public static readonly StringSet Empty = new([]);

    private readonly ImmutableArray<string> _items;

    private StringSet(ImmutableArray<string> items) => _items = items;

    public int Count => _items.Length;

    public string this[int index] => _items[index];

    public static StringSet Create(ReadOnlySpan<string> items)
    {
        string[] sorted = [.. items];
        return From(sorted);
    }

    public static StringSet From(IEnumerable<string> items) =>
        new([.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    public bool Contains(string item) => _items.BinarySearch(item, StringComparer.Ordinal) >= 0;

    public bool Equals(StringSet? other) => other is not null && _items.AsSpan().SequenceEqual(other._items.AsSpan());

    public static bool operator ==(StringSet? left, StringSet? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(StringSet? left, StringSet? right) => !(left == right);

    public override bool Equals(object? obj) => Equals(obj as StringSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _items)}]";

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
