using System.Text;

namespace TerraformPlugin.Values;

/// <summary>
/// A Terraform type constraint. Immutable; two types are equal when they describe the same values.
/// <see cref="TypeJson"/> has its JSON form.
/// </summary>
public sealed class TerraformType : IEquatable<TerraformType>
{
    private static readonly IReadOnlyDictionary<string, TerraformType> NoAttributes =
        new SortedDictionary<string, TerraformType>(StringComparer.Ordinal);

    private static readonly IReadOnlySet<string> NoNames = new HashSet<string>();

    private readonly int _hash;
    private ObjectAttribute[]? _attributeTable;

    private TerraformType(
        TypeKind kind,
        TerraformType? element = null,
        IReadOnlyList<TerraformType>? elements = null,
        IReadOnlyDictionary<string, TerraformType>? attributes = null,
        IReadOnlySet<string>? optionalAttributes = null)
    {
        Kind = kind;
        Element = element;
        Elements = elements ?? [];
        Attributes = attributes ?? NoAttributes;
        OptionalAttributes = optionalAttributes ?? NoNames;
        _hash = ComputeHash();
    }

    /// <summary>Unicode text.</summary>
    public static TerraformType String { get; } = new(TypeKind.String);

    /// <summary>An exact decimal number of any size.</summary>
    public static TerraformType Number { get; } = new(TypeKind.Number);

    /// <summary>True or false.</summary>
    public static TerraformType Bool { get; } = new(TypeKind.Bool);

    /// <summary>Any type, decided by each value (Terraform's <c>dynamic</c>, HCL's <c>any</c>).</summary>
    public static TerraformType Dynamic { get; } = new(TypeKind.Dynamic);

    /// <summary>Which kind of type this is.</summary>
    public TypeKind Kind { get; }

    /// <summary>The element type of a list, set or map; null for the others.</summary>
    public TerraformType? Element { get; }

    /// <summary>The element types of a tuple, in order; empty for the others.</summary>
    public IReadOnlyList<TerraformType> Elements { get; }

    /// <summary>The attribute types of an object, in ordinal order of their names; empty for the others.</summary>
    public IReadOnlyDictionary<string, TerraformType> Attributes { get; }

    /// <summary>Names of an object type's attributes that a value may leave out.</summary>
    public IReadOnlySet<string> OptionalAttributes { get; }

    /// <summary>An object's attributes as the codecs walk them, in ordinal order.</summary>
    internal ReadOnlySpan<ObjectAttribute> AttributeTable => _attributeTable ??=
        [.. Attributes.Select(static a => new ObjectAttribute(a.Key, Encoding.UTF8.GetBytes(a.Key), a.Value))];

    /// <summary>A list of elements of one type.</summary>
    public static TerraformType List(TerraformType element) => new(TypeKind.List, element);

    /// <summary>A set of elements of one type.</summary>
    public static TerraformType Set(TerraformType element) => new(TypeKind.Set, element);

    /// <summary>A map to elements of one type.</summary>
    public static TerraformType Map(TerraformType element) => new(TypeKind.Map, element);

    /// <summary>A tuple of the element types, in order.</summary>
    public static TerraformType Tuple(params IReadOnlyList<TerraformType> elements) =>
        new(TypeKind.Tuple, elements: [.. elements]);

    /// <summary>An object with the attributes, of which the values may leave out the optional ones.</summary>
    /// <exception cref="ArgumentException">A name is given twice, or an optional one is no attribute.</exception>
    public static TerraformType Object(
        IEnumerable<KeyValuePair<string, TerraformType>> attributes, IEnumerable<string>? optional = null)
    {
        var sorted = new SortedDictionary<string, TerraformType>(StringComparer.Ordinal);
        foreach (var (name, type) in attributes)
        {
            sorted.Add(name, type);
        }

        var optionalNames = new HashSet<string>(optional ?? [], StringComparer.Ordinal);
        return optionalNames.All(sorted.ContainsKey)
            ? new(TypeKind.Object, attributes: sorted, optionalAttributes: optionalNames)
            : throw new ArgumentException("an optional attribute is no attribute of the object", nameof(optional));
    }

    /// <summary>Describes the same values; optional attributes count.</summary>
    public bool Equals(TerraformType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null && Kind == other.Kind && _hash == other._hash
            && Equals(Element, other.Element)
            && Elements.SequenceEqual(other.Elements)
            && SameAttributes(other)
            && OptionalAttributes.SetEquals(other.OptionalAttributes);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TerraformType);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The type as users write it in HCL: <c>list(string)</c>, <c>object({ a = number })</c>.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.String => "string",
        TypeKind.Number => "number",
        TypeKind.Bool => "bool",
        TypeKind.Dynamic => "any",
        TypeKind.List => $"list({Element})",
        TypeKind.Set => $"set({Element})",
        TypeKind.Map => $"map({Element})",
        TypeKind.Tuple => $"tuple([{string.Join(", ", Elements)}])",
        TypeKind.Object => Attributes.Count == 0
            ? "object({})"
            : $"object({{ {string.Join(", ", Attributes.Select(AttributeText))} }})",
        _ => throw new InvalidOperationException($"type kind {Kind}"),
    };

    private string AttributeText(KeyValuePair<string, TerraformType> attribute) =>
        OptionalAttributes.Contains(attribute.Key)
            ? $"{attribute.Key} = optional({attribute.Value})"
            : $"{attribute.Key} = {attribute.Value}";

    private bool SameAttributes(TerraformType other)
    {
        if (Attributes.Count != other.Attributes.Count)
        {
            return false;
        }

        var mine = AttributeTable;
        var others = other.AttributeTable;
        for (var i = 0; i < mine.Length; i++)
        {
            if (mine[i].Name != others[i].Name || !mine[i].Type.Equals(others[i].Type))
            {
                return false;
            }
        }

        return true;
    }

    private int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(Kind);
        hash.Add(Element);
        foreach (var element in Elements)
        {
            hash.Add(element);
        }

        foreach (var (name, type) in Attributes)
        {
            hash.Add(name);
            hash.Add(type);
        }

        return hash.ToHashCode();
    }
}
