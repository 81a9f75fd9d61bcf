using System.Text.Json.Nodes;
using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>Whose a Schedule is, and what becomes of it when the provider's clusters change.</summary>
public sealed class ScheduleResourceOwnershipTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(2);

    private static JsonObject Config => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = "0 2 * * *",
        ["backup_location"] = "default",
    };

    [Fact]
    public async Task Two_new_resources_of_one_prefix_are_an_error_at_the_first_plan()
    {
        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.PlanAsync(Config, ProviderOnSandbox.Nothing, default)).Diagnostics);

        var second = await _provider.PlanAsync(Config, ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(second.Diagnostics);
        Assert.Equal((Severity.Error, "Prefix Used Twice"), (error.Severity, error.Summary));
        Assert.Contains("terraform destroy -refresh=false", error.Detail);
    }

    [Fact]
    public async Task A_second_resource_beside_one_that_exists_is_an_error_and_the_same_one_planned_again_is_not()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Assert.Empty(made.Diagnostics);
        await _provider.ConfigureAsync();

        Assert.Empty((await _provider.PlanAsync(Config, made.NewState, made.Private)).Diagnostics);
        Assert.Empty((await _provider.PlanAsync(Config, made.NewState, made.Private)).Diagnostics);
        Assert.Equal(
            "Prefix Used Twice",
            Assert.Single((await _provider.PlanAsync(Config, ProviderOnSandbox.Nothing, default)).Diagnostics).Summary);
    }

    [Fact]
    public async Task Another_configurations_schedule_is_refused_when_planned_and_stays()
    {
        await _provider.ConfigureAsync();
        await _provider.ApplyAsync(Config);
        await _provider.ConfigureAsync();
        var other = Config;
        other["expiry"] = "15d";

        var plan = await _provider.PlanAsync(other, ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal("Object Exists Already", error.Summary);
        Assert.Contains("c1", error.Detail);
        Assert.Contains("c2", error.Detail);
    }

    [Fact]
    public async Task What_is_tainted_is_this_states_own_when_it_was_read()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        await _provider.ConfigureAsync();
        await _provider.ReadAsync(made.NewState, made.Private);
        var changed = Config;
        changed["expiry"] = "15d";

        Assert.Empty((await _provider.PlanAsync(changed, ProviderOnSandbox.Nothing, default)).Diagnostics);
    }

    [Fact]
    public async Task A_cluster_whose_key_was_renamed_keeps_one_schedule()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        _provider.NameOf = static name => name == "c2" ? "renamed" : name;
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var moved = await _provider.ApplyAsync(Config, read.NewState, read.Private);

        Assert.Empty(moved.Diagnostics);
        Assert.Equal(["c1", "renamed"], ProviderOnSandbox.Model(moved.NewState).Elements.Keys.Order());
        Assert.Equal(["daily-renamed"], _provider.Sandbox["c2"].List("schedules").Select(static s => (string)s["metadata"]!["name"]!));
    }

    [Fact]
    public async Task A_cluster_that_is_gone_from_the_provider_is_said_to_go_on_before_anything_is_done()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        _provider.NameOf = static name => name == "c2" ? null : name;
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);
        var destroy = await _provider.PlanDestroyAsync(read.NewState, read.Private);

        Assert.Contains(plan.Diagnostics, static d => d is { Severity: Severity.Warning, Summary: "Cluster Forgotten: \"daily\"" });
        var said = Assert.Single(destroy.Diagnostics);
        Assert.Equal("Cluster Forgotten: \"daily\"", said.Summary);
        Assert.Contains("kubectl --namespace velero delete schedules.velero.io daily-c2", said.Detail);
    }

    [Fact]
    public async Task What_exists_is_planned_with_warnings_where_a_change_would_be_refused_so_that_it_can_be_destroyed()
    {
        await _provider.ConfigureAsync();
        var named = Config;
        named["clusters"] = new JsonArray("c1", "c2");
        var made = await _provider.ApplyAsync(named);
        _provider.NameOf = static name => name == "c2" ? null : name;
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(named, made.NewState, made.Private);

        Assert.Contains(plan.Diagnostics, static d => d is { Severity: Severity.Warning, Summary: "Unknown Cluster" });
        Assert.DoesNotContain(plan.Diagnostics, static d => d.Severity == Severity.Error);
    }

    [Fact]
    public async Task Seven_clusters_with_one_finding_are_one_warning()
    {
        _provider.Dispose();
        using var provider = new ProviderOnSandbox(7);
        await provider.ConfigureAsync("default", "nowhere");

        var plan = await provider.PlanAsync(Config, ProviderOnSandbox.Nothing, default);

        var warning = Assert.Single(plan.Diagnostics, static d => d.Summary == "Namespace Missing");
        Assert.All(Enumerable.Range(1, 7), number => Assert.Contains($"\"c{number}\"", warning.Detail));
    }

    [Fact]
    public async Task Only_the_clusters_of_the_resource_are_asked()
    {
        await _provider.ConfigureAsync();
        var one = Config;
        one["clusters"] = new JsonArray("c1");
        var made = await _provider.ApplyAsync(one);
        await _provider.ConfigureAsync();
        var before = _provider.Sandbox["c2"].Requests.Lines.Count;

        await _provider.ReadAsync(made.NewState, made.Private);

        Assert.Equal(before, _provider.Sandbox["c2"].Requests.Lines.Count);
    }

    public void Dispose() => _provider.Dispose();
}
