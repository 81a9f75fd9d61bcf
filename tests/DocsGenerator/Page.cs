using System.Text;

namespace DocsGenerator;

/// <summary>What all pages have in common.</summary>
internal static class Page
{
    /// <summary>The head that the registry reads, the title and the description.</summary>
    public static StringBuilder Begin(string pageTitle, string title, string summary, string description) =>
        new StringBuilder()
            .Append("---\n")
            .Append("# Written by make docs: change the schema or the example, not this file.\n")
            .Append($"page_title: \"{pageTitle}\"\n")
            .Append("description: |-\n")
            .Append($"  {summary}\n")
            .Append("---\n\n")
            .Append($"# {title}\n\n")
            .Append($"{description}\n");

    public static StringBuilder AppendCode(this StringBuilder page, string language, string code) =>
        page.Append($"\n```{language}\n{code}\n```\n");

    /// <summary>The first sentence.</summary>
    public static string Summary(string description)
    {
        var end = description.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? description : description[..(end + 1)];
    }
}
