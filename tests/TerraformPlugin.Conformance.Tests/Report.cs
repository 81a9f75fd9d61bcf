namespace TerraformPlugin.Conformance.Tests;

/// <summary>Findings as one reads them: what is wrong once, and where.</summary>
internal static class Report
{
    public static string Of(IEnumerable<Finding> findings) => string.Join('\n', findings
        .GroupBy(static f => (f.Rule, f.Subject, f.Text))
        .Select(static g => $"{g.Key.Rule} in {g.Key.Subject}: {g.Key.Text} ({string.Join(", ", g.Take(4).Select(
            static f => f.Scenario))}{(g.Count() > 4 ? $" and {g.Count() - 4} more" : "")})"));
}
