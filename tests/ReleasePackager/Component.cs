namespace ReleasePackager;

/// <summary>A package whose code is inside the executable: NuGet's, unless its URL says otherwise.</summary>
/// <param name="License">An SPDX expression.</param>
/// <param name="Copyright">Null when the package does not say.</param>
/// <param name="LicenseText">The package's own, or the standard text of <paramref name="License"/>.</param>
/// <param name="Notices">What the package says about code of others in it; null when it says nothing.</param>
internal sealed record Component(
    string Name, string Version, string Authors, string License, string? Copyright, string LicenseText, string? Notices)
{
    /// <summary>The package's name in the language of software bills of materials.</summary>
    public string PackageUrl { get; init; } = $"pkg:nuget/{Name}@{Version}";
}
