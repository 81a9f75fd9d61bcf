using TerraformPlugin.Framework;

namespace DocsGenerator;

/// <summary>The generated pages in the layout of the Terraform Registry, by path relative to the repository.</summary>
internal sealed class Pages
{
    /// <summary>Everything in these folders is generated; what is not, is stale.</summary>
    private static readonly string[] s_folders =
        ["resources", "data-sources", "functions", "ephemeral-resources", "list-resources", "actions"];

    private readonly SortedDictionary<string, string> _byPath = new(StringComparer.Ordinal);

    private Pages()
    {
    }

    /// <summary>A page for everything that the provider has, and the texts with generated parts.</summary>
    /// <exception cref="MissingSourceException">An example or a guide is missing.</exception>
    public static Pages Of(IProvider provider, string root)
    {
        var examples = new Examples(root);
        var pages = new Pages();
        pages.Add("resources", "Resource", provider.Resources, static made => made.Schema, examples);
        pages.Add("data-sources", "Data Source", provider.DataSources, static made => made.Schema, examples);
        pages.Add(
            "ephemeral-resources", "Ephemeral Resource", provider.EphemeralResources, static made => made.Schema,
            examples);
        pages.Add("list-resources", "List Resource", provider.ListResources, static made => made.Schema, examples);
        pages.Add("actions", "Action", provider.Actions, static made => made.Schema, examples);
        foreach (var (name, make) in provider.Functions)
        {
            pages._byPath[$"docs/functions/{name}.md"] = FunctionPage.Of(name, make(), examples);
        }

        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, "docs", "guides"), "*.md")
            .Select(file => $"docs/guides/{Path.GetFileName(file)}")
            .Concat(["README.md", "docs/index.md"]))
        {
            pages._byPath[path] = MarkedBlock.ReplaceExamples(File.ReadAllText(Path.Combine(root, path)), examples);
        }

        pages._byPath["docs/images/architecture.svg"] = Architecture.Svg();

        const string Index = "docs/index.md";
        pages._byPath[Index] = MarkedBlock.Replace(
            MarkedBlock.Replace(pages._byPath[Index], "schema", SchemaPage.SectionOf(provider.Schema)),
            "fields",
            VeleroVersions.Table(provider));

        const string Troubleshooting = "docs/guides/troubleshooting.md";
        pages._byPath[Troubleshooting] = pages._byPath.TryGetValue(Troubleshooting, out var guide)
            ? TroubleshootingTables.FillIn(guide)
            : throw new MissingSourceException($"{Troubleshooting} is missing: only its tables are generated");
        pages._byPath[VerdictsPage.Path] = VerdictsPage.Write();
        return pages;
    }

    /// <summary>Paths whose file is missing, differs, or should not be there.</summary>
    public IReadOnlyList<string> StaleIn(string root) =>
    [
        .. _byPath
            .Where(page => !File.Exists(Path.Combine(root, page.Key))
                || File.ReadAllText(Path.Combine(root, page.Key)) != page.Value)
            .Select(static page => page.Key)
            .Concat(Surplus(root)),
    ];

    public void WriteTo(string root)
    {
        foreach (var path in Surplus(root))
        {
            File.Delete(Path.Combine(root, path));
        }

        foreach (var (path, text) in _byPath)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private void Add<T>(
        string folder,
        string kind,
        IReadOnlyDictionary<string, Func<T>> registered,
        Func<T, Schema> schema,
        Examples examples)
    {
        foreach (var (name, make) in registered)
        {
            // The registry's pages leave the provider's own prefix out.
            var file = name[(name.IndexOf('_') + 1)..];
            _byPath[$"docs/{folder}/{file}.md"] = SchemaPage.Of(name, kind, folder, schema(make()), examples);
        }
    }

    private IReadOnlyList<string> Surplus(string root) =>
    [
        .. s_folders
            .Select(folder => Path.Combine(root, "docs", folder))
            .Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.md"))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !_byPath.ContainsKey(path))
            .Order(StringComparer.Ordinal),
    ];
}
