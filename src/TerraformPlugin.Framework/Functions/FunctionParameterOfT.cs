using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// The typed handle of a function's parameter: declared once, it reads the argument and names it in errors.
/// </summary>
public sealed class FunctionParameter<T>(string name, Codec<T> codec) : FunctionParameter(name)
    where T : notnull
{
    /// <summary>Reads the argument.</summary>
    public Codec<T> Codec => codec;

    /// <inheritdoc/>
    public override TerraformType Type => codec.Type;
}
