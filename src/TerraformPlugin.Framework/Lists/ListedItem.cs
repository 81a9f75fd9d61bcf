using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>One result of a listing in its general form.</summary>
internal sealed record ListedItem(
    string DisplayName, TerraformValue? State, TerraformValue? Identity, IEnumerable<Diagnostic> Diagnostics);
