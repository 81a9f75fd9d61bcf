using System.Collections.Immutable;

namespace TerraformPlugin.Values;

/// <summary>
/// A value of a <see cref="TerraformType"/> in one of three exclusive states: null, unknown, or known. Immutable.
/// A known value of a collection, tuple or object holds values, which may be null or unknown themselves.
/// A value for a <see cref="TerraformType.Dynamic"/> slot carries its own concrete type; only null and unknown values
/// have the type <c>Dynamic</c> itself.
/// </summary>
public sealed class TerraformValue : IEquatable<TerraformValue>
{
    private static readonly TerraformValue True = new(TerraformType.Bool, State.Known, true);
    private static readonly TerraformValue False = new(TerraformType.Bool, State.Known, false);

    private readonly State _state;
    private readonly object? _payload;

    private TerraformValue(TerraformType type, State state, object? payload = null)
    {
        Type = type;
        _state = state;
        _payload = payload;
    }

    private enum State : byte { Null, Unknown, Known }

    /// <summary>The type; that of the value, not of the dynamic slot that it may be in.</summary>
    public TerraformType Type { get; }

    /// <summary>There is no value.</summary>
    public bool IsNull => _state == State.Null;

    /// <summary>The value is decided later, at apply.</summary>
    public bool IsUnknown => _state == State.Unknown;

    /// <summary>Neither null nor unknown; what it holds may be.</summary>
    public bool IsKnown => _state == State.Known;

    /// <summary>Neither this value nor anything in it is unknown.</summary>
    public bool IsWhollyKnown => _state switch
    {
        State.Null => true,
        State.Unknown => false,
        _ => _payload switch
        {
            ImmutableArray<TerraformValue> elements => elements.All(static e => e.IsWhollyKnown),
            ImmutableSortedDictionary<string, TerraformValue> entries =>
                entries.Values.All(static e => e.IsWhollyKnown),
            _ => true,
        },
    };

    /// <summary>What is promised about an unknown value; null when nothing is, and for other values.</summary>
    public UnknownRefinement? Refinement => _payload as UnknownRefinement;

    /// <summary>The absence of a value of the type.</summary>
    public static TerraformValue Null(TerraformType type) => new(type, State.Null);

    /// <summary>A value of the type that is decided later, and what is promised about it.</summary>
    /// <exception cref="ArgumentException">A string prefix is promised about something that is no string.</exception>
    public static TerraformValue Unknown(TerraformType type, UnknownRefinement? refinement = null) =>
        refinement?.StringPrefix is null || type.Kind == TypeKind.String
            ? new(type, State.Unknown, refinement)
            : throw new ArgumentException($"a string prefix cannot be promised about {type}", nameof(refinement));

    /// <summary>A known string.</summary>
    public static TerraformValue String(string value) => new(TerraformType.String, State.Known, value);

    /// <summary>A known number.</summary>
    public static TerraformValue Number(TerraformNumber value) => new(TerraformType.Number, State.Known, value);

    /// <summary>A known bool.</summary>
    public static TerraformValue Bool(bool value) => value ? True : False;

    /// <summary>A known list.</summary>
    /// <exception cref="ArgumentException">An element is not of the type.</exception>
    public static TerraformValue List(TerraformType element, IEnumerable<TerraformValue> elements) =>
        FromElements(TerraformType.List(element), AllOf(element, elements));

    /// <summary>
    /// A known set; elements equal to an earlier one are dropped, the order given is kept. Elements with unknown parts
    /// are all kept, for nobody knows yet whether they are equal.
    /// </summary>
    /// <exception cref="ArgumentException">An element is not of the type.</exception>
    public static TerraformValue Set(TerraformType element, IEnumerable<TerraformValue> elements) =>
        FromElements(TerraformType.Set(element), AllOf(element, elements));

    /// <summary>A known map.</summary>
    /// <exception cref="ArgumentException">An entry is not of the type, or two have one key.</exception>
    public static TerraformValue Map(TerraformType element, IEnumerable<KeyValuePair<string, TerraformValue>> entries)
    {
        var map = entries.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (key, entry) in map)
        {
            Require(element, entry, key);
        }

        return FromEntries(TerraformType.Map(element), map);
    }

    /// <summary>A known tuple of the types that the elements have.</summary>
    public static TerraformValue Tuple(IEnumerable<TerraformValue> elements)
    {
        var array = elements.ToImmutableArray();
        return FromElements(TerraformType.Tuple([.. array.Select(static e => e.Type)]), array);
    }

    /// <summary>A tuple of a type that has dynamic elements.</summary>
    /// <exception cref="ArgumentException">The elements are not those of the type.</exception>
    public static TerraformValue Tuple(TerraformType type, IEnumerable<TerraformValue> elements)
    {
        var array = elements.ToImmutableArray();
        if (type.Kind != TypeKind.Tuple || array.Length != type.Elements.Count)
        {
            throw new ArgumentException($"{array.Length} elements are not a {type}", nameof(elements));
        }

        for (var i = 0; i < array.Length; i++)
        {
            Require(type.Elements[i], array[i], $"{i}");
        }

        return FromElements(type, array);
    }

    /// <summary>An object of <paramref name="type"/>: every attribute of it is given, and no other.</summary>
    /// <exception cref="ArgumentException">An attribute is missing, is not of its type, or is given twice.</exception>
    public static TerraformValue Object(
        TerraformType type, IEnumerable<KeyValuePair<string, TerraformValue>> attributes)
    {
        var map = attributes.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (type.Kind != TypeKind.Object || map.Count != type.Attributes.Count)
        {
            throw NotThoseOf(type, map);
        }

        foreach (var (name, value) in map)
        {
            Require(type.Attributes.TryGetValue(name, out var slot) ? slot : throw NotThoseOf(type, map), value, name);
        }

        return FromEntries(type, map);
    }

    /// <summary>A known list, set or tuple of elements that are known to be of the type.</summary>
    internal static TerraformValue FromElements(TerraformType type, ImmutableArray<TerraformValue> elements) =>
        new(type, State.Known, type.Kind == TypeKind.Set ? WithoutDuplicates(elements) : elements);

    /// <summary>A known map or object of entries that are known to be of the type.</summary>
    internal static TerraformValue FromEntries(
        TerraformType type, ImmutableSortedDictionary<string, TerraformValue> entries) =>
        new(type, State.Known, entries);

    /// <summary>The content of a known string.</summary>
    /// <exception cref="InvalidOperationException">Not a known string.</exception>
    public string AsString() => Payload<string>("string");

    /// <summary>The content of a known number.</summary>
    /// <exception cref="InvalidOperationException">Not a known number.</exception>
    public TerraformNumber AsNumber() => Payload<TerraformNumber>("number");

    /// <summary>The content of a known bool.</summary>
    /// <exception cref="InvalidOperationException">Not a known bool.</exception>
    public bool AsBool() => Payload<bool>("bool");

    /// <summary>The elements of a known list, set or tuple.</summary>
    /// <exception cref="InvalidOperationException">Null, unknown, or of another kind.</exception>
    public ImmutableArray<TerraformValue> Elements => Payload<ImmutableArray<TerraformValue>>("list, set or tuple");

    /// <summary>The entries of a known map or the attributes of a known object, in ordinal order.</summary>
    /// <exception cref="InvalidOperationException">Null, unknown, or of another kind.</exception>
    public ImmutableSortedDictionary<string, TerraformValue> Entries =>
        Payload<ImmutableSortedDictionary<string, TerraformValue>>("map or object");

    /// <summary>A known object with one attribute replaced.</summary>
    /// <exception cref="ArgumentException">There is no such attribute, or the value is not of its type.</exception>
    /// <exception cref="InvalidOperationException">Null, unknown, or not an object.</exception>
    public TerraformValue With(string attribute, TerraformValue value)
    {
        var entries = Entries;
        if (!Type.Attributes.TryGetValue(attribute, out var slot))
        {
            throw new ArgumentException($"{Type} has no attribute {attribute}", nameof(attribute));
        }

        Require(slot, value, attribute);
        return new(Type, State.Known, entries.SetItem(attribute, value));
    }

    /// <summary>Same state and content; a set's order and an unknown's refinement do not count.</summary>
    public bool Equals(TerraformValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _state != other._state || !Type.Equals(other.Type))
        {
            return false;
        }

        if (_state != State.Known)
        {
            return true;
        }

        return (_payload, other._payload) switch
        {
            (ImmutableArray<TerraformValue> a, ImmutableArray<TerraformValue> b) =>
                Type.Kind == TypeKind.Set ? SameInAnyOrder(a, b) : a.AsSpan().SequenceEqual(b.AsSpan()),
            (ImmutableSortedDictionary<string, TerraformValue> a,
                ImmutableSortedDictionary<string, TerraformValue> b) => SameEntries(a, b),
            var (a, b) => Equals(a, b),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TerraformValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.Add(_state);
        switch (_payload)
        {
            case ImmutableArray<TerraformValue> elements when Type.Kind == TypeKind.Set:
                hash.Add(elements.Aggregate(0, static (sum, e) => sum + e.GetHashCode()));
                break;
            case ImmutableArray<TerraformValue> elements:
                foreach (var element in elements)
                {
                    hash.Add(element);
                }

                break;
            case ImmutableSortedDictionary<string, TerraformValue> entries:
                foreach (var (name, value) in entries)
                {
                    hash.Add(name);
                    hash.Add(value);
                }

                break;
            case not (null or UnknownRefinement):
                hash.Add(_payload);
                break;
        }

        return hash.ToHashCode();
    }

    /// <summary>A short form for messages about types and paths; not for where a sensitive value may be.</summary>
    public override string ToString() => _state switch
    {
        State.Null => "null",
        State.Unknown => "(unknown)",
        _ => _payload switch
        {
            string s => $"\"{s}\"",
            bool b => b ? "true" : "false",
            ImmutableArray<TerraformValue> elements => $"[{string.Join(", ", elements)}]",
            ImmutableSortedDictionary<string, TerraformValue> entries =>
                $"{{{string.Join(", ", entries.Select(e => $"{e.Key} = {e.Value}"))}}}",
            var other => $"{other}",
        },
    };

    private static ImmutableArray<TerraformValue> AllOf(TerraformType type, IEnumerable<TerraformValue> elements)
    {
        var array = elements.ToImmutableArray();
        for (var i = 0; i < array.Length; i++)
        {
            Require(type, array[i], $"{i}");
        }

        return array;
    }

    private static void Require(TerraformType slot, TerraformValue value, string name)
    {
        if (slot.Kind != TypeKind.Dynamic && !slot.Equals(value.Type))
        {
            throw new ArgumentException($"{name} is a {value.Type}, not a {slot}", nameof(value));
        }
    }

    private static ArgumentException NotThoseOf(
        TerraformType type, ImmutableSortedDictionary<string, TerraformValue> attributes) =>
        new($"the attributes {string.Join(", ", attributes.Keys)} are not those of {type}", nameof(attributes));

    private static ImmutableArray<TerraformValue> WithoutDuplicates(ImmutableArray<TerraformValue> elements)
    {
        var seen = new HashSet<TerraformValue>(elements.Length);
        return elements.RemoveAll(e => e.IsWhollyKnown && !seen.Add(e));
    }

    private static bool SameInAnyOrder(ImmutableArray<TerraformValue> left, ImmutableArray<TerraformValue> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        // Counted, because elements with unknown parts may be there more than once.
        var counts = new Dictionary<TerraformValue, int>(left.Length);
        foreach (var element in left)
        {
            counts[element] = counts.GetValueOrDefault(element) + 1;
        }

        foreach (var element in right)
        {
            if (counts.GetValueOrDefault(element) == 0)
            {
                return false;
            }

            counts[element]--;
        }

        return true;
    }

    private static bool SameEntries(
        ImmutableSortedDictionary<string, TerraformValue> left, ImmutableSortedDictionary<string, TerraformValue> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        using var others = right.GetEnumerator();
        foreach (var (name, value) in left)
        {
            others.MoveNext();
            if (others.Current.Key != name || !others.Current.Value.Equals(value))
            {
                return false;
            }
        }

        return true;
    }

    private T Payload<T>(string what) => _state == State.Known && _payload is T payload
        ? payload
        : throw new InvalidOperationException(
            $"a {(IsNull ? "null" : IsUnknown ? "unknown" : "known")} {Type} is not a known {what}");
}
