using System.Globalization;
using ReleasePackager;

// What .ci/release runs.
const string Usage =
    """
    usage: ReleasePackager version VERSION
               fails unless a release can have this version
           ReleasePackager runtime-identifier PLATFORM
               prints what .NET calls linux_amd64, ...
           ReleasePackager package VERSION PLATFORM EXECUTABLE ASSETS SECONDS FOLDER [ROOT]
               writes the zip and the bill of materials of one platform
                 ASSETS   the project.assets.json of the build
                 SECONDS  the release's date, since 1970
                 ROOT     of a static executable: the file system with the Debian packages that it was linked with
           ReleasePackager finish VERSION FOLDER
               writes the registry's manifest and the hashes of all files of this version
    """;

try
{
    switch (args)
    {
        case ["version", var version]:
            ReleaseVersion.Parse(version);
            return 0;
        case ["runtime-identifier", var platform]:
            Console.WriteLine(Platform.Named(platform).RuntimeIdentifier);
            return 0;
        case ["package", var version, var name, var executable, var assets, var seconds, var folder, .. var roots]
            when roots.Length < 2:
            var target = Platform.Named(name);
            Console.WriteLine(Package.Write(
                ReleaseVersion.Parse(version),
                target,
                executable,
                [.. Inventory.Read(assets, target), .. roots.SelectMany(DebianLibraries.Read)],
                DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)),
                folder));
            return 0;
        case ["finish", var version, var folder]:
            ReleaseFiles.Finish(ReleaseVersion.Parse(version), folder);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (ReleaseException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
