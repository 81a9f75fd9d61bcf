using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WorkspaceBackup.Velero.Tests;

/// <summary>Every trap that is known has a test: <c>docs/design/velero-facts.md</c> says which.</summary>
public sealed partial class FactTableTests
{
    private static readonly IEnumerable<int> s_facts =
        [.. Enumerable.Range(1, 28), 34, 35, 36, .. Enumerable.Range(38, 8)];

    [Fact]
    public void Every_fact_names_tests_that_exist()
    {
        var root = Root();
        var rows = Row().Matches(File.ReadAllText(Path.Combine(root, "docs", "design", "velero-facts.md")));
        var methods = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Method().Matches(File.ReadAllText(file)))
            .Select(method => method.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(s_facts, rows.Select(row => int.Parse(row.Groups["number"].ValueSpan)));
        foreach (Match row in rows)
        {
            var tests = Name().Matches(row.Value).Select(name => name.Groups["name"].Value).ToList();
            Assert.NotEmpty(tests);
            Assert.All(tests, test => Assert.Contains(test, methods));
        }
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    /// <summary>A fact in bold with its number, and what follows until the next.</summary>
    [GeneratedRegex(@"^\*\*(?<number>\d+)\. .*?(?=^\*\*\d|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex(@"public (async Task|Task|void) (?<name>\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("^- `(?<name>\\w+)`$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
