using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ReleasePackager.Tests;

public sealed class PackageTests : IDisposable
{
    private static readonly ReleaseVersion s_version = ReleaseVersion.Parse("1.2.3-rc.1");
    private static readonly DateTimeOffset s_date = new(2026, 3, 4, 5, 6, 8, TimeSpan.FromHours(2));

    private readonly BuildFolder _build = new();

    [Fact]
    public void The_zip_has_the_name_that_the_registry_wants_and_three_files()
    {
        var zip = Write("out");

        Assert.Equal("terraform-provider-workspace_1.2.3-rc.1_linux_amd64.zip", Path.GetFileName(zip));
        using var archive = ZipFile.OpenRead(zip);
        Assert.Equal(
            ["LICENSE.txt", "THIRD-PARTY-NOTICES.txt", "terraform-provider-workspace_v1.2.3-rc.1"],
            archive.Entries.Select(static entry => entry.FullName));
    }

    [Fact]
    public void On_windows_the_executable_is_called_exe()
    {
        using var archive = ZipFile.OpenRead(Write("out", Platform.Named("windows_amd64")));

        Assert.Equal("terraform-provider-workspace_v1.2.3-rc.1.exe", archive.Entries[2].FullName);
    }

    [Fact]
    public void The_executable_comes_out_as_it_went_in_and_can_be_run()
    {
        using var archive = ZipFile.OpenRead(Write("out"));
        var entry = archive.Entries[2];
        using var content = new MemoryStream();
        using (var stream = entry.Open())
        {
            stream.CopyTo(content);
        }

        Assert.Equal(File.ReadAllBytes(_build.Executable), content.ToArray());
        Assert.Equal("100755", Convert.ToString(entry.ExternalAttributes >>> 16, 8));
        Assert.Equal("100644", Convert.ToString(archive.Entries[0].ExternalAttributes >>> 16, 8));
    }

    [Fact]
    public void The_same_build_gives_the_same_bytes_whenever_and_wherever_it_is_packed()
    {
        var first = Write("one");
        var second = Write("two");

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(
            File.ReadAllBytes(Path.ChangeExtension(first, ".cdx.json")),
            File.ReadAllBytes(Path.ChangeExtension(second, ".cdx.json")));
        using var archive = ZipFile.OpenRead(first);
        Assert.All(archive.Entries, static entry =>
            Assert.Equal(new DateTime(2026, 3, 4, 3, 6, 8), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void The_licence_of_the_provider_is_in_the_zip_and_in_the_bill_of_materials()
    {
        var zip = Write("out");

        using var archive = ZipFile.OpenRead(zip);
        using var reader = new StreamReader(archive.GetEntry("LICENSE.txt")!.Open());
        Assert.StartsWith("Mozilla Public License Version 2.0\n", reader.ReadToEnd(), StringComparison.Ordinal);
        var bill = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(zip, ".cdx.json")))!;
        Assert.Equal("MPL-2.0", (string?)bill["metadata"]!["component"]!["licenses"]![0]!["license"]!["id"]);
    }

    [Fact]
    public void The_notices_name_each_package_with_its_licence()
    {
        using var archive = ZipFile.OpenRead(Write("out"));
        using var reader = new StreamReader(archive.Entries[1].Open());
        var notices = reader.ReadToEnd();

        Assert.Contains("\nSome.Library 1.2.3, MIT, by Authors of Some.Library\n  Copyright of Some.Library\n", notices);
        Assert.Contains("\nLicence of Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64, Some.Library\n", notices);
        Assert.Single(notices.Split("Permission is hereby granted")[1..]);
    }

    [Fact]
    public void The_bill_of_materials_names_the_executable_by_hash_and_all_that_is_inside()
    {
        var text = File.ReadAllText(Path.ChangeExtension(Write("out"), ".cdx.json"));
        var bill = JsonNode.Parse(text)!;

        Assert.Equal(("CycloneDX", "1.6"), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!));
        var product = bill["metadata"]!["component"]!;
        Assert.Equal("1.2.3-rc.1", (string)product["version"]!);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_build.Executable))),
            (string)product["hashes"]![0]!["content"]!);
        Assert.Equal("2026-03-04T03:06:08Z", (string)bill["metadata"]!["timestamp"]!);
        string[] inside =
        [
            "pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@10.0.1", "pkg:nuget/Some.Library@1.2.3",
        ];
        Assert.Equal(inside, bill["components"]!.AsArray().Select(static component => (string)component!["purl"]!));
        Assert.Equal(inside, bill["dependencies"]![0]!["dependsOn"]!.AsArray().Select(static purl => (string)purl!));
        Assert.Equal((string)product["bom-ref"]!, (string)bill["dependencies"]![0]!["ref"]!);
    }

    public void Dispose() => _build.Dispose();

    private string Write(string folder, Platform? platform = null) => Package.Write(
        s_version, platform ?? BuildFolder.Platform, _build.Executable, _build.Read(), s_date, _build.In(folder));
}
