using System.Text.RegularExpressions;

namespace DocsGenerator;

/// <summary>
/// Whether what a text points at is there: files, their anchors, and the project's own pages on GitHub and in the registry.
/// Other hosts are not asked.
/// </summary>
internal sealed partial class Links(string root)
{
    private const string Project = "https://github.com/workspace-backup/terraform-provider-workspace";

    private const string Registry = "https://registry.terraform.io/providers/workspace-backup/workspace/latest/docs";

    private readonly Dictionary<string, HashSet<string>> _anchors = [];

    /// <summary>Every file with text for users, relative to the repository.</summary>
    public static IReadOnlyList<string> FilesIn(string root) =>
    [
        .. new[] { "docs", "examples", ".github", ".devcontainer" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Where(static file => Path.GetExtension(file) is ".md" or ".tf" or ".hcl" or ".sh" or ".yaml" or ".yml" or ".json")
            .Concat(Directory.EnumerateFiles(root, "*.md"))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(static path => !path.Contains("/.terraform/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Each link that leads nowhere, as <c>file: link</c>.</summary>
    public static IReadOnlyList<string> BrokenIn(string root)
    {
        var links = new Links(root);
        return [.. FilesIn(root).SelectMany(file => links.BrokenIn(file, File.ReadAllText(Path.Combine(root, file))))];
    }

    /// <param name="page">The file, relative to the repository.</param>
    /// <param name="text">What is in it.</param>
    public IEnumerable<string> BrokenIn(string page, string text)
    {
        // A code block is no Markdown, but an address in it (the end of a message) is one to click on. What examples/ has of
        // pages is checked where it is shown.
        var hasRelative = page.EndsWith(".md", StringComparison.Ordinal)
            ? !page.StartsWith("examples/", StringComparison.Ordinal)
            : page.StartsWith(".github/", StringComparison.Ordinal);
        var relative = hasRelative
            ? Link().Matches(WithoutCode(text)).Select(static match => match.Groups[1].Value)
                .Where(static link => !link.Contains("://", StringComparison.Ordinal))
            : [];
        return relative.Concat(Address().Matches(text).Select(static match => match.Value.TrimEnd('.', ',', ')')))
            .Distinct()
            .Where(link => !Leads(page, link))
            .Select(link => $"{page}: {link}");
    }

    public bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        if (Target(page, parts[0]) is not { } target)
        {
            return true;
        }

        var path = Path.Combine(root, target);
        return (File.Exists(path) || Directory.Exists(path)) && (parts.Length == 1 || AnchorsIn(target).Contains(parts[1]));
    }

    /// <summary>The anchors that GitHub and the registry give a page: its headings', and those that it names itself.</summary>
    public static HashSet<string> AnchorsOf(string text) =>
    [
        .. Heading().Matches(WithoutCode(text)).Select(static match => NotInSlugs().Replace(
            match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
        .. Id().Matches(text).Select(static match => match.Groups[1].Value),
    ];

    /// <summary>The file in the repository; null for a page that only GitHub has.</summary>
    private static string? Target(string page, string link)
    {
        if (link.StartsWith(Registry, StringComparison.Ordinal))
        {
            var name = link[Registry.Length..].Trim('/');
            return name.Length == 0 ? "docs/index.md" : $"docs/{name}.md";
        }

        if (link.StartsWith(Project, StringComparison.Ordinal))
        {
            return InBranch(link[Project.Length..]);
        }

        if (link.Length == 0)
        {
            return page;
        }

        // GitHub shows what is below .github as pages of the project, such as .../issues/new.
        return page.StartsWith(".github/", StringComparison.Ordinal) && link.StartsWith("../blob/", StringComparison.Ordinal)
            ? InBranch(link[2..])
            : new Uri(new Uri($"file:///{page}"), link).AbsolutePath.TrimStart('/');
    }

    private static string? InBranch(string path) =>
        BranchPath().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    private HashSet<string> AnchorsIn(string target)
    {
        if (!_anchors.TryGetValue(target, out var anchors))
        {
            _anchors[target] = anchors = AnchorsOf(File.ReadAllText(Path.Combine(root, target)));
        }

        return anchors;
    }

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex($"(?:{Project}|{Registry})[^\\s\"'`<>()\\]|]*")]
    private static partial Regex Address();

    [GeneratedRegex("^/(?:blob|tree)/main/([^?]+)")]
    private static partial Regex BranchPath();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Id();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlugs();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
