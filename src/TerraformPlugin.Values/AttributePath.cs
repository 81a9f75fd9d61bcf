using System.Collections.Immutable;
using System.Text;

namespace TerraformPlugin.Values;

/// <summary>Where in a value something is: <c>clusters["eu"].host</c>. Immutable; the root is empty.</summary>
public sealed class AttributePath : IEquatable<AttributePath>
{
    private readonly ImmutableArray<PathStep> _steps;

    private AttributePath(ImmutableArray<PathStep> steps) => _steps = steps;

    /// <summary>The value itself.</summary>
    public static AttributePath Root { get; } = new([]);

    /// <summary>The steps from the root, outermost first.</summary>
    public ImmutableArray<PathStep> Steps => _steps;

    /// <summary>No step at all.</summary>
    public bool IsRoot => _steps.IsEmpty;

    /// <summary>The path of a top-level attribute.</summary>
    public static AttributePath Of(string attribute) => Root.Attribute(attribute);

    /// <summary>This path and one step into an object.</summary>
    public AttributePath Attribute(string name) => Append(new PathStep.Attribute(name));

    /// <summary>This path and one step into a map.</summary>
    public AttributePath Key(string key) => Append(new PathStep.Key(key));

    /// <summary>This path and one step into a list or tuple; the first element is 0.</summary>
    public AttributePath Index(long index) => Append(new PathStep.Index(index));

    /// <summary>This path and one step into a set.</summary>
    public AttributePath Element(TerraformValue value) => Append(new PathStep.Element(value));

    /// <summary>This path and one step more.</summary>
    public AttributePath Append(PathStep step) => new(_steps.Add(step));

    /// <summary>The same steps, of the same kinds.</summary>
    public bool Equals(AttributePath? other) => other is not null && _steps.SequenceEqual(other._steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributePath);

    /// <inheritdoc/>
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
