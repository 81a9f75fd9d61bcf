namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class RuleValidator<T>(Func<T, string?> problem) : IValidator<T>
    where T : notnull
{
    public void Validate(T value, ValidatorContext context)
    {
        if (problem(value) is { } found)
        {
            context.Diagnostics.AddError("Invalid Attribute Value", $"{context.Path} {found}.", context.Path);
        }
    }
}
