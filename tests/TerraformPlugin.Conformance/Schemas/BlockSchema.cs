namespace TerraformPlugin.Conformance.Schemas;

/// <summary>A nested block type as Terraform sees it.</summary>
/// <param name="Computed">The provider may set it where the configuration has none; since Terraform 1.16.</param>
internal sealed record BlockSchema(string Name, NestedSchema Nested, bool Computed);
