using System.Text;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace DocsGenerator;

/// <summary>
/// The section "Schema" of a page: attributes by who sets them, and one section for each nested object.
/// </summary>
internal sealed class SchemaSection(StringBuilder page)
{
    private static readonly (string Title, Func<SchemaAttribute, bool> Holds)[] s_groups =
    [
        ("Required", static a => a.Presence == Presence.Required),
        ("Optional", static a => a.Presence is Presence.Optional or Presence.OptionalComputed or Presence.Block),
        ("Read-Only", static a => a.Presence == Presence.Computed),
    ];

    public void Append(IReadOnlyList<SchemaAttribute> attributes)
    {
        page.Append("\n## Schema\n");
        if (attributes.Any(static attribute => attribute.MayReplace))
        {
            page.Append("\nChanging an argument that is marked *Replaces* destroys the resource and creates it again.\n");
        }

        var nested = new Queue<SchemaAttribute[]>();
        AppendGroups("###", [], attributes, nested);
        while (nested.TryDequeue(out var path))
        {
            page.Append($"\n<a id=\"{Anchor(path)}\"></a>\n");
            page.Append($"### Nested Schema for `{string.Join('.', path.Select(static a => a.Name))}`\n");
            AppendGroups("####", path, path[^1].Nested!.Attributes, nested);
        }
    }

    /// <summary>The type as the registry's pages write it: <c>Map of String</c>.</summary>
    public static string TypeName(TerraformType type) => type.Kind switch
    {
        TypeKind.Bool => "Boolean",
        TypeKind.List or TypeKind.Set or TypeKind.Map => $"{type.Kind} of {TypeName(type.Element!)}",
        var kind => $"{kind}",
    };

    private static string TypeName(SchemaAttribute attribute) => attribute.Nested?.Mode switch
    {
        null => TypeName(attribute.Type),
        NestingMode.Single => "Attributes",
        var mode => $"Attributes {mode}",
    };

    private static string Anchor(IEnumerable<SchemaAttribute> path) =>
        $"nestedatt--{string.Join("--", path.Select(static a => a.Name))}";

    private void AppendGroups(
        string heading,
        SchemaAttribute[] parent,
        IReadOnlyList<SchemaAttribute> attributes,
        Queue<SchemaAttribute[]> nested)
    {
        foreach (var (title, holds) in s_groups)
        {
            var group = attributes.Where(holds).OrderBy(static a => a.Name, StringComparer.Ordinal).ToList();
            if (group.Count == 0)
            {
                continue;
            }

            page.Append($"\n{heading} {title}\n\n");
            foreach (var attribute in group)
            {
                SchemaAttribute[] path = [.. parent, attribute];
                AppendAttribute(attribute, path);
                if (attribute.Nested is not null)
                {
                    nested.Enqueue(path);
                }
            }
        }
    }

    private void AppendAttribute(SchemaAttribute attribute, SchemaAttribute[] path)
    {
        if (attribute.Description.Length == 0)
        {
            throw new MissingSourceException(
                $"the attribute {string.Join('.', path.Select(static a => a.Name))} has no description");
        }

        var notes = new List<string> { TypeName(attribute) };
        if (attribute.Sensitive)
        {
            notes.Add("Sensitive");
        }

        if (attribute.WriteOnly)
        {
            notes.Add("Write-only");
        }

        if (attribute.MayReplace)
        {
            notes.Add("Replaces");
        }

        page.Append($"- `{attribute.Name}` ({string.Join(", ", notes)}) {attribute.Description}");
        if (attribute.DeprecationMessage is { } deprecation)
        {
            page.Append($" **Deprecated:** {deprecation}");
        }

        if (attribute.Nested is not null)
        {
            page.Append($" (see [below for nested schema](#{Anchor(path)}))");
        }

        page.Append('\n');
    }
}
