namespace TerraformPlugin.Conformance.Core;

/// <summary>What an apply left of a resource.</summary>
/// <param name="Instance">Null: nothing.</param>
internal sealed record Applied(Instance? Instance, Findings Findings);
