using System.Text.RegularExpressions;

namespace TerraformProviderWorkspaceBackup.Tests.Documentation;

/// <summary>What a page points at is there: files, anchors, tests, make targets, types.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github"), "*.md"))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Variables =>
    [
        .. new[] { "src/WorkspaceBackup.Velero/Clusters", "src/WorkspaceBackup.Velero/Kubernetes", "src/TerraformPlugin.Hosting/Logging" }
            .SelectMany(static folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(static file => Variable().Matches(File.ReadAllText(file)))
            .Select(static match => match.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_an_anchor(string page) => Assert.Equal<string>(
        [],
        Link().Matches(WithoutCode(Repository.Text(page)))
            .Select(static match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(page, link)));

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
        Assert.Contains(anchor, AnchorsOf(text));

    [Fact]
    public void A_link_without_its_anchor_does_not_lead()
    {
        Assert.False(Leads("README.md", "docs/index.md#no-such-heading"));
        Assert.False(Leads("README.md", "docs/no-such-page.md"));
        Assert.True(Leads("README.md", "docs/index.md#schema"));
    }

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(
                Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0])));
        // GitHub's own pages above the repository, as ../blob/main, are not files.
        return target.StartsWith("..", StringComparison.Ordinal)
            || ((File.Exists(Path.Combine(Repository.Root, target)) || Directory.Exists(Path.Combine(Repository.Root, target)))
                && (parts.Length == 1 || AnchorsOf(Repository.Text(target)).Contains(parts[1])));
    }

    private static HashSet<string> AnchorsOf(string text) =>
    [
        .. Heading().Matches(WithoutCode(text)).Select(static match => NotInSlugs().Replace(
            match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
        .. Id().Matches(text).Select(static match => match.Groups[1].Value),
    ];

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static string Steps()
    {
        var text = Repository.Text("docs/contributing.md");
        return text[text.IndexOf("## How to add something", StringComparison.Ordinal)..text.IndexOf("## Tests", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Id();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlugs();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\bmake ([a-z]+(?:/[a-z]+)?)(?=[`\s])(?<=`make [a-z/]+|\$ make [a-z/]+)")]
    private static partial Regex Target();

    /// <summary>A literal in capitals with an underscore, or one of the few without.</summary>
    [GeneratedRegex("\"((?:KUBE|TF_|SSL_CERT|HTTPS?_|NO_)[A-Z_]*|KUBECONFIG|HOME|PATH)\"")]
    private static partial Regex Variable();
}
