namespace TerraformPlugin.Conformance;

/// <summary>A broken rule.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Subject">The resource, data source or whatever it was.</param>
/// <param name="Scenario">What Terraform was doing.</param>
/// <param name="Text">What was wrong.</param>
public sealed record Finding(Rule Rule, string Subject, string Scenario, string Text);
