namespace TerraformPlugin.Framework;

/// <summary>Checks one configured value. Null and unknown values never get here.</summary>
public interface IValidator<T>
    where T : notnull
{
    /// <summary>Adds to the context's diagnostics what is wrong with the value.</summary>
    /// <param name="value">A known value.</param>
    /// <param name="context">Where it is, and the configuration around it.</param>
    void Validate(T value, ValidatorContext context);
}
