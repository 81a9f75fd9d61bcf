using System.Reflection;

namespace AcceptanceTests.Harness;

/// <summary>Where the things are that the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(
        typeof(Repository).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ProjectFolder").Value!,
        "..", ".."));

    /// <summary>The provider under test: <c>PROVIDER_BINARY</c>, else what <c>make build</c> made.</summary>
    public static string ProviderBinary { get; } = Existing(
        Environment.GetEnvironmentVariable("PROVIDER_BINARY")
        ?? Path.Combine(Root, "bin", "terraform-provider-workspace"));

    public static string Script(string name) => Path.Combine(Root, "tests", "clusters", name);

    private static string Existing(string path) => File.Exists(path)
        ? Path.GetFullPath(path)
        : throw new FileNotFoundException($"{path} does not exist: run make build, or set PROVIDER_BINARY");
}
