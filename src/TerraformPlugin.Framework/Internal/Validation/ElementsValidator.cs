using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class ElementsValidator<TCollection, T>(
    IValidator<T> rule, Func<TCollection, AttributePath, IEnumerable<(T Element, AttributePath Path)>> elements)
    : IValidator<TCollection>
    where TCollection : notnull
    where T : notnull
{
    public void Validate(TCollection value, AttributePath path, Diagnostics diagnostics)
    {
        foreach (var (element, elementPath) in elements(value, path))
        {
            rule.Validate(element, elementPath, diagnostics);
        }
    }
}
