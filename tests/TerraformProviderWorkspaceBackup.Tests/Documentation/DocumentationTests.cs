using System.Text.RegularExpressions;
using DocsGenerator;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Tests.Documentation;

public sealed partial class DocumentationTests
{
    private static readonly string s_guide = Repository.Text("docs/guides/troubleshooting.md");

    public static TheoryData<FaultKind> Faults => [.. Enum.GetValues<FaultKind>()];

    public static TheoryData<FindingKind> Findings => [.. Enum.GetValues<FindingKind>().Except([FindingKind.Fault, FindingKind.Verdict])];

    public static TheoryData<string> Summaries =>
    [
        .. new[] { "TerraformPlugin.Framework", "TerraformPlugin.Hosting", "TerraformProviderWorkspaceBackup" }
            .SelectMany(static project => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories))
            .SelectMany(static file => Summary().Matches(File.ReadAllText(file)))
            .Select(static match => match.Groups[1].Value)
            .Distinct(),
    ];

    public static TheoryData<string, string> TestsNamedByThePage
    {
        get
        {
            var named = new TheoryData<string, string>();
            foreach (Match test in TestName().Matches(Repository.Text("docs/reliability.md")))
            {
                named.Add(test.Groups[1].Value, test.Groups[2].Value);
            }

            return named;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_troubleshooting_guide_has_every_fault(FaultKind kind) =>
        AssertExplained(FaultWording.Of(kind).Summary);

    [Theory]
    [MemberData(nameof(Findings))]
    public void The_troubleshooting_guide_has_every_finding_with_cause_and_remedy(FindingKind kind)
    {
        var (cause, remedy) = FindingGuide.Of(kind);

        AssertExplained(FindingSummary.Of(kind));
        Assert.Contains($"{FindingSummary.Of(kind)} | {cause} | {remedy} |", s_guide);
    }

    [Theory]
    [MemberData(nameof(Summaries))]
    public void The_troubleshooting_guide_has_every_other_message(string summary) =>
        AssertExplained(summary);

    [Theory]
    [MemberData(nameof(TestsNamedByThePage))]
    public void A_test_that_the_reliability_page_names_exists(string type, string method)
    {
        var file = Assert.Single(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests"), $"{type}.cs", SearchOption.AllDirectories));

        Assert.Contains($" {method}(", File.ReadAllText(file));
    }

    [Fact]
    public void Rows_of_one_title_share_the_anchor_of_the_first() => Assert.Equal(
        "| message | cause |\n|---|---|\n| <a id=\"one-title\"></a>One Title | a |\n| One Title | b |\n",
        TroubleshootingTables.WithAnchors("| message | cause |\n|---|---|\n| One Title | a |\n| One Title | b |\n"));

    [Fact]
    public void A_block_without_its_comments_is_an_error() =>
        Assert.Throws<MissingSourceException>(() => MarkedBlock.Replace("text", "plan", "content"));

    [Fact]
    public void A_block_is_replaced_and_what_is_around_it_stays() =>
        Assert.Equal(
            "before\n<!-- generated: plan -->\nnew\n<!-- end of plan -->\nafter",
            MarkedBlock.Replace("before\n<!-- generated: plan -->\nold\n<!-- end of plan -->\nafter", "plan", "new\n"));

    [Fact]
    public void The_readme_shows_what_the_demo_printed_from_the_edit_to_its_repair() =>
        Assert.Equal(
            "```text\n# Somebody moves a backup\n  ~ schedule\n```\n",
            Readme.Plan(
                "before\n# Somebody moves a backup\na: Refreshing state...\n  ~ schedule  \n$ terraform apply x\nafter\n"));

    [Fact]
    public void The_readme_shows_the_table_that_the_demo_printed() =>
        Assert.Equal(
            "```text\n$ terraform output -raw protection\nCLUSTER\neu\n```\n",
            Readme.Protection("a\n$ terraform output -raw protection\nCLUSTER\neu\n\n# Destroy\nb\n"));

    [Fact]
    public void Demo_output_without_a_plan_is_an_error() =>
        Assert.Throws<MissingSourceException>(() => Readme.Plan("# Destroy\n$ terraform destroy\n"));

    /// <summary>The guide has a row for the title, and the anchor that the message ends with.</summary>
    private static void AssertExplained(string title)
    {
        Assert.Matches($@"\| (<a id=""[^""]*""></a>)?{Regex.Escape(title)} \|", s_guide);
        Assert.Contains($"<a id=\"{MessageAddress.AnchorOf(title)}\"></a>", s_guide);
    }

    // In the ways in which diagnostics are made: added, added as a bug, thrown or returned, and sent by the host.
    [GeneratedRegex(
        """
        (?: Add(?:Error|Warning)\(\s* | AddBug\(diagnostics,\s* | \(Severity\.(?:Error|Warning),\s* | Summary\ =\  | (?:Changed|Deleted|Recreated|ChangedMeanwhile|NotOfKind|MovedAmbiguous|MovedNotFound):\  )
        "([^"]+)",
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Summary();

    [GeneratedRegex("`([A-Za-z]+Tests)\\.([A-Za-z_]+)`")]
    private static partial Regex TestName();
}
