using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Schemas;

/// <summary>Objects of one schema, held in some way.</summary>
internal sealed record NestedSchema(Nesting Mode, ObjectSchema Object)
{
    public TerraformType Type { get; } = Mode switch
    {
        Nesting.List => TerraformType.List(Object.Type),
        Nesting.Set => TerraformType.Set(Object.Type),
        Nesting.Map => TerraformType.Map(Object.Type),
        _ => Object.Type,
    };

    /// <summary>What no block at all is: only a single one may be null.</summary>
    public TerraformValue Empty => Mode switch
    {
        Nesting.List => TerraformValue.List(Object.Type, []),
        Nesting.Set => TerraformValue.Set(Object.Type, []),
        Nesting.Map => TerraformValue.Map(Object.Type, []),
        Nesting.Group => Object.Empty,
        _ => TerraformValue.Null(Object.Type),
    };
}
