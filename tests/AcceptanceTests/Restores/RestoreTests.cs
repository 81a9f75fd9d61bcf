using System.Text.Json.Nodes;
using AcceptanceTests.DataSources;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>
/// What is promised of a restore, sentence by sentence: each test quotes the sentence that it shows. Signing in,
/// choosing a project and opening a menu have become the provider's configuration.
/// </summary>
public sealed class RestoreTests(ClustersFixture fixture) : RestoreTest(fixture)
{
    // "Restoring a workspace will restore the selected namespaces every cluster that is currently in the workspace to
    // the same state from which the backup was created."
    [Fact]
    public async Task Every_cluster_is_restored_from_its_own_backup_and_the_second_plan_is_empty()
    {
        await BackUpAsync();
        var terraform = Restore(new()
        {
            ["namespaces"] = new JsonArray("shop"),
            ["existing_resource_policy"] = "update",
        });

        (await ApplyAsync(terraform)).Succeeded();

        foreach (var cluster in Clusters)
        {
            var spec = Assert.Single(await RestoresAsync(cluster))["spec"]!;
            Assert.Equal(BackupOf(cluster), (string?)spec["backupName"]);
            Assert.Equal("""["shop"]""", spec["includedNamespaces"]!.ToJsonString());
            Assert.Equal("update", (string?)spec["existingResourcePolicy"]);
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    // "Restoring a workspace will restore the selected namespaces every cluster that is currently in the workspace ..."
    // "Click on a backup file you want to restore from." "Click Restore."
    [Fact]
    public async Task The_plan_names_clusters_namespaces_backups_and_times_before_anything_is_restored()
    {
        await BackUpAsync();
        var terraform = Restore();

        var plan = await terraform.PlanAsync();

        var warning = Assert.Single(plan.Warnings).Detail;
        foreach (var cluster in Clusters)
        {
            Assert.Contains(
                $"cluster \"{cluster.Name}\": namespaces shop, shop-db, from backup {BackupOf(cluster)}, made "
                + "2025-01-31 02:00 UTC, ",
                warning);
            Assert.Equal(
                BackupOf(cluster), (string?)plan.After(Address)!["restores"]![cluster.Name]!["backup"]);
        }

        await NothingIsRestoredAsync();
    }

    // "The clusters being restored must be healthy and reachable, because the restore relies on access to the
    // Kubernetes API." "The clusters you want to restore are healthy and available."
    [Fact]
    public async Task While_one_cluster_is_not_reachable_nothing_is_restored_anywhere()
    {
        await BackUpAsync();
        using var gateway = new Gateway(Clusters[1].Url);
        gateway.Shut();
        var terraform = Restore(
            clusters: Connections((Clusters[1], Clusters[1].Connection(through: gateway.Address))));

        var apply = (await terraform.ApplyAsync()).Failed();

        Assert.Contains("c2", $"{Assert.Single(apply.Errors)}");
        await NothingIsRestoredAsync();
        Assert.Null(await terraform.StateAsync(Address));
    }

    // The same sentences, where somebody decides otherwise.
    [Fact]
    public async Task A_cluster_that_is_not_reachable_is_left_out_only_where_that_is_asked_for()
    {
        await BackUpAsync();
        using var gateway = new Gateway(Clusters[1].Url);
        gateway.Shut();
        var terraform = Restore(
            new() { ["unhealthy_clusters"] = "skip", ["wait"] = false },
            Connections((Clusters[1], Clusters[1].Connection(through: gateway.Address))));

        (await terraform.ApplyAsync()).Succeeded();

        var state = await StateAsync(terraform);
        Assert.Equal(["c2"], state["skipped_clusters"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(["c1", "c3"], state["restores"]!.AsObject().Select(entry => entry.Key));
        Assert.Empty(await RestoresAsync(Clusters[1]));
    }

    // "If you have deleted a cluster from the workspace, the deleted cluster will not be restored."
    [Theory]
    [InlineData("it is not in the provider configuration any more")]
    [InlineData("it is detached")]
    public async Task A_cluster_that_has_left_the_workspace_is_not_restored_and_is_listed(string how)
    {
        await BackUpAsync();
        var clusters = Connections();
        if (how == "it is detached")
        {
            clusters["c3"]!["detached"] = true;
        }
        else
        {
            clusters.Remove("c3");
        }

        var terraform = Restore(new() { ["wait"] = false }, clusters);

        var apply = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(apply.Warnings, warning => warning.Detail.Contains("cluster \"c3\" is left out"));
        var state = await StateAsync(terraform);
        Assert.Equal(["c3"], state["left_out"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(["c1", "c2"], state["restores"]!.AsObject().Select(entry => entry.Key));
        Assert.Empty(await RestoresAsync(Clusters[2]));
    }

    // "You have created a backup file for the workspace."
    [Fact]
    public async Task Without_a_backup_on_one_cluster_nothing_is_restored_and_the_error_names_it()
    {
        await Clusters[0].AddAsync(Prefix, Time, namespaces: ["shop"]);
        await Clusters[1].AddAsync(Prefix, Time, namespaces: ["shop"]);
        var terraform = Restore();

        var plan = await terraform.FailingPlanAsync();

        var error = Assert.Single(plan.Errors);
        Assert.StartsWith("error: No Backup To Restore", $"{error}");
        Assert.Contains("\"c3\"", error.Detail);
        await NothingIsRestoredAsync();
    }

    // "You are logged in as a Palette user that has the permission to modify workspaces."
    [Fact]
    public async Task Who_may_only_read_can_plan_a_restore_and_not_make_one()
    {
        await BackUpAsync();
        var terraform = Restore(clusters: As("reader"));

        var plan = await terraform.PlanAsync();
        Assert.Equal(["create"], plan.ActionsOn(Address));
        Assert.Contains(plan.Warnings, warning => warning.Summary == "Check Not Possible");

        var apply = (await terraform.ApplyAsync()).Failed();
        Assert.All(apply.Errors, error => Assert.StartsWith("error: Permission Missing", $"{error}"));
        await NothingIsRestoredAsync();
    }

    // The same sentence: examples/rbac/apply.yaml has all that a restore needs, from the plan to the destroy.
    [Fact]
    public async Task The_documented_rights_are_enough_for_a_restore_and_for_its_end()
    {
        await BackUpAsync();
        var terraform = Restore(clusters: As("operator"));

        (await ApplyAsync(terraform)).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();

        await NothingIsRestoredAsync();
    }

    // "Click on the workspace you want to restore."
    [Fact]
    public async Task Another_workspaces_backups_of_the_same_name_are_not_taken()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["from_schedule"] = Prefix, ["before"] = "2025-02-01T00:00:00Z" });
        var variables = Variables(Connections());
        variables["workspace"] = "another";
        variables["restore"] = new JsonObject { ["from_schedule"] = Prefix, ["before"] = "2025-02-01T00:00:00Z" };
        terraform.SetVariables(variables);

        Assert.Contains((await terraform.FailingPlanAsync()).Errors, error => error.Summary == "No Backup To Restore");
    }

    // "Click on Backups to switch to the backup tab." "Click on a backup file you want to restore from."
    // "Click Restore."
    [Fact]
    public async Task A_run_is_chosen_from_the_list_of_backups()
    {
        await BackUpAsync("20250130020000");
        await BackUpAsync();
        var terraform = Terraform("Restores/chosen.tf");

        (await terraform.ApplyAsync()).Succeeded();

        Assert.Equal("6", (await terraform.OutputAsync("listed")).Trim());
        Assert.Equal(BackupOf(Clusters[0]), (string?)(await RestoresAsync(Clusters[0]))[0]["spec"]!["backupName"]);
        Assert.Equal(Run, (string?)(await StateAsync(terraform))["from_backup"]);
    }

    // "Click on the workspace you restored." "Ensure that the result of the restore was successful."
    [Fact]
    public async Task The_state_shows_the_result_on_every_cluster()
    {
        await BackUpAsync();
        var terraform = Restore();
        (await ApplyAsync(terraform)).Succeeded();

        var state = await StateAsync(terraform);

        Assert.StartsWith($"default/{Prefix}/", (string?)state["id"]);
        foreach (var cluster in Clusters)
        {
            var shown = state["restores"]![cluster.Name]!;
            Assert.Equal("Completed", (string?)shown["phase"]);
            Assert.Equal(BackupOf(cluster), (string?)shown["backup"]);
            Assert.Equal("2030-01-01T00:10:00Z", (string?)shown["completed_at"]);
            Assert.Equal(
                (7, 8, 1), ((int)shown["items_restored"]!, (int)shown["total_items"]!, (int)shown["warnings"]!));
            Assert.Equal((string?)shown["name"], Name(Assert.Single(await RestoresAsync(cluster))));
        }
    }

    // "Ensure that the result of the restore was successful." Velero's own client does not.
    [Theory]
    [InlineData("Failed", "error downloading backup")]
    [InlineData("FailedValidation", "the backup is gone")]
    [InlineData("PartiallyFailed", "2 errors and 1 warning")]
    public async Task A_restore_that_was_not_successful_fails_the_apply_with_veleros_reason(string phase, string reason)
    {
        await BackUpAsync();
        var terraform = Restore();

        var apply = (await ApplyAsync(terraform, phase)).Failed();

        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, Assert.Single(apply.Errors).Detail));
        Assert.All(apply.Errors, error => Assert.Contains(reason, error.Detail));
        Assert.All(apply.Errors, error =>
            Assert.Equal(phase != "FailedValidation", error.Detail.Contains("velero restore logs")));
        Assert.Contains(apply.Warnings, warning => warning.Detail.Contains("terraform untaint"));
        Assert.Equal(["delete", "create"], (await terraform.PlanAsync()).ActionsOn(Address));
    }

    private JsonObject As(string user) =>
        Connections([.. Clusters.Select(cluster => (cluster, cluster.Connection(user: user)))]);
}
