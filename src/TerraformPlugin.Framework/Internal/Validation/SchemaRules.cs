using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

/// <summary>What Terraform demands of a schema and would refuse at every start of the provider.</summary>
internal static class SchemaRules
{
    /// <summary>What HCL takes for itself in a block, so that an attribute of that name could not be set.</summary>
    private static readonly string[] s_meta = ["count", "for_each", "provider", "depends_on", "lifecycle", "locals"];

    private static readonly string[] s_provider =
        ["alias", "version", "source", "count", "for_each", "depends_on", "lifecycle", "locals"];

    /// <exception cref="ArgumentException">The attributes are none that a schema can have.</exception>
    public static void Check(IReadOnlyList<SchemaAttribute> attributes) =>
        Check(attributes, "", inAttribute: false, inSet: false, inComputedBlock: false);

    public static void CheckProvider(Schema schema) => CheckNames(schema, s_provider);

    /// <param name="schema">The schema of a data source or an ephemeral resource.</param>
    public static void CheckBlock(Schema schema) => CheckNames(schema, s_meta);

    public static void CheckResource(Resource resource)
    {
        CheckNames(resource.Schema, [.. s_meta, "connection", "provisioner"]);
        foreach (var attribute in resource.ServedIdentitySchema?.Attributes ?? [])
        {
            var type = attribute.Type.Kind == TypeKind.List ? attribute.Type.Element! : attribute.Type;
            Refuse(type.Kind is not (TypeKind.String or TypeKind.Number or TypeKind.Bool),
                $"identity attribute {attribute.Name} is neither primitive nor a list of primitives");
            Refuse(attribute.Presence is not (Presence.Required or Presence.Optional),
                $"identity attribute {attribute.Name} is neither Required nor Optional");
        }
    }

    public static void CheckFunction(Function function)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in function.VariadicParameter is { } last
            ? function.Parameters.Append(last)
            : function.Parameters)
        {
            Refuse(!IsName(parameter.Name),
                $"parameter \"{parameter.Name}\" is not a name of lower case letters, digits and underscores");
            Refuse(!names.Add(parameter.Name), $"parameter {parameter.Name} is there twice");
            Refuse(HasDynamicInCollection(parameter.Type),
                $"parameter {parameter.Name} has a dynamic type in a collection");
        }

        Refuse(HasDynamicInCollection(function.ReturnType), "the result has a dynamic type in a collection");
    }

    private static void Check(
        IReadOnlyList<SchemaAttribute> attributes, string prefix, bool inAttribute, bool inSet, bool inComputedBlock)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            var problem =
                !IsName(attribute.Name) ? "is not a name of lower case letters, digits and underscores"
                : !names.Add(attribute.Name) ? "is there twice"
                : attribute.DefaultValue is not null && attribute.Presence != Presence.OptionalComputed
                    ? "has a default without being OptionalComputed"
                : attribute.DefaultValue is { IsUnknown: true } ? "has an unknown default"
                : attribute.WriteOnly && (attribute.IsComputed || attribute.IsBlock)
                    ? "is write-only and computed, or a block"
                : attribute.WriteOnly && inSet ? "is write-only and in a set"
                : attribute.IsBlock && inAttribute ? "is a block in a nested attribute"
                : attribute.IsBlock && attribute.Nested is null or { Mode: NestingMode.Map }
                    ? "is a block of something else than an object, or a list or set of objects"
                : inComputedBlock && !attribute.IsComputed ? "is in a computed block without being computed"
                : HasDynamicInCollection(attribute.Type) ? "has a dynamic type in a collection"
                : null;
            Refuse(problem is not null, $"attribute {prefix}{attribute.Name} {problem}");
            if (attribute.Nested is { } nested)
            {
                Check(nested.Attributes, $"{prefix}{attribute.Name}.", inAttribute || !attribute.IsBlock,
                    inSet || nested.Mode == NestingMode.Set, attribute.Presence == Presence.ComputedBlock);
            }
        }
    }

    private static void CheckNames(Schema schema, string[] reserved)
    {
        foreach (var attribute in schema.Attributes)
        {
            Refuse(reserved.Contains(attribute.Name),
                $"attribute \"{attribute.Name}\" has a name that is Terraform's own");
        }
    }

    /// <summary>Elements of a collection are of one type, which a dynamic one would leave open.</summary>
    private static bool HasDynamicInCollection(TerraformType type) => type.Kind switch
    {
        TypeKind.List or TypeKind.Set or TypeKind.Map => HasDynamic(type.Element!),
        TypeKind.Tuple => type.Elements.Any(HasDynamicInCollection),
        TypeKind.Object => type.Attributes.Values.Any(HasDynamicInCollection),
        _ => false,
    };

    private static bool HasDynamic(TerraformType type) => type.Kind switch
    {
        TypeKind.Dynamic => true,
        TypeKind.List or TypeKind.Set or TypeKind.Map => HasDynamic(type.Element!),
        TypeKind.Tuple => type.Elements.Any(HasDynamic),
        TypeKind.Object => type.Attributes.Values.Any(HasDynamic),
        _ => false,
    };

    private static void Refuse(bool when, string problem)
    {
        if (when)
        {
            throw new ArgumentException(problem);
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
