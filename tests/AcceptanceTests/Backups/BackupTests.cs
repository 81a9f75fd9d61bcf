using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

public sealed class BackupTests(ClustersFixture fixture) : BackupTest(fixture)
{
    [Fact]
    public async Task Apply_waits_until_every_cluster_is_backed_up_and_the_second_plan_is_empty()
    {
        var terraform = Terraform("Backups/upgrade.tf");

        await ApplyAsync(terraform, "Completed");

        var state = await terraform.StateAsync(Address);
        Assert.True((bool?)state!["complete"]);
        Assert.StartsWith($"default/{Prefix}/", (string?)state["id"], StringComparison.Ordinal);
        var names = state["backups"]!.AsObject().Select(entry => (string)entry.Value!["name"]!).ToList();
        Assert.Single(names.Select(name => name[^14..]).Distinct());
        foreach (var cluster in Clusters)
        {
            var backup = Assert.Single(await BackupsAsync(cluster));
            Assert.Equal((string?)state["backups"]![cluster.Name]!["name"], (string?)backup["metadata"]!["name"]);
            Assert.Equal("168h0m0s", (string?)backup["spec"]!["ttl"]);
            Assert.Equal(["shop", "shop-db"], backup["spec"]!["includedNamespaces"]!.AsArray().Select(name => (string)name!));
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Theory]
    [InlineData("Failed", "the disk is full")]
    [InlineData("FailedValidation", "no such location")]
    [InlineData("PartiallyFailed", "2 errors and 1 warning")]
    public async Task A_backup_that_did_not_complete_fails_the_apply_with_veleros_reason_and_is_tainted(
        string phase, string reason)
    {
        var terraform = Terraform("Backups/upgrade.tf");

        var result = await RunAsync(terraform, phase);

        result.Failed();
        Assert.All(result.Errors, error => Assert.Contains(reason, error.Detail, StringComparison.Ordinal));
        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, Assert.Single(result.Errors).Detail));
        Assert.Contains(result.Warnings, warning => warning.Detail.Contains("terraform untaint", StringComparison.Ordinal));
        Assert.Equal(["delete", "create"], (await terraform.PlanAsync()).ActionsOn(Address));
    }

    [Fact]
    public async Task A_partial_end_is_a_warning_where_it_is_allowed()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("allow_partially_failed", true));

        var apply = (await RunAsync(terraform, "PartiallyFailed")).Succeeded();

        Assert.Contains(apply.Warnings, warning => warning.Summary.StartsWith("Partially Failed", StringComparison.Ordinal));
        Assert.True((bool?)(await terraform.StateAsync(Address))!["complete"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task An_expired_backup_stays_in_state_and_is_not_made_again()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        await ApplyAsync(terraform, "Completed");
        foreach (var cluster in Clusters)
        {
            await cluster.DeleteAsync("backups", (string)(await BackupsAsync(cluster))[0]["metadata"]!["name"]!);
        }

        var plan = await terraform.PlanAsync();

        Assert.Empty(plan.ActionsOn(Address));
        (await terraform.ApplyAsync()).Succeeded();
        var state = await terraform.StateAsync(Address);
        Assert.All(state!["backups"]!.AsObject(), entry => Assert.Equal("Expired", (string?)entry.Value!["phase"]));
        Assert.Empty(await BackupsAsync(Clusters[0]));
    }

    [Fact]
    public async Task Without_waiting_the_next_refresh_shows_how_it_ended()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("wait", false));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.False((bool?)(await terraform.StateAsync(Address))!["complete"]);

        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster, "Completed"))).WaitAsync(Limit);
        (await terraform.ApplyAsync()).Succeeded();

        Assert.True((bool?)(await terraform.StateAsync(Address))!["complete"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Destroying_leaves_the_backups_to_their_expiry()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        await ApplyAsync(terraform, "Completed");

        (await terraform.DestroyAsync()).Succeeded();

        Assert.Single(await BackupsAsync(Clusters[0]));
    }

    [Fact]
    public async Task Another_expiry_is_another_backup_and_a_local_argument_is_none()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        await ApplyAsync(terraform, "Completed");

        terraform.SetVariables(With("deletion_policy", "delete"));

        Assert.Equal(["update"], (await terraform.PlanAsync()).ActionsOn(Address));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Single(await BackupsAsync(Clusters[0]));
    }

    [Fact]
    public async Task The_template_of_a_schedule_is_taken_from_each_cluster()
    {
        var terraform = Terraform("Backups/from_schedule.tf");
        (await terraform.ApplyAsync()).Succeeded();

        var backup = Assert.Single(await BackupsAsync(Clusters[0]));

        Assert.Equal("24h0m0s", (string?)backup["spec"]!["ttl"]);
        Assert.Equal(["shop"], backup["spec"]!["includedNamespaces"]!.AsArray().Select(name => (string)name!));
        (await terraform.PlanAsync()).IsEmpty();
    }
}
