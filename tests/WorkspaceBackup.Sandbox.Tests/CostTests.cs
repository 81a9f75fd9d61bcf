using VeleroSandbox.Json;

namespace VeleroSandbox.Tests;

/// <summary>
/// What the sandbox costs, in processor time: a busy machine does not change it. Alone in the process while it is measured.
/// </summary>
[Collection(nameof(CostTests))]
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
public sealed class CostTests
{
    [Fact]
    public async Task Fifty_clusters_start_for_less_than_five_seconds()
    {
        var before = Environment.CpuUsage.TotalTime;
        await using var sandbox = Sandbox.Start(50);
        using var http = Http.Of(sandbox["c50"]);
        await http.GetAsync("/version");
        Assert.InRange(Environment.CpuUsage.TotalTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Fifty_thousand_backups_are_stored_and_listed_in_pages_for_less_than_twenty_seconds()
    {
        await using var sandbox = Sandbox.Start();
        using var http = Http.Of(sandbox["c1"]);
        var before = Environment.CpuUsage.TotalTime;
        for (var index = 0; index < 50_000; index++)
        {
            var backup = Some.Backup($"b-{index:d6}", Some.Parse("""{"ttl":"720h0m0s","storageLocation":"default"}"""));
            backup["status"] = Some.Parse("""{"phase":"Failed"}""");
            sandbox["c1"].Seed("backups", backup);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var token = "";
        do
        {
            var page = await http.GetAsync($"{Some.Backups}?limit=500&continue={Uri.EscapeDataString(token)}");
            seen.UnionWith(page["items"]!.AsArray().Select(item => item.Text("metadata", "name")!));
            token = page.Text("metadata", "continue") ?? "";
        }
        while (token.Length > 0);
        Assert.Equal(50_000, seen.Count);
        Assert.InRange(Environment.CpuUsage.TotalTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
