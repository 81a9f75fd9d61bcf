using System.Text;

namespace DocsGenerator;

/// <summary>The README's picture of a plan: lines that the demo really printed.</summary>
internal static class Readme
{
    /// <param name="log">What <c>make demo</c> printed, without colours.</param>
    public static void TakePlanFrom(string log, string readme) =>
        File.WriteAllText(readme, MarkedBlock.Replace(File.ReadAllText(readme), "plan", Plan(log)));

    /// <summary>The plan that finds the drift: from the change by hand to the apply that repairs it.</summary>
    internal static string Plan(string log)
    {
        var lines = log.ReplaceLineEndings("\n").Split('\n');
        var from = Array.FindIndex(lines, static line => line.StartsWith("# Somebody moves", StringComparison.Ordinal));
        var to = from < 0 ? -1 : Array.FindIndex(
            lines, from, static line => line.StartsWith("$ terraform apply", StringComparison.Ordinal));
        if (to < 0)
        {
            throw new MissingSourceException("the demo's output has no plan that finds the drift");
        }

        var block = new StringBuilder("```text\n");
        foreach (var line in lines[from..to].Where(IsTold))
        {
            block.Append(line.TrimEnd()).Append('\n');
        }

        return block.Append("```\n").ToString();
    }

    // Terraform's own preliminaries, the same in every plan.
    private static bool IsTold(string line) =>
        !line.Contains("Refreshing state...", StringComparison.Ordinal)
        && !line.Contains("Reading...", StringComparison.Ordinal)
        && !line.Contains("Read complete", StringComparison.Ordinal);
}
