namespace TerraformPlugin.Framework.Internal.Validation;

/// <summary>What Terraform demands of a schema and would refuse at every start of the provider.</summary>
internal static class SchemaRules
{
    public static void Check(IReadOnlyList<SchemaAttribute> attributes) =>
        Check(attributes, "", inAttribute: false, inSet: false);

    private static void Check(IReadOnlyList<SchemaAttribute> attributes, string prefix, bool inAttribute, bool inSet)
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
                : attribute.WriteOnly && (attribute.IsComputed || attribute.Presence == Presence.Block)
                    ? "is write-only and computed, or a block"
                : attribute.WriteOnly && inSet ? "is write-only and in a set"
                : attribute.Presence == Presence.Block && inAttribute ? "is a block in a nested attribute"
                : attribute.Presence == Presence.Block && attribute.Nested is null or { Mode: NestingMode.Map }
                    ? "is a block of something else than an object, or a list or set of objects"
                : null;
            if (problem is not null)
            {
                throw new ArgumentException($"attribute {prefix}{attribute.Name} {problem}", nameof(attributes));
            }

            if (attribute.Nested is { } nested)
            {
                Check(nested.Attributes, $"{prefix}{attribute.Name}.",
                    inAttribute || attribute.Presence != Presence.Block, inSet || nested.Mode == NestingMode.Set);
            }
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
