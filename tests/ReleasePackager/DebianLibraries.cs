using System.IO.Enumeration;

namespace ReleasePackager;

/// <summary>
/// The libraries that a static executable takes from the machine it is linked on, by the Debian (or Ubuntu) packages
/// that hold them.
/// </summary>
internal static class DebianLibraries
{
    private static readonly (string Package, string Authors, string License, string[] Texts, string? Notice)[] s_known =
    [
        ("libc6-dev", "Free Software Foundation", "LGPL-2.1-or-later", ["LGPL-2.1"], """
            The GNU C library is linked statically. To link the provider with another version of it, build it from its
            source with ".ci/release build" on a machine that has that version.
            """),
        ("libgcc-*-dev", "Free Software Foundation", "GPL-3.0-or-later WITH GCC-exception-3.1", ["GPL-3"], null),
        ("libssl-dev", "The OpenSSL Project", "Apache-2.0", ["Apache-2.0"], null),
    ];

    /// <param name="root">The root of the machine's file system.</param>
    /// <exception cref="ReleaseException">A package is not installed there, or brings no licence.</exception>
    public static IReadOnlyList<Component> Read(string root)
    {
        var distribution = Field(File.ReadLines(Path.Combine(root, "etc/os-release")), "ID=")?.Trim('"')
            ?? throw new ReleaseException("/etc/os-release does not name the distribution");
        var installed = Installed(File.ReadAllText(Path.Combine(root, "var/lib/dpkg/status"))).ToList();
        return [.. s_known.Select(library =>
        {
            var (name, version) = installed.LastOrDefault(
                package => FileSystemName.MatchesSimpleExpression(library.Package, package.Name));
            if (name is null)
            {
                throw new ReleaseException(
                    $"a static executable is linked with {library.Package}, which is not installed: .ci/toolchain static");
            }

            var texts = library.Texts
                .Select(text => $"usr/share/common-licenses/{text}")
                .Prepend($"usr/share/doc/{name}/copyright")
                .Select(file => TextIn(root, file));
            return new Component(
                name, version, library.Authors, library.License, null, string.Join("\n\n", texts), library.Notice)
            {
                PackageUrl = $"pkg:deb/{distribution}/{name}@{Uri.EscapeDataString(version)}",
            };
        })];
    }

    /// <summary>Those of dpkg's own list, so that of one with a number in its name the newest is the last.</summary>
    private static IEnumerable<(string Name, string Version)> Installed(string status) =>
        from entry in status.Split("\n\n")
        let lines = entry.Split('\n')
        where Field(lines, "Status: ") == "install ok installed"
        let name = Field(lines, "Package: ")
        orderby name!.Length, name
        select (name, Field(lines, "Version: ")!);

    private static string? Field(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static string TextIn(string root, string file)
    {
        var path = Path.Combine(root, file);
        return File.Exists(path) ? File.ReadAllText(path) : throw new ReleaseException($"/{file} is missing");
    }
}
