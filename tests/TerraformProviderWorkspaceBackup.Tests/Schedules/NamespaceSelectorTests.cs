using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Schedules;
using VeleroSandbox.Faults;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>Schedules whose namespaces are chosen by labels, on each cluster those that it has.</summary>
public sealed class NamespaceSelectorTests : IDisposable
{
    private const string Reason = "no namespace matches the selector";

    private readonly ProviderOnSandbox _provider = new(2);

    public NamespaceSelectorTests()
    {
        Label("c1", "shop", "payments");
        Label("c1", "till", "payments");
        Label("c2", "ledger", "payments");
        Label("c2", "blog", "press");
    }

    [Fact]
    public async Task Each_cluster_gets_the_namespaces_that_match_there_and_the_next_plan_is_empty()
    {
        await _provider.ConfigureAsync();

        var made = await _provider.ApplyAsync(Selecting("payments"));

        Assert.Empty(made.Diagnostics);
        Assert.Equal(["shop", "till"], Sent("c1"));
        Assert.Equal(["ledger"], Sent("c2"));
        Assert.Equal("[\"shop\",\"till\"]", Shown(made.NewState, "c1"));
        await IsEmptyAsync(made, Selecting("payments"));
    }

    /// <summary>A refresh is not needed for that: the apply has recorded what it found.</summary>
    [Fact]
    public async Task A_plan_without_a_refresh_is_empty_too()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Selecting("payments"), made.NewState, made.Private);

        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(made.NewState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    [Fact]
    public async Task A_namespace_that_comes_is_planned_with_its_name()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Label("c2", "audit", "payments");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("payments"));

        Assert.Empty(plan.Diagnostics);
        Assert.Equal("[\"audit\",\"ledger\"]", Shown(plan.PlannedState, "c2"));
        Assert.Equal(Shown(read.NewState, "c1"), Shown(plan.PlannedState, "c1"));
        var updated = await _provider.ApplyAsync(Selecting("payments"), read.NewState, read.Private);
        Assert.Empty(updated.Diagnostics);
        Assert.Equal(["audit", "ledger"], Sent("c2"));
        await IsEmptyAsync(updated, Selecting("payments"));
    }

    [Fact]
    public async Task A_namespace_that_goes_is_planned_away()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Label("c1", "till", "press");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("payments"));

        Assert.Equal("[\"shop\"]", Shown(plan.PlannedState, "c1"));
        await _provider.ApplyAsync(Selecting("payments"), read.NewState, read.Private);
        Assert.Equal(["shop"], Sent("c1"));
    }

    /// <summary>To Velero an empty list is every namespace of the cluster.</summary>
    [Fact]
    public async Task When_the_last_one_goes_the_Schedule_goes_too_and_is_never_widened()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Label("c2", "ledger", "press");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("payments"));

        var planned = ProviderOnSandbox.Model(plan.PlannedState);
        Assert.Equal(["c1"], planned.Elements.Keys);
        Assert.Equal(Reason, planned.Skipped["c2"]);
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "No Namespace Matches"), (warning.Severity, warning.Summary));
        Assert.Contains("the Schedule there is deleted; the backups stay", warning.Detail);
        Assert.Contains("\"c2\"", warning.Detail);
        var updated = await _provider.ApplyAsync(Selecting("payments"), read.NewState, read.Private);
        Assert.Empty(updated.Diagnostics);
        Assert.Empty(_provider.Sandbox["c2"].List("schedules"));
        Assert.Equal("c1", RunClusters("c1"));
        await IsEmptyAsync(updated, Selecting("payments"));
    }

    [Fact]
    public async Task A_cluster_where_nothing_matches_is_named_and_joins_when_something_does()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("press"));
        var state = ProviderOnSandbox.Model(made.NewState);
        Assert.Equal(["c2"], state.Elements.Keys);
        Assert.Equal(Reason, state.Skipped["c1"]);
        Assert.Equal("No Namespace Matches", Assert.Single(made.Diagnostics).Summary);
        Assert.Empty(_provider.Sandbox["c1"].List("schedules"));
        Assert.Equal("c2", RunClusters("c2"));
        await IsEmptyAsync(made, Selecting("press"));
        Label("c1", "news", "press");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("press"));

        Assert.Equal("[\"news\"]", Shown(plan.PlannedState, "c1"));
        Assert.Empty(ProviderOnSandbox.Model(plan.PlannedState).Skipped);
        await _provider.ApplyAsync(Selecting("press"), read.NewState, read.Private);
        Assert.Equal(["news"], Sent("c1"));
    }

    [Fact]
    public async Task A_create_where_nothing_matches_anywhere_is_refused_before_anything_is_written()
    {
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Selecting("nobody"), ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Error, "No Namespace Matches"), (error.Severity, error.Summary));
        Assert.Contains("team=nobody", error.Detail);
        Assert.Contains("\"c1\"", error.Detail);
        Assert.Contains("\"c2\"", error.Detail);
        Assert.Equal("namespace_selector", $"{error.Path}");
    }

    [Fact]
    public async Task Of_another_selector_only_the_namespaces_are_left_to_the_apply()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Label("c1", "news", "press");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("press"));

        Assert.Empty(plan.Diagnostics);
        foreach (var cluster in (string[])["c1", "c2"])
        {
            var element = Element(plan.PlannedState, cluster);
            Assert.True(element.Get(ScheduleElementModel.Name).IsKnown);
            Assert.True(element.Raw(ScheduleElementModel.Settings).Entries[ScheduleElement.NamespacesSetting].IsUnknown);
            Assert.True(element.Raw(ScheduleElementModel.Settings).Entries["backup_location"].IsKnown);
        }

        var updated = await _provider.ApplyAsync(Selecting("press"), read.NewState, read.Private);
        Assert.Empty(updated.Diagnostics);
        Assert.Equal(["news"], Sent("c1"));
        Assert.Equal(["blog"], Sent("c2"));
        await IsEmptyAsync(updated, Selecting("press"));
    }

    /// <summary>What the plan promised is there, and the next apply takes it away.</summary>
    [Fact]
    public async Task Where_another_selector_matches_nothing_the_Schedule_keeps_its_namespaces_until_the_next_apply()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var updated = await _provider.ApplyAsync(Selecting("press"), read.NewState, read.Private);

        Assert.Equal(["shop", "till"], Sent("c1"));
        Assert.Equal(["blog"], Sent("c2"));
        var warning = Assert.Single(updated.Diagnostics);
        Assert.Contains("the Schedule there keeps its namespaces (shop, till) until the next apply, which deletes it", warning.Detail);
        var (_, plan) = await ReadAndPlanAsync(updated, Selecting("press"));
        Assert.Equal(["c2"], ProviderOnSandbox.Model(plan.PlannedState).Elements.Keys);
        Assert.Equal(Reason, ProviderOnSandbox.Model(plan.PlannedState).Skipped["c1"]);
    }

    [Fact]
    public async Task When_nothing_matches_anywhere_any_more_the_plan_says_that_nothing_is_backed_up()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Label("c1", "shop", "press");
        Label("c1", "till", "press");
        Label("c2", "ledger", "press");

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("payments"));

        Assert.Empty(ProviderOnSandbox.Model(plan.PlannedState).Elements);
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal("Nothing Backed Up", warning.Summary);
        Assert.Contains("\"c1\", \"c2\"", warning.Detail);
        var updated = await _provider.ApplyAsync(Selecting("payments"), read.NewState, read.Private);
        Assert.Empty(_provider.Sandbox["c1"].List("schedules"));
        Assert.Empty(_provider.Sandbox["c2"].List("schedules"));
        Assert.False(ProviderOnSandbox.Value(updated.NewState).IsNull);
    }

    [Fact]
    public async Task The_providers_selector_counts_where_the_resource_names_nothing()
    {
        _provider.Selector = new JsonObject { ["team"] = "payments" };
        await _provider.ConfigureAsync();

        var made = await _provider.ApplyAsync(Config);

        Assert.Empty(made.Diagnostics);
        Assert.Equal(["shop", "till"], Sent("c1"));
        await IsEmptyAsync(made, Config);
    }

    [Fact]
    public async Task A_resources_own_namespaces_go_before_the_providers_selector()
    {
        _provider.Selector = new JsonObject { ["team"] = "payments" };
        await _provider.ConfigureAsync();
        var named = Config;
        named["namespaces"] = new JsonArray("till");
        named["clusters"] = new JsonArray("c1");

        Assert.Empty((await _provider.ApplyAsync(named)).Diagnostics);
        Assert.Equal(["till"], Sent("c1"));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_keeps_what_was_recorded_and_is_skipped()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        _provider.Sandbox["c2"].GoDown();

        var (read, plan) = await ReadAndPlanAsync(made, Selecting("payments"));

        Assert.Equal(ProviderOnSandbox.Value(read.NewState), ProviderOnSandbox.Value(plan.PlannedState));
        Assert.DoesNotContain(plan.Diagnostics, static d => d.Severity == Severity.Error);
    }

    [Fact]
    public async Task An_identity_that_may_not_list_namespaces_is_an_error_that_names_the_rule()
    {
        await _provider.ConfigureAsync();
        Forbid("c2");

        var plan = await _provider.PlanAsync(Selecting("payments"), ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(plan.Diagnostics, static d => d.Severity == Severity.Error);
        Assert.Equal("Permission Missing", error.Summary);
        Assert.Contains("c2", error.Detail);
        Assert.Contains("rules: [{apiGroups: [\"\"], resources: [namespaces], verbs: [list]}]", error.Detail);
        Assert.Equal("namespace_selector", $"{error.Path}");
    }

    [Fact]
    public async Task Of_what_is_there_already_it_only_warns_and_plans_what_was_recorded()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        Forbid("c2");

        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var plan = await _provider.PlanAsync(Selecting("payments"), read.NewState, read.Private);

        var warning = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Warning, "Permission Missing"), (warning.Severity, warning.Summary));
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(made.NewState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    /// <summary>Velero refuses a Schedule that includes and leaves out the same namespace, and never backs anything up by it.</summary>
    [Fact]
    public async Task What_is_left_out_by_name_or_pattern_is_not_listed()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Excluding("payments", "ti*"));

        Assert.Empty(made.Diagnostics);
        Assert.Equal(["shop"], Sent("c1"));
        Assert.Equal(["ledger"], Sent("c2"));
        await IsEmptyAsync(made, Excluding("payments", "ti*"));

        // Of what was recorded, without a look at the clusters.
        var (read, plan) = await ReadAndPlanAsync(made, Excluding("payments", "shop"));
        Assert.Empty(plan.Diagnostics);
        Assert.Equal("[\"till\"]", Shown(plan.PlannedState, "c1"));
        var updated = await _provider.ApplyAsync(Excluding("payments", "shop"), read.NewState, read.Private);
        Assert.Equal(["till"], Sent("c1"));
        await IsEmptyAsync(updated, Excluding("payments", "shop"));
    }

    [Fact]
    public async Task Where_all_that_matches_is_left_out_nothing_matches()
    {
        await _provider.ConfigureAsync();

        var made = await _provider.ApplyAsync(Excluding("payments", "shop", "till"));

        var warning = Assert.Single(made.Diagnostics);
        Assert.Equal("No Namespace Matches", warning.Summary);
        Assert.Contains("none has the labels \"team=payments\" without the label velero.io/exclude-from-backup=true and without being left out", warning.Detail);
        Assert.Empty(_provider.Sandbox["c1"].List("schedules"));
        Assert.Equal(Reason, ProviderOnSandbox.Model(made.NewState).Skipped["c1"]);
    }

    /// <summary>Terraform plans again when it applies, and refuses what differs.</summary>
    [Fact]
    public async Task A_plan_goes_by_what_the_refresh_recorded_and_hands_that_on_to_the_apply()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Selecting("payments"));
        var later = Selecting("payments");
        later["schedule"] = "0 3 * * *";
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var first = await _provider.PlanAsync(later, read.NewState, read.Private);
        Label("c1", "newcomer", "payments");
        await _provider.ConfigureAsync();

        var again = await _provider.PlanAsync(later, read.NewState, read.Private);

        Assert.Equal(ProviderOnSandbox.Value(first.PlannedState), ProviderOnSandbox.Value(again.PlannedState));
        Assert.Equal(first.PlannedPrivate.ToArray(), again.PlannedPrivate.ToArray());
        var updated = await _provider.ApplyPlanAsync(later, read.NewState, again);
        Assert.Empty(updated.Diagnostics);
        Assert.Equal(["shop", "till"], Sent("c1"));
        var (_, plan) = await ReadAndPlanAsync(updated, later);
        Assert.Equal("[\"newcomer\",\"shop\",\"till\"]", Shown(plan.PlannedState, "c1"));
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject Config => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = "0 2 * * *",
        ["backup_location"] = "default",
    };

    private static JsonObject Selecting(string team)
    {
        var config = Config;
        config["namespace_selector"] = new JsonObject { ["team"] = team };
        return config;
    }

    private static JsonObject Excluding(string team, params string[] excluded)
    {
        var config = Selecting(team);
        config["excluded_namespaces"] = new JsonArray([.. excluded.Select(static name => (JsonNode)name)]);
        return config;
    }

    private static ScheduleElementModel Element(EncodedValue state, string cluster) =>
        ScheduleElementModel.Of(ProviderOnSandbox.Value(state).Entries["schedules"].Entries[cluster]);

    private static string Shown(EncodedValue state, string cluster) =>
        Element(state, cluster).Raw(ScheduleElementModel.Settings).Entries[ScheduleElement.NamespacesSetting].AsString();

    private JsonObject Schedule(string cluster) =>
        Assert.Single(_provider.Sandbox[cluster].List("schedules"));

    private string[] Sent(string cluster) =>
        [.. Schedule(cluster)["spec"]!["template"]!["includedNamespaces"]!.AsArray().Select(static name => (string)name!)];

    private string? RunClusters(string cluster) =>
        (string?)Schedule(cluster)["metadata"]!["annotations"]!["workspace-backup.io/clusters"];

    private async Task<(ReadResourceResponse Read, PlanResourceChangeResponse Plan)> ReadAndPlanAsync(
        ApplyResourceChangeResponse made, JsonObject config)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);
        await _provider.ConfigureAsync();
        return (read, plan);
    }

    private async Task IsEmptyAsync(ApplyResourceChangeResponse made, JsonObject config)
    {
        var (read, plan) = await ReadAndPlanAsync(made, config);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(made.NewState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    private void Label(string cluster, string name, string team)
    {
        var there = _provider.Sandbox[cluster];
        if (there.List("namespaces").All(found => (string?)found["metadata"]!["name"] != name))
        {
            there.CreateNamespace(name);
        }

        there.Patch("namespaces", name, new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["team"] = team } },
        });
    }

    private void Forbid(string cluster) => _provider.Sandbox[cluster].Faults.Add(Fault.Status(403) with
    {
        Conditional = true,
        Meets = static line => line.Verb == "list" && line.Path.EndsWith("/namespaces", StringComparison.Ordinal),
    });
}
