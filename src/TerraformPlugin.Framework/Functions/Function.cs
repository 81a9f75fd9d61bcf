using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A provider function; derive from <see cref="Function{TResult}"/>.</summary>
public abstract class Function
{
    private protected Function()
    {
    }

    /// <summary>The parameters in order; default: none.</summary>
    public virtual IReadOnlyList<FunctionParameter> Parameters => [];

    /// <summary>Takes any number of further arguments; null: none may follow.</summary>
    public virtual FunctionParameter? VariadicParameter => null;

    /// <summary>The type of the result.</summary>
    public abstract TerraformType ReturnType { get; }

    /// <summary>One line.</summary>
    public abstract string Summary { get; }

    /// <summary>What the documentation says; in the form that <see cref="Markdown"/> names.</summary>
    public abstract string Description { get; }

    /// <summary>Whether <see cref="Description"/> and those of the parameters are Markdown; default true.</summary>
    public virtual bool Markdown => true;

    /// <summary>What to use instead; null: not deprecated.</summary>
    public virtual string? DeprecationMessage => null;

    internal abstract TerraformValue ServeCall(FunctionContext context);
}
