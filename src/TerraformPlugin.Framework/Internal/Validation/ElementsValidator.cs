using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class ElementsValidator<TCollection, T>(
    IValidator<T> rule, Func<TCollection, AttributePath, IEnumerable<(T Element, AttributePath Path)>> elements)
    : IValidator<TCollection>
    where TCollection : notnull
    where T : notnull
{
    public void Validate(TCollection value, ValidatorContext context)
    {
        foreach (var (element, elementPath) in elements(value, context.Path))
        {
            rule.Validate(element, context.At(elementPath));
        }
    }
}
