using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The attributes of the objects in a nested attribute or block.</summary>
/// <param name="mode">How the objects are held.</param>
/// <param name="attributes">The handles of one object's attributes.</param>
public sealed class NestedObject(NestingMode mode, IReadOnlyList<SchemaAttribute> attributes)
{
    private TerraformType? _objectType;

    /// <summary>How the objects are held.</summary>
    public NestingMode Mode => mode;

    /// <summary>The handles of one object's attributes.</summary>
    public IReadOnlyList<SchemaAttribute> Attributes => attributes;

    /// <summary>The type of one object.</summary>
    public TerraformType ObjectType => _objectType ??=
        TerraformType.Object(attributes.Select(static a => KeyValuePair.Create(a.Name, a.Type)));

    /// <summary>
    /// The same objects held in a collection; null for collections of collections, which have no schema of their own.
    /// </summary>
    internal NestedObject? In(NestingMode collection) =>
        mode == NestingMode.Single ? new(collection, attributes) : null;
}
