using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The handle of a function's parameter; see <see cref="FunctionParameter{T}"/>.</summary>
public abstract class FunctionParameter
{
    private protected FunctionParameter(string name) => Name = name;

    /// <summary>Lower case letters, digits and underscores; users see it in errors, and nowhere else.</summary>
    public string Name { get; }

    /// <summary>What the documentation says; in the form that <see cref="Function.Markdown"/> names.</summary>
    public string Description { get; init; } = "";

    /// <summary>Null reaches the function; otherwise Terraform refuses it.</summary>
    public bool AllowNull { get; init; }

    /// <summary>Unknown reaches the function; otherwise Terraform answers unknown itself.</summary>
    public bool AllowUnknown { get; init; }

    /// <summary>The type that Terraform converts the argument to.</summary>
    public abstract TerraformType Type { get; }
}
