using System.Runtime.CompilerServices;

namespace TerraformProviderWorkspaceBackup.Tests.Documentation;

/// <summary>The repository that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
