using System.Globalization;
using System.Text.RegularExpressions;
using DocsGenerator;

namespace TerraformProviderWorkspaceBackup.Tests.Documentation;

/// <summary>What a page points at is there: files, anchors, tests, make targets, types.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages => [.. Links.FilesIn(Repository.Root)];

    public static TheoryData<string> Variables =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(static text => Variable().Matches(text).Concat(VariableRead().Matches(text)))
            .Select(static match => match.Groups[1].Value)
            .Where(static name => !name.StartsWith("PLUGIN_", StringComparison.Ordinal))
            .Append("TMPDIR")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_an_anchor(string page) =>
        Assert.Equal<string>([], new Links(Repository.Root).BrokenIn(page, Repository.Text(page)));

    [Theory]
    [InlineData("docs/index.md", "see [this](guides/no-such-page.md)")]
    [InlineData("docs/index.md", "see [this](guides/progress.md#no-such-heading)")]
    [InlineData("README.md", "```text\nhttps://registry.terraform.io/providers/workspace-backup/workspace/latest/docs/guides/troubleshooting#no-such\n```")]
    [InlineData(".github/ISSUE_TEMPLATE/bug.yml", "the [guide](../blob/main/docs/guides/no-such-page.md)")]
    [InlineData("examples/quickstart/main.tf", "# https://github.com/workspace-backup/terraform-provider-workspace/blob/main/docs/no-such-page.md")]
    public void A_link_that_leads_nowhere_is_found(string page, string text) =>
        Assert.Single(new Links(Repository.Root).BrokenIn(page, text));

    [Theory]
    [InlineData("docs/index.md", "see [this](guides/progress.md#stop-waiting) and [that](#versions)")]
    [InlineData("README.md", "https://github.com/workspace-backup/terraform-provider-workspace/issues, and [this](docs/index.md#schema).")]
    [InlineData(".github/ISSUE_TEMPLATE/bug.yml", "the [guide](../blob/main/docs/guides/troubleshooting.md#cluster-skipped)")]
    public void A_link_that_leads_somewhere_is_not(string page, string text) =>
        Assert.Empty(new Links(Repository.Root).BrokenIn(page, text));

    [Theory]
    [MemberData(nameof(Variables))]
    public void The_provider_s_page_has_every_environment_variable(string variable) =>
        Assert.Contains($"`{variable}`", Repository.Text("docs/index.md"));

    [Fact]
    public void The_provider_s_page_links_to_every_guide() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "guides")),
        static guide => Assert.Contains($"](guides/{Path.GetFileName(guide)})", Repository.Text("docs/index.md")));

    [Fact]
    public void Every_type_that_the_steps_for_contributors_name_is_there() => Assert.Equal<string>(
        [],
        TypeName().Matches(Steps()).Select(static match => match.Groups[1].Value).Distinct()
            .Where(static name => !new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), $"{name}.cs", SearchOption.AllDirectories)).Any()));

    [Fact]
    public void Steps_for_contributors_are_numbered_without_a_gap()
    {
        var numbered = Numbered().Matches(Repository.Text("docs/contributing.md"))
            .Select(static match => match.Groups[1].Captures.Select(static one => int.Parse(one.Value, CultureInfo.InvariantCulture)).ToList())
            .ToList();

        Assert.True(numbered.Count > 5);
        Assert.All(numbered, static steps => Assert.Equal(Enumerable.Range(1, steps.Count), steps));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_make_target_that_a_page_names_is_there(string page) => Assert.Equal<string>(
        [],
        Target().Matches(Repository.Text(page)).Select(static match => match.Groups[1].Value).Distinct()
            .Where(static target => !Repository.Text("GNUmakefile").Contains($"\n{target}:", StringComparison.Ordinal)));

    [Theory]
    [InlineData("## A Heading, with `code`", "a-heading-with-code")]
    [InlineData("### What's 1.5?", "whats-15")]
    [InlineData("text <a id=\"an-id\"></a>", "an-id")]
    public void Anchors_are_those_that_hosts_make(string text, string anchor) =>
        Assert.Contains(anchor, Links.AnchorsOf(text));

    private static string Steps()
    {
        var text = Repository.Text("docs/contributing.md");
        return text[text.IndexOf("## How to add something", StringComparison.Ordinal)..text.IndexOf("## Tests", StringComparison.Ordinal)];
    }

    /// <summary>A list, with the number of each item.</summary>
    [GeneratedRegex(@"(?:^([0-9]+)\. .*\n(?:   .*\n)*)+", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\bmake ([a-z]+(?:/[a-z]+)?)(?=[`\s])(?<=`make [a-z/]+|\$ make [a-z/]+)")]
    private static partial Regex Target();

    /// <summary>What is handed to something that reads a variable.</summary>
    [GeneratedRegex(@"(?:GetEnvironmentVariable|NonEmpty|Value|[Vv]ariable|Flag)\(\s*""([A-Z][A-Z0-9_]+)""")]
    private static partial Regex VariableRead();

    /// <summary>A literal that begins as the names of variables do, or one of the few that do not.</summary>
    [GeneratedRegex("\"((?:KUBE|TF_|SSL_CERT|HTTPS?_|NO_)[A-Z_]*|KUBECONFIG|HOME|PATH)\"")]
    private static partial Regex Variable();
}
