using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The handle of a function's parameter; see <see cref="FunctionParameter{T}"/>.</summary>
public abstract class FunctionParameter
{
    private protected FunctionParameter(string name) => Name = name;

    public string Name { get; }

    public string Description { get; init; } = "";

    /// <summary>Null reaches the function; otherwise Terraform refuses it.</summary>
    public bool AllowNull { get; init; }

    /// <summary>Unknown reaches the function; otherwise Terraform answers unknown itself.</summary>
    public bool AllowUnknown { get; init; }

    public abstract TerraformType Type { get; }
}
