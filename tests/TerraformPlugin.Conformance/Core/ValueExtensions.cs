using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>How Terraform reaches into values.</summary>
internal static class ValueExtensions
{
    /// <summary>An attribute of an object; of a null or unknown one, null or unknown.</summary>
    public static TerraformValue Attribute(this TerraformValue value, string name) =>
        value.IsKnown ? value.Entries[name]
        : value.IsNull ? TerraformValue.Null(value.Type.Attributes[name])
        : TerraformValue.Unknown(value.Type.Attributes[name]);

    /// <summary>Null: there is no such element, or the list is null or unknown.</summary>
    public static TerraformValue? At(this TerraformValue list, int index) =>
        list.IsKnown && index < list.Elements.Length ? list.Elements[index] : null;

    /// <inheritdoc cref="At(TerraformValue, int)"/>
    public static TerraformValue? At(this TerraformValue map, string key) =>
        map.IsKnown ? map.Entries.GetValueOrDefault(key) : null;

    public static int Count(this TerraformValue collection) => !collection.IsKnown ? 0
        : collection.Type.Kind == TypeKind.Map ? collection.Entries.Count
        : collection.Elements.Length;

    /// <summary>The value and everything within, each with its path.</summary>
    public static IEnumerable<(AttributePath Path, TerraformValue Value)> Walk(
        this TerraformValue value, AttributePath? at = null)
    {
        var path = at ?? AttributePath.Root;
        IEnumerable<(AttributePath Path, TerraformValue Value)> within = !value.IsKnown ? [] : value.Type.Kind switch
        {
            TypeKind.List or TypeKind.Tuple => value.Elements.Select((e, i) => (path.Index(i), e)),
            TypeKind.Set => value.Elements.Select(e => (path.Element(e), e)),
            TypeKind.Map => value.Entries.Select(e => (path.Key(e.Key), e.Value)),
            TypeKind.Object => value.Entries.Select(e => (path.Attribute(e.Key), e.Value)),
            _ => [],
        };
        return [(path, value), .. within.SelectMany(static w => w.Value.Walk(w.Path))];
    }

    /// <summary>What a path leads to; null: nowhere. A path that ends at a set's element ends at the set.</summary>
    public static TerraformValue? Find(this TerraformValue value, AttributePath path)
    {
        var current = value;
        foreach (var step in path.Steps)
        {
            if (!current.IsKnown)
            {
                return null;
            }

            var next = (step, current.Type.Kind) switch
            {
                (PathStep.Attribute s, TypeKind.Object) => current.Entries.GetValueOrDefault(s.Name),
                (PathStep.Key s, TypeKind.Map or TypeKind.Object) => current.Entries.GetValueOrDefault(s.Value),
                (PathStep.Index s, TypeKind.List or TypeKind.Tuple) => current.At((int)s.Value),
                (PathStep.Element s, TypeKind.Set) => current.Elements.FirstOrDefault(e => e.Equals(s.Value)),
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            current = next;
        }

        return current;
    }

    /// <summary>The value with what is at a path replaced.</summary>
    public static TerraformValue Replace(
        this TerraformValue value, ReadOnlySpan<PathStep> path, TerraformValue replacement)
    {
        if (path.IsEmpty)
        {
            return replacement;
        }

        var rest = path[1..];
        switch (path[0])
        {
            case PathStep.Attribute step:
                return value.With(step.Name, value.Entries[step.Name].Replace(rest, replacement));
            case PathStep.Key step:
                var entry = value.Entries[step.Value].Replace(rest, replacement);
                return TerraformValue.Map(value.Type.Element!, value.Entries.SetItem(step.Value, entry));
            case PathStep.Index step:
                var element = value.Elements[(int)step.Value].Replace(rest, replacement);
                return TerraformValue.List(value.Type.Element!, value.Elements.SetItem((int)step.Value, element));
            case PathStep.Element step:
                var member = step.Value.Replace(rest, replacement);
                return TerraformValue.Set(value.Type.Element!,
                    value.Elements.Select(e => ReferenceEquals(e, step.Value) ? member : e));
            case var step:
                throw new InvalidOperationException($"path step {step}");
        }
    }
}
