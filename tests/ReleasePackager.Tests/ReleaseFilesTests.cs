using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ReleasePackager.Tests;

public sealed class ReleaseFilesTests : IDisposable
{
    private static readonly ReleaseVersion s_version = ReleaseVersion.Parse("1.2.3");

    private readonly BuildFolder _build = new();

    [Fact]
    public void The_manifest_says_protocol_6()
    {
        var folder = Finished();

        var manifest = JsonNode.Parse(
            File.ReadAllText(Path.Combine(folder, "terraform-provider-workspace_1.2.3_manifest.json")))!;
        Assert.Equal(1, (int)manifest["version"]!);
        Assert.Equal(["6.0"], manifest["metadata"]!["protocol_versions"]!.AsArray().Select(static v => (string)v!));
    }

    [Fact]
    public void The_sums_cover_every_file_of_this_version_and_no_other()
    {
        var folder = Finished();

        Assert.Equal(
            new[] { "linux_amd64.cdx.json", "linux_amd64.zip", "manifest.json" }
                .Select(rest => $"terraform-provider-workspace_1.2.3_{rest}")
                .Select(name => $"{Hash(Path.Combine(folder, name))}  {name}"),
            File.ReadAllLines(Path.Combine(folder, "terraform-provider-workspace_1.2.3_SHA256SUMS")));
    }

    [Fact]
    public void Finishing_twice_changes_nothing()
    {
        var folder = Finished();
        var sums = Path.Combine(folder, "terraform-provider-workspace_1.2.3_SHA256SUMS");
        var before = File.ReadAllText(sums);
        File.WriteAllText($"{sums}.sig", "a signature");

        ReleaseFiles.Finish(s_version, folder);

        Assert.Equal(before, File.ReadAllText(sums));
    }

    [Fact]
    public void A_release_without_a_package_is_refused() =>
        Assert.Contains(
            "there is no package of version 1.2.3",
            Assert.Throws<ReleaseException>(() => ReleaseFiles.Finish(s_version, _build.In("nothing"))).Message);

    public void Dispose() => _build.Dispose();

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private string Finished()
    {
        var folder = _build.In("out");
        Package.Write(
            s_version, BuildFolder.Platform, _build.Executable, _build.Read(), DateTimeOffset.UnixEpoch, folder);
        File.WriteAllText(Path.Combine(folder, "terraform-provider-workspace_1.2.2_linux_amd64.zip"), "another version");
        ReleaseFiles.Finish(s_version, folder);
        return folder;
    }
}
