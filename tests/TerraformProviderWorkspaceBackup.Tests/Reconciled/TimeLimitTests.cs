using System.Text.Json.Nodes;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using SandboxFault = VeleroSandbox.Faults.Fault;

namespace TerraformProviderWorkspaceBackup.Tests.Reconciled;

/// <summary>An operation that takes longer than <c>timeouts</c> lets it.</summary>
public sealed class TimeLimitTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(1);

    /// <summary>What is to be cut short has little time; what is not, a minute, also on a machine that is busy.</summary>
    private static JsonObject Config(string schedule, string create = "1m") => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = schedule,
        ["backup_location"] = "default",
        ["timeouts"] = new JsonObject { ["create"] = create, ["update"] = "1s", ["delete"] = "1s" },
    };

    [Fact]
    public async Task A_create_that_is_cut_short_is_told_by_its_limit()
    {
        await _provider.ConfigureAsync();
        Hang("create");

        var made = await _provider.ApplyAsync(Config("0 2 * * *", create: "1s"));

        Assert.Equal("Time Limit Reached", Assert.Single(made.Diagnostics).Summary);
    }

    [Fact]
    public async Task An_update_and_a_delete_that_are_cut_short_are_told_by_theirs()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config("0 2 * * *"));
        await _provider.ConfigureAsync();
        Hang("patch");

        var changed = await _provider.ApplyAsync(Config("0 3 * * *"), made.NewState, made.Private);
        Assert.Equal("Time Limit Reached", Assert.Single(changed.Diagnostics).Summary);

        _provider.Sandbox["c1"].Faults.Clear();
        await _provider.ConfigureAsync();
        Hang("delete");
        var deleted = await _provider.DestroyAsync(changed.NewState, changed.Private);
        Assert.Equal("Time Limit Reached", Assert.Single(deleted.Diagnostics).Summary);
    }

    public void Dispose() => _provider.Dispose();

    private void Hang(string verb) => _provider.Sandbox["c1"].Faults.Add(
        SandboxFault.Hang().When(line => line.Verb == verb && !line.IsDryRun && line.Path.Contains("/schedules", StringComparison.Ordinal)));
}
