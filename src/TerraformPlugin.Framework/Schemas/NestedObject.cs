using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The attributes of the objects in a nested attribute or block.</summary>
public sealed record NestedObject(NestingMode Mode, IReadOnlyList<SchemaAttribute> Attributes)
{
    private TerraformType? _objectType;

    /// <summary>The type of one object.</summary>
    public TerraformType ObjectType => _objectType ??=
        TerraformType.Object(Attributes.Select(a => KeyValuePair.Create(a.Name, a.Type)));

    /// <summary>
    /// The same objects held in a collection; null for collections of collections, which have no schema of their own.
    /// </summary>
    internal NestedObject? In(NestingMode mode) => Mode == NestingMode.Single ? new(mode, Attributes) : null;
}
