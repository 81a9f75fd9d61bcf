using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>A validator made of a function.</summary>
/// <param name="problem">What is wrong with a value and what would be right, as a sentence; null: nothing.</param>
internal sealed class Rule<T>(Func<T, string?> problem) : IValidator<T>
    where T : notnull
{
    public void Validate(T value, ValidatorContext context)
    {
        if (problem(value) is { } sentence)
        {
            context.Diagnostics.AddError("Invalid Attribute Value", $"{context.Path}: {sentence}", context.Path);
        }
    }
}
