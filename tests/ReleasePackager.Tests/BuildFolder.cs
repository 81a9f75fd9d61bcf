using System.Text.Json.Nodes;

namespace ReleasePackager.Tests;

/// <summary>What a build leaves behind, as far as a release looks at it: an executable, and the packages it used.</summary>
internal sealed class BuildFolder : IDisposable
{
    public static readonly Platform Platform = Platform.Named("linux_amd64");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");
    private readonly JsonObject _libraries = [];
    private readonly JsonArray _downloads = [];

    public BuildFolder()
    {
        AddLibrary("Some.Library", "1.2.3", "MIT", "lib/net10.0/Some.Library.dll");
        AddRuntime("Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64");
    }

    public string Executable
    {
        get
        {
            var path = In("executable");
            File.WriteAllText(path, string.Concat(Enumerable.Repeat("the provider ", 1000)));
            return path;
        }
    }

    public string In(string name) => Path.Combine(_folder.FullName, name);

    public void AddLibrary(string name, string version, string? license, string file)
    {
        _libraries[$"{name}/{version}"] =
            new JsonObject { ["type"] = "package", ["runtime"] = new JsonObject { [file] = new JsonObject() } };
        AddPackage(name, version, license);
    }

    /// <summary>Something the restore fetched that is no library.</summary>
    public string AddRuntime(string name)
    {
        _downloads.Add(new JsonObject { ["name"] = name, ["version"] = "[10.0.1, 10.0.1]" });
        return AddPackage(name, "10.0.1", "MIT");
    }

    public IReadOnlyList<Component> Read(Platform? platform = null)
    {
        File.WriteAllText(In("project.assets.json"), new JsonObject
        {
            ["packageFolders"] = new JsonObject { [In("packages")] = new JsonObject() },
            ["targets"] = new JsonObject
            {
                ["net10.0"] = new JsonObject(),
                ["net10.0/linux-x64"] = _libraries.DeepClone(),
            },
            ["project"] = new JsonObject
            {
                ["frameworks"] = new JsonObject
                {
                    ["net10.0"] = new JsonObject { ["downloadDependencies"] = _downloads.DeepClone() },
                },
            },
        }.ToJsonString());
        return Inventory.Read(In("project.assets.json"), platform ?? Platform);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string AddPackage(string name, string version, string? license)
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(In("packages"), name.ToLowerInvariant(), version)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name.ToLowerInvariant()}.nuspec"), $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{name}</id>
                <authors>Authors of {name}</authors>
                {(license is null ? "" : $"""<license type="expression">{license}</license>""")}
                <copyright>Copyright of {name}</copyright>
              </metadata>
            </package>
            """);
        return folder;
    }
}
