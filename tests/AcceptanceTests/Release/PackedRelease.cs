using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AcceptanceTests.Harness;
using ReleasePackager;

namespace AcceptanceTests.Release;

/// <summary>A release of the provider under test, for this machine only, packed as every release is.</summary>
internal sealed class PackedRelease : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");
    private readonly ReleaseVersion _version;

    /// <param name="version">What the executable says its version is.</param>
    /// <param name="note">Stands in the notices: another one makes another zip of the same version.</param>
    private PackedRelease(ReleaseVersion version, string note)
    {
        _version = version;
        Zip = Package.Write(
            version,
            ReleasePackager.Platform.Named(Platform),
            OneFile(),
            [new Component("A.Package", "1.0.0", "Somebody", "MIT", null, note, null)],
            new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            _folder.FullName);
        ReleaseFiles.Finish(version, _folder.FullName);
    }

    /// <summary>This machine, in Terraform's words.</summary>
    public static string Platform { get; } = (OperatingSystem.IsMacOS() ? "darwin_" : "linux_")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64");

    public string Version => _version.Text;

    public string Zip { get; }

    /// <summary>The zip's hash as the release's list of hashes has it, in Terraform's form.</summary>
    public string ZipHash => $"zh:{File
        .ReadAllLines(Path.Combine(_folder.FullName, ReleaseFiles.NameOf(_version, "SHA256SUMS")))
        .Single(line => line.EndsWith($"  {Path.GetFileName(Zip)}", StringComparison.Ordinal))[..64]}";

    /// <summary>Terraform's own hash of what is inside, as it stands in lock files.</summary>
    public string ContentHash
    {
        get
        {
            using var archive = ZipFile.OpenRead(Zip);
            var lines = archive.Entries.OrderBy(static entry => entry.FullName, StringComparer.Ordinal)
                .Select(static entry =>
                {
                    using var content = entry.Open();
                    return $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {entry.FullName}\n";
                });
            return $"h1:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))}";
        }
    }

    public static async Task<PackedRelease> PackAsync(string note = "a licence")
    {
        var said = await Command.RunAsync(Repository.ProviderBinary, ["version"], TimeSpan.FromSeconds(30));
        Assert.StartsWith("terraform-provider-workspace ", said.Output);
        return new(ReleaseVersion.Parse(said.Output.Trim().Split(' ')[1]), note);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // What a debug build makes runs beside its libraries only.
    private string OneFile()
    {
        if (!File.Exists($"{Repository.ProviderBinary}.dll"))
        {
            return Repository.ProviderBinary;
        }

        var script = Path.Combine(_folder.FullName, "start");
        File.WriteAllText(script, $"#!/bin/sh\nexec '{Repository.ProviderBinary}' \"$@\"\n");
        return script;
    }
}
