namespace TerraformPlugin.Framework;

/// <summary>A validator made of a function.</summary>
/// <param name="problem">
/// What is wrong with a value and what would be right, as a sentence; null: nothing. It is shown after the attribute's path and
/// must not repeat a sensitive value.
/// </param>
public sealed class Rule<T>(Func<T, string?> problem) : IValidator<T>
    where T : notnull
{
    /// <inheritdoc/>
    public void Validate(T value, ValidatorContext context)
    {
        if (problem(value) is { } sentence)
        {
            context.Diagnostics.AddError("Invalid Attribute Value", $"{context.Path}: {sentence}", context.Path);
        }
    }
}
