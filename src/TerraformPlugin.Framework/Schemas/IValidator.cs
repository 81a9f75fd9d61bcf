using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Checks one configured value. Null and unknown values never get here.</summary>
public interface IValidator<T>
    where T : notnull
{
    /// <param name="value">A known value.</param>
    /// <param name="path">Where it is, for the diagnostics.</param>
    void Validate(T value, AttributePath path, Diagnostics diagnostics);
}
