using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ReleasePackager;

/// <summary>
/// The zip of one platform, and the bill of materials beside it. The same executable, date and components give the
/// same bytes, wherever and whenever they are packed.
/// </summary>
internal static class Package
{
    // What unzip makes of the entries: the type (a regular file) and rwxr-xr-x or rw-r--r--.
    private const int ExecutableMode = 0b1_000_000_111_101_101;
    private const int TextMode = 0b1_000_000_110_100_100;

    /// <param name="executable">The provider, as it was published.</param>
    /// <param name="date">The release's; nothing is taken from a clock.</param>
    /// <returns>The zip's path.</returns>
    public static string Write(
        ReleaseVersion version,
        Platform platform,
        string executable,
        IReadOnlyList<Component> components,
        DateTimeOffset date,
        string folder)
    {
        Directory.CreateDirectory(folder);
        var name = ReleaseFiles.NameOf(version, platform.Name);
        var content = File.ReadAllBytes(executable);
        File.WriteAllText(
            Path.Combine(folder, $"{name}.cdx.json"),
            BillOfMaterials.Write(
                version, platform, Convert.ToHexStringLower(SHA256.HashData(content)), date, components));

        var path = Path.Combine(folder, $"{name}.zip");
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Add(zip, "LICENSE.txt", Encoding.UTF8.GetBytes(Licenses.TextOf("LICENSE")), TextMode, date);
        var notices = Encoding.UTF8.GetBytes(ThirdPartyNotices.Write(components));
        Add(zip, ThirdPartyNotices.FileName, notices, TextMode, date);
        // Terraform takes the first file in name order that begins with the provider's name: there is only this one.
        Add(zip, $"terraform-provider-workspace_v{version}{platform.ExecutableSuffix}", content, ExecutableMode, date);
        return path;
    }

    private static void Add(ZipArchive zip, string name, byte[] content, int mode, DateTimeOffset date)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        // A zip knows no time zone and counts from 1980.
        var earliest = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        entry.LastWriteTime = date.ToUniversalTime() < earliest ? earliest : date.ToUniversalTime();
        entry.ExternalAttributes = mode << 16;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
