using System.Text.RegularExpressions;

namespace DocsGenerator;

/// <summary>Generated lines in a text that people write, between two comments.</summary>
internal static partial class MarkedBlock
{
    /// <exception cref="MissingSourceException">The text has no such block.</exception>
    public static string Replace(string text, string name, string content)
    {
        var begin = $"<!-- generated: {name} -->\n";
        var end = $"<!-- end of {name} -->";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{text[..(from + begin.Length)]}{content}{text[to..]}"
            : throw new MissingSourceException($"the comments {begin.TrimEnd()} and {end} are missing");
    }

    /// <summary>Fills the blocks whose names are paths of examples.</summary>
    public static string ReplaceExamples(string text, Examples examples)
    {
        foreach (Match block in ExampleBlock().Matches(text))
        {
            var path = block.Groups[1].Value;
            text = Replace(text, path, $"```{Language(path)}\n{examples.At(path)}\n```\n");
        }

        return text;
    }

    private static string Language(string path) => Path.GetExtension(path) switch
    {
        ".tf" or ".hcl" => "terraform",
        ".sh" => "shell",
        ".yaml" => "yaml",
        _ => "text",
    };

    [GeneratedRegex("<!-- generated: (examples/[^ ]+) -->")]
    private static partial Regex ExampleBlock();
}
