using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Paths by handles, and their form on the wire.</summary>
public static class AttributePathExtensions
{
    /// <summary>Into a nested attribute: <c>Clusters.Path.Key("eu").Attribute(Host)</c>.</summary>
    public static AttributePath Attribute(this AttributePath path, SchemaAttribute attribute) => attribute.Under(path);

    /// <summary>The path up to the first step into a set; the whole path when there is none.</summary>
    internal static AttributePath BeforeSetElement(this AttributePath path) =>
        path.Steps.Any(static s => s is PathStep.Element)
            ? path.Steps.TakeWhile(static s => s is not PathStep.Element)
                .Aggregate(AttributePath.Root, static (p, s) => p.Append(s))
            : path;
}
