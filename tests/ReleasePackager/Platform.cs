namespace ReleasePackager;

/// <summary>An operating system and a processor, as Terraform (<c>linux_amd64</c>) and .NET call them.</summary>
internal sealed record Platform(string Name, string RuntimeIdentifier)
{
    /// <summary>Those that a release has.</summary>
    public static IReadOnlyList<Platform> All { get; } =
    [
        new("darwin_amd64", "osx-x64"),
        new("darwin_arm64", "osx-arm64"),
        new("linux_amd64", "linux-x64"),
        new("linux_arm64", "linux-arm64"),
        new("windows_amd64", "win-x64"),
    ];

    public string ExecutableSuffix => Name.StartsWith("windows_", StringComparison.Ordinal) ? ".exe" : "";

    /// <exception cref="ReleaseException">Releases do not have this one.</exception>
    public static Platform Named(string name) => All.FirstOrDefault(platform => platform.Name == name)
        ?? throw new ReleaseException(
            $"there are no releases for \"{name}\", only for {string.Join(", ", All.Select(static p => p.Name))}");
}
