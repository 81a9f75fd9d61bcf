using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

/// <summary>Namespaces that are chosen by their labels.</summary>
public sealed class LabelledNamespacesTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task What_matches_on_each_cluster_is_backed_up_and_what_comes_and_goes_is_planned()
    {
        var (first, second, third) = (Clusters[0], Clusters[1], Clusters[2]);
        await LabelAsync(first, $"{Prefix}-a", Prefix);
        await LabelAsync(second, $"{Prefix}-b", Prefix);
        var terraform = Labelled(Prefix);

        var applied = (await terraform.ApplyAsync()).Succeeded();

        // The plan says it, the one that is made again at apply, and the apply.
        Assert.All(applied.Warnings, static warning =>
        {
            Assert.Equal("No Namespace Matches", warning.Summary);
            Assert.Contains("\"c3\"", warning.Detail);
        });
        Assert.NotEmpty(applied.Warnings);
        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(first));
        Assert.Equal([$"{Prefix}-b"], await NamespacesAsync(second));
        Assert.Null(await third.ScheduleAsync(ScheduleOn(third)));
        Assert.Equal(
            "no namespace matches the selector",
            (string?)(await terraform.StateAsync(Schedule.Address))!["skipped_clusters"]!["c3"]);
        (await terraform.PlanAsync()).IsEmpty();

        // One comes on c1 and one on c3; the only one of c2 goes.
        await LabelAsync(first, $"{Prefix}-more", Prefix);
        await LabelAsync(third, $"{Prefix}-c", Prefix);
        await LabelAsync(second, $"{Prefix}-b", "nobody");
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.Contains(plan.ChangesIn(Schedule.Address, "schedules"), change =>
            change.StartsWith("c1.settings.namespaces: ", StringComparison.Ordinal) && change.Contains($"{Prefix}-more"));
        Assert.Contains("the Schedule there is deleted", Assert.Single(plan.Warnings).Detail);
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.Equal([$"{Prefix}-a", $"{Prefix}-more"], await NamespacesAsync(first));
        Assert.Null(await second.ScheduleAsync(ScheduleOn(second)));
        Assert.Equal([$"{Prefix}-c"], await NamespacesAsync(third));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Another_selector_shows_only_the_namespaces_as_known_after_the_apply()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", $"{Prefix}-one");
            await LabelAsync(cluster, $"{Prefix}-b", $"{Prefix}-two");
        }

        var terraform = Labelled($"{Prefix}-one");
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);
        Select(terraform, $"{Prefix}-two");

        Assert.Equal(["update"], (await terraform.PlanAsync()).ActionsOn(Schedule.Address));

        Assert.Empty((await terraform.ApplySavedPlanAsync()).Succeeded().Diagnostics);
        foreach (var cluster in Clusters)
        {
            Assert.Equal([$"{Prefix}-b"], await NamespacesAsync(cluster));
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_namespace_that_is_labelled_out_of_backups_is_never_listed()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", Prefix);
            await LabelAsync(cluster, $"{Prefix}-kept-out", Prefix, isExcluded: true);
        }

        var terraform = Labelled(Prefix);
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);

        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[0]));
    }

    [Fact]
    public async Task Labels_that_no_namespace_has_are_refused_and_nothing_is_made()
    {
        var error = Assert.Single((await Labelled($"{Prefix}-nobody").FailingPlanAsync()).Errors);

        Assert.Equal("No Namespace Matches", error.Summary);
        Assert.Contains("\"c1\"", error.Detail);
        foreach (var cluster in Clusters)
        {
            Assert.Null(await cluster.ScheduleAsync(ScheduleOn(cluster)));
        }
    }

    [Fact]
    public async Task The_providers_selector_is_every_resources_and_the_data_sources()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-{cluster.Name}", Prefix);
        }

        var terraform = Terraform("Schedules/labelled_workspace.tf");
        terraform.SetVariables(OfWorkspace());

        (await terraform.ApplyAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            Assert.Equal([$"{Prefix}-{cluster.Name}"], await NamespacesAsync(cluster));
        }

        var found = (await terraform.StateAsync("data.workspace_protection.this"))!["by_cluster"]!;
        Assert.Equal([$"{Prefix}-c1"], found["c1"]!["namespaces"]!.AsObject().Select(static item => item.Key));
        Assert.Equal([$"{Prefix}-c3"], found["c3"]!["namespaces"]!.AsObject().Select(static item => item.Key));
        Assert.Empty((await terraform.PlanAsync()).ActionsOn(Schedule.Address));

        await LabelAsync(Clusters[1], $"{Prefix}-more", Prefix);
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.Contains(plan.ChangesIn(Schedule.Address, "schedules"), change =>
            change.StartsWith("c2.settings.namespaces: ", StringComparison.Ordinal) && change.Contains($"{Prefix}-more"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.Equal([$"{Prefix}-c2", $"{Prefix}-more"], await NamespacesAsync(Clusters[1]));
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
    }

    [Fact]
    public async Task A_selector_that_the_same_apply_makes_known_is_looked_up_then()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", Prefix);
        }

        var terraform = Terraform("Schedules/labelled_workspace.tf");
        var variables = OfWorkspace();
        variables["namespace_selector"] = new JsonObject { ["team"] = "nobody" };
        variables["name_selected"] = false;
        terraform.SetVariables(variables);

        (await terraform.ApplyAsync()).Succeeded();

        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[2]));
        Assert.Empty((await terraform.PlanAsync()).ActionsOn(Schedule.Address));
    }

    [Fact]
    public async Task A_cluster_that_is_down_keeps_its_namespaces_and_catches_up()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", Prefix);
        }

        var gateway = Owned(new Gateway(Clusters[1].Url));
        var terraform = Terraform("Schedules/labelled.tf");
        var variables = Variables(Connections((Clusters[1], Clusters[1].Connection(through: gateway.Address))));
        variables["team"] = Prefix;
        terraform.SetVariables(variables);
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);
        gateway.Shut();
        await LabelAsync(Clusters[0], $"{Prefix}-more", Prefix);
        await LabelAsync(Clusters[1], $"{Prefix}-more", Prefix);

        var applied = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(applied.Warnings, static warning => warning.Detail.Contains("\"c2\""));
        Assert.Equal([$"{Prefix}-a", $"{Prefix}-more"], await NamespacesAsync(Clusters[0]));
        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[1]));
        (await terraform.PlanAsync()).IsEmpty();
        gateway.Open();
        Assert.Equal(["update"], (await terraform.PlanAsync()).ActionsOn(Schedule.Address));
        Assert.Empty((await terraform.ApplySavedPlanAsync()).Succeeded().Diagnostics);
        Assert.Equal([$"{Prefix}-a", $"{Prefix}-more"], await NamespacesAsync(Clusters[1]));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task What_is_left_out_by_name_is_not_listed_although_its_labels_match()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", Prefix);
            await LabelAsync(cluster, $"{Prefix}-b", Prefix);
        }

        var terraform = Terraform("Schedules/labelled_workspace.tf");
        var variables = OfWorkspace();
        variables["excluded"] = new JsonArray($"{Prefix}-b");
        terraform.SetVariables(variables);

        (await terraform.ApplyAsync()).Succeeded();

        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[0]));
        Assert.Empty((await terraform.PlanAsync()).ActionsOn(Schedule.Address));
    }

    [Fact]
    public async Task A_Schedule_is_imported_with_the_namespaces_that_it_has()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a", Prefix);
        }

        var terraform = Labelled(Prefix);
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);
        terraform.Forget("terraform.tfstate", "terraform.tfstate.backup");
        (await terraform.ImportAsync(Schedule.Address, Prefix)).Succeeded();

        // What it means to have come from a selector stands on no cluster: the first plan says it, and changes no Schedule.
        (await terraform.ApplyAsync()).Succeeded();

        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[0]));
        (await terraform.PlanAsync()).IsEmpty();
    }

    private static Task LabelAsync(TestCluster cluster, string name, string team, bool isExcluded = false) => cluster.LabelNamespaceAsync(
        name, new() { ["team"] = team, ["velero.io/exclude-from-backup"] = isExcluded ? "true" : null });

    private JsonObject OfWorkspace()
    {
        var variables = Variables(Connections());
        variables["namespaces"] = null;
        variables["namespace_selector"] = new JsonObject { ["team"] = Prefix };
        return variables;
    }

    private async Task<IEnumerable<string>> NamespacesAsync(TestCluster cluster) =>
        (await cluster.ScheduleAsync(ScheduleOn(cluster)))!["spec"]!["template"]!["includedNamespaces"]!.AsArray()
            .Select(static name => (string)name!);

    private TerraformDirectory Labelled(string team)
    {
        var terraform = Terraform("Schedules/labelled.tf");
        Select(terraform, team);
        return terraform;
    }

    private void Select(TerraformDirectory terraform, string team)
    {
        var variables = Variables(Connections());
        variables["team"] = team;
        terraform.SetVariables(variables);
    }
}
