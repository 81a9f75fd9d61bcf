using System.Text;

namespace DocsGenerator;

/// <summary>The README's pictures: lines that the demo really printed.</summary>
internal static class Readme
{
    /// <param name="log">What <c>make demo</c> printed, without colours.</param>
    public static void TakePicturesFrom(string log, string readme)
    {
        var text = MarkedBlock.Replace(File.ReadAllText(readme), "plan", Plan(log));
        File.WriteAllText(readme, MarkedBlock.Replace(text, "protection", Protection(log)));
    }

    /// <summary>The plan that finds the drift: from the change by hand to the apply that repairs it.</summary>
    internal static string Plan(string log) => Lines(log, "# Somebody moves", "$ terraform apply");

    /// <summary>The table with a line for each cluster.</summary>
    internal static string Protection(string log) => Lines(log, "$ terraform output -raw protection", "# Destroy");

    private static string Lines(string log, string first, string end)
    {
        var lines = log.ReplaceLineEndings("\n").Split('\n');
        var from = Array.FindIndex(lines, line => line.StartsWith(first, StringComparison.Ordinal));
        var to = from < 0 ? -1 : Array.FindIndex(
            lines, from, line => line.StartsWith(end, StringComparison.Ordinal));
        if (to < 0)
        {
            throw new MissingSourceException($"the demo's output has no lines from \"{first}\" to \"{end}\"");
        }

        var block = new StringBuilder("```text\n");
        foreach (var line in lines[from..to].Where(IsTold))
        {
            block.Append(line.TrimEnd()).Append('\n');
        }

        return $"{block.ToString().TrimEnd('\n')}\n```\n";
    }

    // Terraform's own preliminaries, the same in every plan.
    private static bool IsTold(string line) =>
        !line.Contains("Refreshing state...", StringComparison.Ordinal)
        && !line.Contains("Reading...", StringComparison.Ordinal)
        && !line.Contains("Read complete", StringComparison.Ordinal);
}
