using DocsGenerator;
using TerraformProviderWorkspaceBackup;

// DocsGenerator ROOT [--check | --demo LOG]
//   ROOT         the repository
//   --check      writes nothing, and fails when a page is not as it would be written, or when a link leads nowhere
//   --demo LOG   puts a plan and a table that the demo printed into the README instead
if (args is [var folder, "--demo", var log])
{
    Readme.TakePicturesFrom(File.ReadAllText(log), Path.Combine(folder, "README.md"));
    return 0;
}

if (args is not ([_] or [_, "--check"]))
{
    Console.Error.WriteLine("usage: DocsGenerator ROOT [--check | --demo LOG]");
    return 2;
}

try
{
    var pages = Pages.Of(new WorkspaceProvider(ProductInfo.Version, TimeProvider.System), args[0]);
    var stale = pages.StaleIn(args[0]);
    if (args.Length == 2)
    {
        foreach (var path in stale)
        {
            Console.Error.WriteLine($"{path} is stale: run make docs");
        }

        var broken = Links.BrokenIn(args[0]);
        foreach (var link in broken)
        {
            Console.Error.WriteLine($"{link} leads nowhere");
        }

        return stale.Count + broken.Count == 0 ? 0 : 1;
    }

    pages.WriteTo(args[0]);
    Console.WriteLine($"{stale.Count} pages changed{(stale.Count == 0 ? "" : ": ")}{string.Join(", ", stale)}");
    return 0;
}
catch (MissingSourceException missing)
{
    Console.Error.WriteLine(missing.Message);
    return 1;
}
