using TerraformPlugin.Conformance.Schemas;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>The framework's schemas as Terraform sees them, for what the conformance suite knows of Terraform's core.</summary>
internal static class CoreSchema
{
    public static ObjectSchema Of(IReadOnlyList<SchemaAttribute> attributes) => new(
        [.. attributes.Where(static a => !IsBlock(a)).Select(Attribute)],
        [
            .. attributes.Where(IsBlock).Select(static a =>
                new BlockSchema(a.Name, Nested(a.Nested!), a.Presence == Presence.ComputedBlock)),
        ]);

    private static AttributeSchema Attribute(SchemaAttribute attribute) => new(
        attribute.Name,
        attribute.Type,
        attribute.Presence == Presence.Required,
        attribute.Presence is Presence.Optional or Presence.OptionalComputed,
        attribute.Presence is Presence.Computed or Presence.OptionalComputed,
        attribute.Sensitive,
        attribute.WriteOnly,
        attribute.Nested is { } nested ? Nested(nested) : null);

    private static NestedSchema Nested(NestedObject nested) => new(
        nested.Mode switch
        {
            NestingMode.Single => Nesting.Single,
            NestingMode.List => Nesting.List,
            NestingMode.Set => Nesting.Set,
            _ => Nesting.Map,
        },
        Of(nested.Attributes));

    private static bool IsBlock(SchemaAttribute attribute) =>
        attribute.Presence is Presence.Block or Presence.ComputedBlock;
}
