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
    private readonly State _state;
    private readonly object? _payload;

    private TerraformValue(TerraformType type, State state, object? payload = null)
    {
        Type = type;
        _state = state;
        _payload = payload;
    }

    private enum State : byte { Null, Unknown, Known }

    public TerraformType Type { get; }

    public bool IsNull => _state == State.Null;

    public bool IsUnknown => _state == State.Unknown;

    public bool IsKnown => _state == State.Known;

    /// <summary>Neither this value nor anything in it is unknown.</summary>
    public bool IsWhollyKnown => _state switch
    {
        State.Null => true,
        State.Unknown => false,
        _ => _payload switch
        {
            ImmutableArray<TerraformValue> elements => elements.All(static e => e.IsWhollyKnown),
            ImmutableSortedDictionary<string, TerraformValue> entries => entries.Values.All(static e => e.IsWhollyKnown),
            _ => true,
        },
    };

    /// <summary>What is promised about an unknown value; null when nothing is, and for values that are not unknown.</summary>
    public UnknownRefinement? Refinement => _payload as UnknownRefinement;

    public static TerraformValue Null(TerraformType type) => new(type, State.Null);

    public static TerraformValue Unknown(TerraformType type, UnknownRefinement? refinement = null) =>
        new(type, State.Unknown, refinement);

    public static TerraformValue String(string value) => new(TerraformType.String, State.Known, value);

    public static TerraformValue Number(TerraformNumber value) => new(TerraformType.Number, State.Known, value);

    public static TerraformValue Bool(bool value) => new(TerraformType.Bool, State.Known, value);

    public static TerraformValue List(TerraformType element, IEnumerable<TerraformValue> elements) =>
        new(TerraformType.List(element), State.Known, elements.ToImmutableArray());

    /// <summary>A set; elements equal to an earlier one are dropped, the order given is kept.</summary>
    public static TerraformValue Set(TerraformType element, IEnumerable<TerraformValue> elements) =>
        new(TerraformType.Set(element), State.Known, elements.Distinct().ToImmutableArray());

    public static TerraformValue Map(TerraformType element, IEnumerable<KeyValuePair<string, TerraformValue>> entries) =>
        new(TerraformType.Map(element), State.Known, entries.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public static TerraformValue Tuple(IEnumerable<TerraformValue> elements)
    {
        var array = elements.ToImmutableArray();
        return new(TerraformType.Tuple([.. array.Select(static e => e.Type)]), State.Known, array);
    }

    /// <summary>A tuple of a type that has dynamic elements.</summary>
    public static TerraformValue Tuple(TerraformType type, IEnumerable<TerraformValue> elements)
    {
        var array = elements.ToImmutableArray();
        return type.Kind == TypeKind.Tuple && array.Length == type.Elements.Count
            ? new(type, State.Known, array)
            : throw new ArgumentException($"{array.Length} elements are not a {type}", nameof(elements));
    }

    /// <summary>An object of <paramref name="type"/>: every attribute of it is given, and no other.</summary>
    /// <exception cref="ArgumentException">An attribute is missing or is not of the type.</exception>
    public static TerraformValue Object(
        TerraformType type, IEnumerable<KeyValuePair<string, TerraformValue>> attributes)
    {
        var map = attributes.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (type.Kind != TypeKind.Object || map.Count != type.Attributes.Count
            || !map.Keys.All(type.Attributes.ContainsKey))
        {
            throw new ArgumentException($"the attributes {string.Join(", ", map.Keys)} are not those of {type}", nameof(attributes));
        }

        return new(type, State.Known, map);
    }

    /// <exception cref="InvalidOperationException">Not a known string.</exception>
    public string AsString() => Payload<string>("string");

    /// <exception cref="InvalidOperationException">Not a known number.</exception>
    public TerraformNumber AsNumber() => Payload<TerraformNumber>("number");

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
    public TerraformValue With(string attribute, TerraformValue value) =>
        new(Type, State.Known, Entries.ContainsKey(attribute)
            ? Entries.SetItem(attribute, value)
            : throw new ArgumentException($"{Type} has no attribute {attribute}", nameof(attribute)));

    /// <summary>Same state and content; a set's order does not count, an unknown's refinement does not either.</summary>
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
                Type.Kind == TypeKind.Set ? a.Length == b.Length && a.ToHashSet().SetEquals(b) : a.SequenceEqual(b),
            (ImmutableSortedDictionary<string, TerraformValue> a, ImmutableSortedDictionary<string, TerraformValue> b) =>
                a.Count == b.Count && a.SequenceEqual(b),
            var (a, b) => Equals(a, b),
        };
    }

    public override bool Equals(object? obj) => Equals(obj as TerraformValue);

    public override int GetHashCode()
    {
        switch (_payload)
        {
            case ImmutableArray<TerraformValue> elements when Type.Kind == TypeKind.Set:
                return elements.Aggregate(elements.Length, static (sum, e) => sum + e.GetHashCode());
            case ImmutableArray<TerraformValue> elements:
                return elements.Aggregate(elements.Length, static (hash, e) => HashCode.Combine(hash, e));
            case ImmutableSortedDictionary<string, TerraformValue> entries:
                return entries.Aggregate(entries.Count, static (hash, e) => HashCode.Combine(hash, e.Key, e.Value));
            default:
                return HashCode.Combine(_state, IsKnown ? _payload : null);
        }
    }

    /// <summary>A short form for messages about types and paths. Do not use it where a sensitive value may be.</summary>
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

    private T Payload<T>(string what) => _state == State.Known && _payload is T payload
        ? payload
        : throw new InvalidOperationException($"a {(IsNull ? "null" : IsUnknown ? "unknown" : "known")} {Type} is not a known {what}");
}
