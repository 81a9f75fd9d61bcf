namespace TerraformPlugin.Values;

/// <summary>One step of an <see cref="AttributePath"/>.</summary>
public abstract record PathStep
{
    private PathStep() { }

    /// <summary>Into the attribute of an object: <c>.name</c>.</summary>
    public sealed record Attribute(string Name) : PathStep;

    /// <summary>Into the element of a map: <c>["key"]</c>.</summary>
    public sealed record Key(string Value) : PathStep;

    /// <summary>Into the element of a list or tuple: <c>[0]</c>.</summary>
    public sealed record Index(long Value) : PathStep;

    /// <summary>
    /// Into an element of a set. The wire protocol cannot name one, so a diagnostic's path ends before it.
    /// </summary>
    public sealed record Element(TerraformValue Value) : PathStep;
}
