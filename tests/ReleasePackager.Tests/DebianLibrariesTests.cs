namespace ReleasePackager.Tests;

public sealed class DebianLibrariesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("debian-");
    private readonly List<string> _status = [];

    public DebianLibrariesTests()
    {
        Write("etc/os-release", "NAME=\"Debian GNU/Linux\"\nID=debian\n");
        foreach (var license in (string[])["LGPL-2.1", "GPL-3", "Apache-2.0"])
        {
            Write($"usr/share/common-licenses/{license}", $"text of {license}");
        }

        Install("zlib1g", "1:1.2.13");
        Install("libssl-dev", "3.0.19-1~deb12u2");
        Install("libgcc-12-dev", "12.2.0-14");
        Install("libc6-dev", "2.36-9+deb12u14");
    }

    [Fact]
    public void What_a_static_executable_is_linked_with_is_named_with_its_version()
    {
        var read = DebianLibraries.Read(_root.FullName);

        Assert.Equal(
            [
                "pkg:deb/debian/libc6-dev@2.36-9%2Bdeb12u14",
                "pkg:deb/debian/libgcc-12-dev@12.2.0-14",
                "pkg:deb/debian/libssl-dev@3.0.19-1~deb12u2",
            ],
            read.Select(static component => component.PackageUrl));
        Assert.Equal(
            ["LGPL-2.1-or-later", "GPL-3.0-or-later WITH GCC-exception-3.1", "Apache-2.0"],
            read.Select(static component => component.License));
    }

    [Fact]
    public void Each_brings_its_own_words_and_the_whole_licence()
    {
        var library = DebianLibraries.Read(_root.FullName)[0];

        Assert.Equal("copyright of libc6-dev\n\ntext of LGPL-2.1", library.LicenseText);
        Assert.Contains(".ci/release build", library.Notices);
    }

    [Fact]
    public void Of_several_compilers_the_newest_counts()
    {
        Install("libgcc-9-dev", "9.4.0");
        Install("libgcc-13-dev", "13.1.0");
        Install("libgcc-14-dev", "14.1.0", "deinstall ok config-files");

        Assert.Equal("13.1.0", DebianLibraries.Read(_root.FullName)[1].Version);
    }

    [Fact]
    public void A_package_that_is_not_there_stops_the_release()
    {
        _status.RemoveAll(static entry => entry.Contains("libssl-dev"));
        WriteStatus();

        Assert.Contains(
            "libssl-dev", Assert.Throws<ReleaseException>(() => DebianLibraries.Read(_root.FullName)).Message);
    }

    [Fact]
    public void A_licence_without_a_text_stops_the_release()
    {
        File.Delete(Path.Combine(_root.FullName, "usr/share/common-licenses/GPL-3"));

        Assert.Equal(
            "/usr/share/common-licenses/GPL-3 is missing",
            Assert.Throws<ReleaseException>(() => DebianLibraries.Read(_root.FullName)).Message);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Install(string name, string version, string status = "install ok installed")
    {
        Write($"usr/share/doc/{name}/copyright", $"copyright of {name}");
        _status.Add($"Package: {name}\nStatus: {status}\nArchitecture: amd64\nVersion: {version}\n");
        WriteStatus();
    }

    private void WriteStatus() => Write("var/lib/dpkg/status", string.Join('\n', _status));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
