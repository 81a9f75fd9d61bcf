using AcceptanceTests.Harness;

namespace AcceptanceTests.Examples;

/// <summary>The first thing that a newcomer runs.</summary>
public sealed class DemoTests : IDisposable
{
    // What `make demo` asks for, and what every system has. No kubectl: the demo can do without.
    private static readonly string[] s_commands =
        ["bash", "cat", "cp", "curl", "date", "dirname", "dotnet", "grep", "mkdir", "mktemp", "rm", "sed", "sleep", "terraform"];

    private readonly string _path = Directory.CreateTempSubdirectory("demo-path-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task It_runs_to_its_end_without_kubectl()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        foreach (var command in s_commands)
        {
            var file = folders.Select(folder => Path.Combine(folder, command)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(_path, command), file);
        }

        var demo = await Command.RunAsync(
            "bash",
            [Path.Combine(Repository.Root, "examples", "quickstart", "demo.sh")],
            TimeSpan.FromMinutes(3),
            environment: new Dictionary<string, string?>
            {
                ["PATH"] = _path,
                ["PROVIDER_BINARY"] = Repository.ProviderBinary,
                ["CLUSTERS"] = "sandbox",
            });

        Assert.True(demo.ExitCode == 0, demo.Output + demo.Error);
        Assert.Contains("  name: daily-asia", demo.Output);
        Assert.Contains("\"0 14 * * *\" -> \"0 2 * * *\"", demo.Output);
        Assert.Contains("Destroy complete!", demo.Output);
        Assert.Equal("", demo.Error);
    }
}
