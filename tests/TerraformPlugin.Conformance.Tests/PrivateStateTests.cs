using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Plugin;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Tests;

/// <summary>
/// Which private state each call of a replacement is handed: what a real Terraform handed to a resource that says so.
/// </summary>
public sealed class PrivateStateTests : IAsyncLifetime
{
    private RunningPlugin _plugin = null!;
    private Session _session = null!;
    private ResourceDriver _driver = null!;
    private int _heard;

    public async Task InitializeAsync()
    {
        _plugin = await RunningPlugin.StartAsync("test-plugin");
        _session = await Session.OpenAsync(_plugin.Client, Cli.Older);
        _driver = new(_session, "probe_channel");
        await _session.ConfigureAsync(_session.ProviderConfig.Empty);
    }

    public async Task DisposeAsync() => await _plugin.DisposeAsync();

    [Fact]
    public async Task A_create_is_planned_twice_and_gets_the_note_of_the_second_plan()
    {
        await CreateAsync();

        Assert.Equal(["plan 1(null, none) b=none", "plan 2(null, none) b=none", "create(plan 2)"], Heard());
    }

    [Fact]
    public async Task A_replacement_that_destroys_first_deletes_with_the_note_of_the_creates_plan()
    {
        var instance = await CreateAsync();
        Heard();

        await ApplyAsync(await _driver.PlanAsync(instance, Config("2")), "2");

        Assert.Equal(
        [
            "plan 3(prior, created) b=none", "plan 4(null, plan 3) b=none", "delete(plan 4)",
            "plan 5(null, none) b=none", "create(plan 5)",
        ], Heard());
    }

    [Fact]
    public async Task A_tainted_object_is_deleted_with_the_note_of_the_new_ones_plan()
    {
        var instance = await CreateAsync();
        Heard();

        await ApplyAsync(await _driver.PlanAsync(instance with { IsTainted = true }, Config("1")), "1");

        Assert.Equal(
            ["plan 3(null, none) b=none", "delete(plan 3)", "plan 4(null, none) b=none", "create(plan 4)"], Heard());
    }

    [Fact]
    public async Task With_create_before_destroy_the_delete_follows_a_plan_of_its_own()
    {
        var instance = await CreateAsync();
        Heard();

        await ApplyAsync(await _driver.PlanAsync(instance, Config("2")), "2", createFirst: true);

        Assert.Equal(
        [
            "plan 3(prior, created) b=none", "plan 4(null, plan 3) b=none", "plan 5(null, none) b=none",
            "create(plan 5)", "destroy plan(created)", "delete(destroy plan)",
        ], Heard());
    }

    [Fact]
    public async Task A_destroy_is_planned_and_may_warn()
    {
        var instance = await CreateAsync();
        Heard();

        await ApplyAsync(await _driver.PlanDestroyAsync(instance), "1");

        Assert.Equal(["destroy plan(created)", "delete(destroy plan)"], Heard());
    }

    [Fact]
    public async Task The_second_plan_of_a_replacement_sees_arguments_that_are_ignored()
    {
        var instance = await CreateAsync("old");
        Heard();

        await ApplyAsync(await _driver.PlanAsync(instance, Config("2", "new"), ignored: ["b"]), "2", "new");

        Assert.Equal(
        [
            "plan 3(prior, created) b=old", "plan 4(null, plan 3) b=new", "delete(plan 4)",
            "plan 5(null, none) b=new", "create(plan 5)",
        ], Heard());
    }

    [Fact]
    public async Task The_newest_Terraform_hands_the_first_plans_note_to_the_plan_at_apply()
    {
        _session = await Session.OpenAsync(_plugin.Client);
        _driver = new(_session, "probe_channel");

        var instance = await CreateAsync();
        await ApplyAsync(await _driver.PlanAsync(instance, Config("2")), "2");

        Assert.Equal(
        [
            "plan 1(null, none) b=none", "plan 2(null, none, planned plan 1) b=none", "create(plan 2)",
            "plan 3(prior, created) b=none", "plan 4(null, plan 3) b=none", "delete(plan 4)",
            "plan 5(null, none, planned plan 4) b=none", "create(plan 5)",
        ], Heard());
    }

    private async Task<Instance> CreateAsync(string? b = null) =>
        (await ApplyAsync(await _driver.PlanAsync(null, Config("1", b)), "1", b)).Instance!;

    private async Task<Applied> ApplyAsync(Change change, string a, string? b = null, bool createFirst = false)
    {
        var applied = await _driver.ApplyAsync(change, Config(a, b), createFirst);
        Assert.False(applied.Findings.Failed, $"{applied.Findings}");
        return applied;
    }

    private TerraformValue Config(string a, string? b = null) =>
        ConfigReader.Read(_driver.Schema, b is null ? $$"""{"a":"{{a}}"}""" : $$"""{"a":"{{a}}","b":"{{b}}"}""");

    private List<string> Heard()
    {
        var news = _session.Heard.Skip(_heard).Select(static d => d.Detail).ToList();
        _heard = _session.Heard.Count;
        return news;
    }
}
