namespace TerraformPlugin.Framework;

/// <summary>What Terraform asks of a listing.</summary>
/// <param name="IncludeResource">The full state of each resource is wanted, not just its identity.</param>
/// <param name="Limit">At most so many results are taken; more are cut off.</param>
public sealed record ListOptions(bool IncludeResource, long Limit);
