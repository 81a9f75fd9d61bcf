using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Schemas;

/// <summary>An attribute as Terraform sees it.</summary>
/// <param name="Nested">The objects within; null: the attribute has a plain type.</param>
internal sealed record AttributeSchema(
    string Name, TerraformType Type, bool Required, bool Optional, bool Computed, bool Sensitive, bool WriteOnly,
    NestedSchema? Nested);
