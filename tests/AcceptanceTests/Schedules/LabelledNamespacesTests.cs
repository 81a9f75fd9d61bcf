using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;
using k8s.Models;

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

    private static async Task LabelAsync(TestCluster cluster, string name, string team, bool isExcluded = false)
    {
        await cluster.HasNamespacesAsync(name);
        await cluster.Api.CoreV1.PatchNamespaceAsync(
            new V1Patch(
                new JsonObject
                {
                    ["metadata"] = new JsonObject
                    {
                        ["labels"] = new JsonObject
                        {
                            ["team"] = team,
                            ["velero.io/exclude-from-backup"] = isExcluded ? "true" : null,
                        },
                    },
                }.ToJsonString(),
                V1Patch.PatchType.MergePatch),
            name);
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
