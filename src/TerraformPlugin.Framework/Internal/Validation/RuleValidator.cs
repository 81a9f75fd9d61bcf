using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class RuleValidator<T>(Func<T, string?> problem) : IValidator<T>
    where T : notnull
{
    public void Validate(T value, AttributePath path, Diagnostics diagnostics)
    {
        if (problem(value) is { } found)
        {
            diagnostics.AddError("Invalid Attribute Value", $"{path} {found}.", path);
        }
    }
}
