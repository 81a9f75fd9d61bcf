namespace TerraformPlugin.Values;

/// <summary>
/// What is promised about an unknown value. The protocol knows more refinements than these; the ones a provider can
/// make use of are kept, the others are read and dropped, which is always allowed.
/// </summary>
/// <param name="NotNull">It will turn out not to be null.</param>
/// <param name="StringPrefix">The string it will turn out to be starts with this; null: nothing promised.</param>
public sealed record UnknownRefinement(bool NotNull, string? StringPrefix = null);
