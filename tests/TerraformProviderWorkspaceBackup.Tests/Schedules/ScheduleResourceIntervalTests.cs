using System.Text.Json.Nodes;
using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>With <c>@every</c> each cluster counts from its own last backup.</summary>
public sealed class ScheduleResourceIntervalTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(3);

    public void Dispose() => _provider.Dispose();

    [Theory]
    [InlineData("@every 6h", null, true)]
    [InlineData("@every 6h", "c1", false)]
    [InlineData("0 */6 * * *", null, false)]
    public async Task Clusters_that_share_no_run_are_told_once_with_what_it_means(string schedule, string? cluster, bool isTold)
    {
        await _provider.ConfigureAsync();
        var config = new JsonObject
        {
            ["prefix"] = "often",
            ["schedule"] = schedule,
            ["backup_location"] = "default",
            ["clusters"] = cluster is null ? null : new JsonArray(cluster),
        };

        var created = await _provider.PlanAsync(config, ProviderOnSandbox.Nothing, default);
        var made = await _provider.ApplyPlanAsync(config, ProviderOnSandbox.Nothing, created);
        await _provider.ConfigureAsync();
        var again = await _provider.PlanAsync(config, made.NewState, made.Private);

        foreach (var plan in (IReadOnlyList<Diagnostic>[])[created.Diagnostics, again.Diagnostics])
        {
            var told = plan.Where(static found => found.Summary == "No Common Run: \"often\"").ToList();
            Assert.Equal(isTold ? 1 : 0, told.Count);
            Assert.All(told, static found => Assert.Equal(Severity.Warning, found.Severity));
            Assert.All(told, static found => Assert.Contains("data.workspace_backup", found.Detail, StringComparison.Ordinal));
        }
    }
}
