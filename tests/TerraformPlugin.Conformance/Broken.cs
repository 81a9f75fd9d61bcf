using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance;

/// <summary>A rule that an answer breaks, and where.</summary>
internal sealed record Broken(Rule Rule, AttributePath Path, string Text);
