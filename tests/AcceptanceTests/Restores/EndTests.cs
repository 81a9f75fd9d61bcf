using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>How restores go on and end, on the clusters and in the state.</summary>
public sealed class EndTests(ClustersFixture fixture) : RestoreTest(fixture)
{
    [Fact]
    public async Task A_replacement_says_that_it_restores_once_more_and_from_which_backups()
    {
        await BackUpAsync();
        var terraform = Restore();
        (await ApplyAsync(terraform)).Succeeded();

        Change(terraform, new JsonObject { ["triggers"] = new JsonObject { ["again"] = "1" } });
        var plan = await terraform.PlanAsync();

        Assert.Equal(["delete", "create"], plan.ActionsOn(Address));
        Assert.Single(plan.Warnings, warning => warning.Summary.StartsWith($"Restore Planned Again: \"default/{Prefix}/"));
        Assert.All(Clusters, cluster => Assert.Equal(
            BackupOf(cluster), (string?)plan.After(Address)!["restores"]![cluster.Name]!["backup"]));
    }

    [Fact]
    public async Task The_objects_of_a_tainted_restore_are_removed_by_the_next_apply()
    {
        await BackUpAsync();
        var terraform = Restore();
        (await ApplyAsync(terraform, "Failed")).Failed();
        var old = Uid(Assert.Single(await RestoresAsync(Clusters[0])));

        (await WhileAsync(terraform.ApplyAsync(), [.. Clusters.Select(EndNewestAsync)])).Succeeded();

        // Within one second the next one has the name that is free again.
        Assert.DoesNotContain(await RestoresAsync(Clusters[0]), restore => Uid(restore) == old);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Every_phase_is_waited_through_and_told_to_the_log()
    {
        string[] phases =
        [
            "InProgress", "WaitingForPluginOperations", "WaitingForPluginOperationsPartiallyFailed",
            "Finalizing", "FinalizingPartiallyFailed",
        ];
        await BackUpAsync();
        var terraform = Restore(new() { ["clusters"] = new JsonArray("c1") });
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await terraform.UntilLoggedAsync("phase New, 0 of 0 items", applying, () => RestoresAsync(Clusters[0]));
        foreach (var phase in phases)
        {
            await SetAsync(Clusters[0], new()
            {
                ["phase"] = phase,
                ["progress"] = new JsonObject { ["itemsRestored"] = 3, ["totalItems"] = 8 },
            });
            await terraform.UntilLoggedAsync($"phase {phase}, 3 of 8 items", applying, () => RestoresAsync(Clusters[0]));
            Assert.False(applying.IsCompleted);
        }

        await EndAsync(Clusters[0]);
        (await applying).Succeeded();

        Assert.Equal([("c1", "Completed")], await PhasesAsync(terraform));
    }

    [Fact]
    public async Task A_partial_end_is_a_warning_where_it_is_allowed()
    {
        await BackUpAsync(phase: "PartiallyFailed");
        var terraform = Restore(new() { ["allow_partially_failed"] = true });

        var apply = (await ApplyAsync(terraform, "PartiallyFailed")).Succeeded();

        Assert.Contains(apply.Warnings, warning => warning.Summary.StartsWith("Partially Failed", StringComparison.Ordinal));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("FailedValidation")]
    [InlineData("PartiallyFailed")]
    [InlineData("InProgress")]
    public async Task A_backup_that_did_not_complete_is_not_restored(string phase)
    {
        await BackUpAsync(phase: phase);

        var plan = await Restore().FailingPlanAsync();

        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, Assert.Single(plan.Errors).Detail));
        Assert.All(plan.Errors, error => Assert.Contains($" is {phase} ", error.Detail));
        await NothingIsRestoredAsync();
    }

    [Fact]
    public async Task Without_waiting_the_next_refresh_shows_how_it_ended()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false });
        (await terraform.ApplyAsync()).Succeeded();
        Assert.All(await PhasesAsync(terraform), restore => Assert.Equal("New", restore.Phase));

        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster))).WaitAsync(Limit);
        (await terraform.ApplyAsync()).Succeeded();

        Assert.All(await PhasesAsync(terraform), restore => Assert.Equal("Completed", restore.Phase));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_bad_end_that_nobody_waited_for_is_told_by_the_next_refresh_and_once_it_is_in_state_no_more()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false });
        (await terraform.ApplyAsync()).Succeeded();
        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster, "Failed"))).WaitAsync(Limit);

        var apply = (await terraform.ApplyAsync()).Succeeded();

        var told = Assert.Single(apply.Warnings, warning => warning.Detail.Contains("error downloading backup")).Detail;
        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, told));
        Assert.Empty((await terraform.PlanAsync()).IsEmpty().Warnings);
    }

    [Fact]
    public async Task A_restore_that_velero_removed_stays_in_state_and_is_not_made_again()
    {
        await BackUpAsync();
        var terraform = Restore();
        (await ApplyAsync(terraform)).Succeeded();
        foreach (var cluster in Clusters)
        {
            // As at the end of the backup's time: Velero removes it, and its restores with it.
            await cluster.DeleteAsync("restores", Name((await RestoresAsync(cluster))[0]));
            await cluster.DeleteAsync("backups", BackupOf(cluster));
        }

        (await terraform.PlanAsync()).IsEmpty();

        Assert.All(await PhasesAsync(terraform), restore => Assert.Equal("Completed", restore.Phase));
        (await terraform.ApplyAsync()).Succeeded();
        await NothingIsRestoredAsync();
    }

    [Fact]
    public async Task A_change_restores_again_and_a_local_argument_does_not()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false });
        (await terraform.ApplyAsync()).Succeeded();

        Change(terraform, new() { ["wait"] = true, ["allow_partially_failed"] = true });
        Assert.Equal(["update"], (await terraform.PlanAsync()).ActionsOn(Address));

        Change(terraform, new() { ["wait"] = false, ["triggers"] = new JsonObject { ["drill"] = "2" } });
        Assert.Equal(["delete", "create"], (await terraform.PlanAsync()).ActionsOn(Address));
        var first = Name((await RestoresAsync(Clusters[0]))[0]);
        (await terraform.ApplyAsync()).Succeeded();
        Assert.NotEqual(first, Name(Assert.Single(await RestoresAsync(Clusters[0]))));
    }

    [Fact]
    public async Task Destroying_removes_the_restore_objects_alone_and_says_that_nothing_is_undone()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false });
        (await terraform.ApplyAsync()).Succeeded();

        var destroy = (await terraform.DestroyAsync()).Succeeded();

        Assert.Contains(destroy.Warnings, warning => warning.Summary.StartsWith("Restore Is Not Undone: ", StringComparison.Ordinal));
        await NothingIsRestoredAsync();
        Assert.NotEmpty(await Clusters[0].ListAsync("backups", Selector));
    }

    private async Task EndNewestAsync(TestCluster cluster)
    {
        var restore = await cluster.FirstAsync("restores", Selector, static each => each["status"]?["phase"] is null);
        await cluster.EditAsync("restores", Name(restore), new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = "Completed",
                ["progress"] = new JsonObject { ["itemsRestored"] = 7, ["totalItems"] = 7 },
            },
        });
    }
}
