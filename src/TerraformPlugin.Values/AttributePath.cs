using System.Collections.Immutable;
using System.Text;

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

/// <summary>Where in a value something is: <c>clusters["eu"].host</c>. Immutable; the root is empty.</summary>
public sealed class AttributePath : IEquatable<AttributePath>
{
    private readonly ImmutableArray<PathStep> _steps;

    private AttributePath(ImmutableArray<PathStep> steps) => _steps = steps;

    public static AttributePath Root { get; } = new([]);

    public ImmutableArray<PathStep> Steps => _steps;

    public bool IsRoot => _steps.IsEmpty;

    public static AttributePath Of(string attribute) => Root.Attribute(attribute);

    public AttributePath Attribute(string name) => Append(new PathStep.Attribute(name));

    public AttributePath Key(string key) => Append(new PathStep.Key(key));

    public AttributePath Index(long index) => Append(new PathStep.Index(index));

    public AttributePath Element(TerraformValue value) => Append(new PathStep.Element(value));

    public AttributePath Append(PathStep step) => new(_steps.Add(step));

    public bool Equals(AttributePath? other) => other is not null && _steps.SequenceEqual(other._steps);

    public override bool Equals(object? obj) => Equals(obj as AttributePath);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var step in _steps)
        {
            hash.Add(step);
        }

        return hash.ToHashCode();
    }

    /// <summary>
    /// The path as users write it in HCL; the root is the empty string. An element of a set is <c>[*]</c>: HCL has no
    /// form for it, and its value could be a secret.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in _steps)
        {
            _ = step switch
            {
                PathStep.Attribute a => text.Append(text.Length == 0 ? "" : ".").Append(a.Name),
                PathStep.Key k => text.Append("[\"").Append(Escape(k.Value)).Append("\"]"),
                PathStep.Index i => text.Append('[').Append(i.Value).Append(']'),
                PathStep.Element => text.Append("[*]"),
                _ => throw new InvalidOperationException($"path step {step}"),
            };
        }

        return text.ToString();
    }

    private static string Escape(string key) => key.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
