using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A provider function: pure, and without the provider's configuration.</summary>
/// <param name="result">The type of the result.</param>
public abstract class Function<TResult>(Codec<TResult> result) : Function
    where TResult : notnull
{
    /// <inheritdoc/>
    public sealed override TerraformType ReturnType => result.Type;

    /// <summary>
    /// Returns the result; it is not used after <see cref="FunctionContext.Fail(FunctionParameter, string)"/>.
    /// </summary>
    public abstract Value<TResult> Run(FunctionContext context);

    internal sealed override TerraformValue ServeCall(FunctionContext context) => result.Encode(Run(context));
}
