using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>A validator made of a function.</summary>
/// <param name="problem">What is wrong with a value and what would be right, as a sentence; null: nothing.</param>
internal sealed class Rule<T>(Func<T, string?> problem) : IValidator<T>
    where T : notnull
{
    public void Validate(T value, AttributePath path, Diagnostics diagnostics)
    {
        if (problem(value) is { } sentence)
        {
            diagnostics.AddError("Invalid Attribute Value", $"{path}: {sentence}", path);
        }
    }
}
