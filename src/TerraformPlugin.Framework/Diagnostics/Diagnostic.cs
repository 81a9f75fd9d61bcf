using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A message for the user.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Summary">What it is about, a few words in Title Case.</param>
/// <param name="Detail">Whose fault it is and what the user can do; an original error comes last.</param>
/// <param name="Path">The attribute it is about; null: the whole.</param>
public sealed record Diagnostic(Severity Severity, string Summary, string Detail, AttributePath? Path = null);
