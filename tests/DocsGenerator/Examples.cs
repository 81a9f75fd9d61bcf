namespace DocsGenerator;

/// <summary>The files under <c>examples/</c> that pages show.</summary>
internal sealed class Examples(string root)
{
    private static readonly Dictionary<string, string> s_files = new()
    {
        ["resources"] = "resource.tf",
        ["data-sources"] = "data-source.tf",
        ["functions"] = "function.tf",
        ["ephemeral-resources"] = "ephemeral-resource.tf",
        ["list-resources"] = "list-resource.tfquery.hcl",
        ["actions"] = "action.tf",
    };

    /// <exception cref="MissingSourceException">Everything that users can write has an example.</exception>
    public string Of(string folder, string name) => At($"examples/{folder}/{name}/{s_files[folder]}");

    /// <summary>Null when there is none.</summary>
    public string? Optional(string folder, string name, string file)
    {
        var path = Path.Combine(root, "examples", folder, name, file);
        return File.Exists(path) ? File.ReadAllText(path).TrimEnd() : null;
    }

    /// <exception cref="MissingSourceException">There is no such file.</exception>
    public string At(string path) => File.Exists(Path.Combine(root, path))
        ? File.ReadAllText(Path.Combine(root, path)).TrimEnd()
        : throw new MissingSourceException($"{path} is missing: everything that the provider has needs an example");
}
