namespace TerraformPlugin.Framework;

/// <summary>Why a function call failed.</summary>
/// <param name="Text">For the user.</param>
/// <param name="Argument">The position of the argument to blame, from 0; null: none.</param>
public sealed record FunctionError(string Text, long? Argument = null);
