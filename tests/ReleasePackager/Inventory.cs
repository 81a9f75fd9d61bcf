using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ReleasePackager;

/// <summary>What an executable is made of, taken from what its build restored.</summary>
internal static class Inventory
{
    /// <summary>
    /// The packages that code comes from, and the parts of .NET that go into the executable. What only the build needs
    /// (compilers, generators) is not among them.
    /// </summary>
    /// <param name="assetsFile">The <c>project.assets.json</c> of the executable's project.</param>
    /// <exception cref="ReleaseException">
    /// The build was not for this platform, or a package does not say what its licence is.
    /// </exception>
    public static IReadOnlyList<Component> Read(string assetsFile, Platform platform)
    {
        var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!;
        string[] folders = [.. assets["packageFolders"]!.AsObject().Select(static folder => folder.Key)];
        var target = assets["targets"]!.AsObject()
            .Where(target => target.Key.EndsWith($"/{platform.RuntimeIdentifier}", StringComparison.Ordinal))
            .Select(static target => target.Value!.AsObject())
            .FirstOrDefault()
            ?? throw new ReleaseException($"{assetsFile} is not of a build for {platform.RuntimeIdentifier}");

        var libraries = target
            .Where(static library => (string?)library.Value!["type"] == "package" && HasCode(library.Value))
            .Select(static library => library.Key.Split('/'))
            .Select(static parts => (Name: parts[0], Version: parts[1]));
        return
        [
            .. libraries.Concat(Runtimes(assets, platform))
                .OrderBy(static package => package.Name, StringComparer.OrdinalIgnoreCase)
                .Select(package => Describe(package.Name, package.Version, folders)),
        ];
    }

    private static bool HasCode(JsonNode library) => library["runtime"] is JsonObject files
        && files.Any(static file => !file.Key.EndsWith("/_._", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Version)> Runtimes(JsonNode assets, Platform platform)
    {
        (string Name, string Version)[] packs =
        [
            .. assets["project"]!["frameworks"]!.AsObject()
                .SelectMany(static framework => framework.Value!["downloadDependencies"]?.AsArray() ?? [])
                .Select(static pack => ((string)pack!["name"]!, ((string)pack["version"]!).Trim('[', ']').Split(',')[0]))
                .Where(pack => pack.Item1.Contains(".App.Runtime.", StringComparison.Ordinal)
                    && pack.Item1.EndsWith($".{platform.RuntimeIdentifier}", StringComparison.Ordinal)),
        ];
        if (packs.Length == 0)
        {
            throw new ReleaseException($"the build for {platform.RuntimeIdentifier} does not contain its own runtime");
        }

        // Both are restored for Native AOT; it takes this one.
        const string Aot = "Microsoft.NETCore.App.Runtime.NativeAOT.";
        bool isAot = packs.Any(static pack => pack.Name.StartsWith(Aot, StringComparison.Ordinal));
        return packs.Where(pack => !isAot
            || pack.Name.StartsWith(Aot, StringComparison.Ordinal)
            || !pack.Name.StartsWith("Microsoft.NETCore.App.", StringComparison.Ordinal));
    }

    private static Component Describe(string name, string version, string[] folders)
    {
        var folder = folders
            .Select(root => Path.Combine(root, name.ToLowerInvariant(), version.ToLowerInvariant()))
            .FirstOrDefault(Directory.Exists)
            ?? throw new ReleaseException($"the package {name} {version} is in none of {string.Join(", ", folders)}");
        var metadata = XDocument.Load(Path.Combine(folder, $"{name.ToLowerInvariant()}.nuspec"))
            .Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
        XElement? Entry(string key) =>
            metadata.Elements().FirstOrDefault(element => element.Name.LocalName == key);

        var license = Entry("license");
        if (license is null || (string?)license.Attribute("type") != "expression")
        {
            throw new ReleaseException($"the package {name} {version} does not name its licence");
        }

        return new(
            name,
            version,
            Entry("authors")!.Value,
            license.Value,
            Entry("copyright")?.Value,
            TextIn(folder, "LICENSE.TXT") ?? Licenses.TextOf(license.Value),
            TextIn(folder, "THIRD-PARTY-NOTICES.TXT"));
    }

    private static string? TextIn(string folder, string name) => Directory.EnumerateFiles(folder)
        .FirstOrDefault(file => Path.GetFileName(file).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } file
            ? File.ReadAllText(file)
            : null;
}
