using System.Text;
using TerraformPlugin.Framework;

namespace DocsGenerator;

/// <summary>The page of everything that has a schema.</summary>
internal static class SchemaPage
{
    /// <summary>The section "Schema" alone, for the provider's page, which people write.</summary>
    public static string SectionOf(Schema schema)
    {
        var section = new StringBuilder();
        new SchemaSection(section).Append(schema.Attributes);
        return section.ToString();
    }

    /// <param name="name">The type's name, the provider's prefix included.</param>
    /// <param name="kind">As it stands in the title: <c>Data Source</c>.</param>
    /// <param name="folder">Of the page and of the example.</param>
    public static string Of(string name, string kind, string folder, Schema schema, Examples examples)
    {
        var page = Page.Begin(
            $"{name} {kind} - workspace", $"{name} ({kind})", Page.Summary(schema.Description), schema.Description);
        if (schema.DeprecationMessage is { } deprecation)
        {
            page.Append($"\n~> **Deprecated:** {deprecation}\n");
        }

        page.Append("\n## Example Usage\n").AppendCode("terraform", examples.Of(folder, name));
        if (examples.Optional(folder, name, "notes.md") is { } notes)
        {
            page.Append($"\n{notes}\n");
        }

        new SchemaSection(page).Append(schema.Attributes);

        var byCommand = examples.Optional(folder, name, "import.sh");
        var byBlock = examples.Optional(folder, name, "import.tf");
        if (byCommand is not null || byBlock is not null)
        {
            page.Append("\n## Import\n");
            if (byCommand is not null)
            {
                page.AppendCode("shell", byCommand);
            }

            if (byBlock is not null)
            {
                page.AppendCode("terraform", byBlock);
            }
        }

        return page.ToString();
    }
}
