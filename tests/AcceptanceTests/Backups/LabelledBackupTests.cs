using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

/// <summary>Backups on demand of namespaces that are chosen by their labels when they run.</summary>
public sealed class LabelledBackupTests(ClustersFixture fixture) : BackupTest(fixture)
{
    [Fact]
    public async Task What_matches_then_is_backed_up_and_what_comes_later_is_no_change()
    {
        await LabelAsync(Clusters[0], $"{Prefix}-a", $"{Prefix}-kept-out");
        await LabelAsync(Clusters[1], $"{Prefix}-b");
        await Clusters[0].LabelNamespaceAsync($"{Prefix}-kept-out", new() { ["velero.io/exclude-from-backup"] = "true" });
        var terraform = Terraform("Backups/labelled.tf");
        terraform.SetVariables(With("selector", Team()));

        var applied = (await WhileAsync(terraform.ApplyAsync(), EndAsync(Clusters[0]), EndAsync(Clusters[1]))).Succeeded();

        Assert.All(applied.Warnings.Where(static warning => warning.Summary == "No Namespace Matches"), static warning =>
            Assert.Contains("\"c3\"", warning.Detail));
        Assert.Contains(applied.Warnings, static warning => warning.Summary == "No Namespace Matches");
        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[0]));
        Assert.Equal([$"{Prefix}-b"], await NamespacesAsync(Clusters[1]));
        Assert.Empty(await BackupsAsync(Clusters[2]));
        var state = (await terraform.StateAsync(Address))!;
        Assert.Equal(["c1", "c2"], state["backups"]!.AsObject().Select(static entry => entry.Key));
        Assert.Equal("no namespace matches the selector", (string?)state["skipped_clusters"]!["c3"]);

        // It has run: what it held is what was there.
        await LabelAsync(Clusters[2], $"{Prefix}-c");
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();
    }

    [Fact]
    public async Task Where_nothing_matches_anywhere_nothing_is_begun()
    {
        var terraform = Terraform("Backups/labelled.tf");
        terraform.SetVariables(With("selector", Team()));

        var error = Assert.Single((await terraform.FailingPlanAsync()).Errors);

        Assert.Equal("No Namespace Matches", error.Summary);
        Assert.All(Clusters, cluster => Assert.Contains($"\"{cluster.Name}\"", error.Detail));
        Assert.Empty(await BackupsAsync(Clusters[0]));
    }

    [Fact]
    public async Task The_providers_selector_counts_where_the_backup_names_nothing_and_only_there()
    {
        foreach (var cluster in Clusters)
        {
            await LabelAsync(cluster, $"{Prefix}-a");
        }

        var terraform = Terraform("Backups/labelled.tf");
        var variables = Variables(Connections());
        variables["namespaces"] = null;
        variables["namespace_selector"] = Team();
        terraform.SetVariables(variables);
        await ApplyAsync(terraform, "Completed");
        Assert.Equal([$"{Prefix}-a"], await NamespacesAsync(Clusters[0]));
        (await terraform.PlanAsync()).IsEmpty();

        variables["own"] = new JsonArray("shop");
        terraform.SetVariables(variables);
        var plan = await terraform.PlanAsync();

        Assert.Equal(["delete", "create"], plan.ActionsOn(Address));
    }

    [Fact]
    public async Task Names_and_labels_at_once_are_refused()
    {
        var terraform = Terraform("Backups/labelled.tf");
        var variables = With("selector", Team());
        variables["own"] = new JsonArray("shop");
        terraform.SetVariables(variables);

        Assert.All((await terraform.FailingPlanAsync()).Errors, static error =>
            Assert.Contains("Only one of namespaces, namespace_selector can be set", error.Detail));
    }

    private JsonObject Team() => new() { ["team"] = Prefix };

    private async Task LabelAsync(TestCluster cluster, params string[] names)
    {
        foreach (var name in names)
        {
            await cluster.LabelNamespaceAsync(name, Team());
        }
    }

    private async Task<IEnumerable<string>> NamespacesAsync(TestCluster cluster) =>
        Assert.Single(await BackupsAsync(cluster))["spec"]!["includedNamespaces"]!.AsArray().Select(static name => (string)name!);
}
