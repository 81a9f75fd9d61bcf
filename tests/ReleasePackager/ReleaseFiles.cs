using System.Security.Cryptography;
using System.Text;

namespace ReleasePackager;

/// <summary>The files that the registry asks for beside the zips.</summary>
internal static class ReleaseFiles
{
    public static string NameOf(ReleaseVersion version, string rest) => $"terraform-provider-workspace_{version}_{rest}";

    /// <summary>
    /// Writes the manifest, which says which protocol the provider speaks, and the list of all files' hashes.
    /// </summary>
    /// <exception cref="ReleaseException">There is no package of this version in the folder.</exception>
    public static void Finish(ReleaseVersion version, string folder)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, NameOf(version, "*.zip")).Any())
        {
            throw new ReleaseException($"there is no package of version {version} in {folder}");
        }

        File.WriteAllText(
            Path.Combine(folder, NameOf(version, "manifest.json")),
            """
            {
              "version": 1,
              "metadata": {
                "protocol_versions": ["6.0"]
              }
            }

            """.ReplaceLineEndings("\n"));

        var sums = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, NameOf(version, "*"))
            .Where(static file => !Path.GetFileName(file).Contains("_SHA256SUMS", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            // The form that sha256sum --check reads.
            sums.Append($"{hash}  {Path.GetFileName(file)}\n");
        }

        File.WriteAllText(Path.Combine(folder, NameOf(version, "SHA256SUMS")), sums.ToString());
    }
}
