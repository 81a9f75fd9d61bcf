namespace TerraformPlugin.Conformance.Schemas;

/// <summary>A nested block type as Terraform sees it.</summary>
internal sealed record BlockSchema(string Name, NestedSchema Nested);
