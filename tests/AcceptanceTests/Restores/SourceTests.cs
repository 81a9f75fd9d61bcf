using System.Text.Json.Nodes;
using AcceptanceTests.DataSources;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>Which backup is restored, and into what.</summary>
public sealed class SourceTests(ClustersFixture fixture) : RestoreTest(fixture)
{
    [Fact]
    public async Task The_backup_is_chosen_once_and_a_newer_one_between_plan_and_apply_does_not_change_it()
    {
        await BackUpAsync();
        var terraform = Restore(new()
        {
            ["from_schedule"] = Prefix,
            ["before"] = "2025-02-02T00:00:00Z",
            ["wait"] = false,
        });
        var plan = await terraform.PlanAsync();
        Assert.Equal(BackupOf(Clusters[0]), (string?)plan.After(Address)!["restores"]!["c1"]!["backup"]);
        await BackUpAsync("20250202020000");

        (await terraform.ApplySavedPlanAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            var spec = Assert.Single(await RestoresAsync(cluster))["spec"]!;
            Assert.Equal(BackupOf(cluster), (string?)spec["backupName"]);
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task What_expires_between_plan_and_apply_is_not_replaced_by_something_older()
    {
        await BackUpAsync("20250130020000");
        await BackUpAsync();
        var terraform = Restore(new() { ["from_schedule"] = Prefix, ["before"] = "2025-02-02T00:00:00Z" });
        await terraform.PlanAsync();
        await Clusters[1].DeleteAsync("backups", BackupOf(Clusters[1]));

        (await terraform.ApplySavedPlanAsync()).Failed();

        await NothingIsRestoredAsync();
    }

    [Fact]
    public async Task An_expired_backup_is_an_error_before_anything_is_restored()
    {
        await BackUpAsync();
        await Clusters[2].DeleteAsync("backups", BackupOf(Clusters[2]));

        var error = Assert.Single((await Restore().FailingPlanAsync()).Errors);

        Assert.StartsWith("error: No Backup To Restore", $"{error}");
        Assert.Contains("\"c3\"", error.Detail);
        await NothingIsRestoredAsync();
    }

    [Fact]
    public async Task A_time_that_is_still_to_come_is_refused()
    {
        await BackUpAsync();

        var plan = await Restore(new() { ["from_schedule"] = Prefix, ["before"] = "2099-01-01T00:00:00Z" })
            .FailingPlanAsync();

        Assert.Contains("still to come", Assert.Single(plan.Errors).Detail);
    }

    [Fact]
    public async Task A_migration_takes_the_copy_of_another_clusters_backup_into_mapped_namespaces()
    {
        await Clusters[0].AddAsync(Prefix, Time, namespaces: ["shop", "shop-db"]);
        await Clusters[1].AddAsync(Prefix, Time, of: Clusters[0], namespaces: ["shop", "shop-db"]);
        var terraform = Restore(new()
        {
            ["clusters"] = new JsonArray("c2"),
            ["source_clusters"] = new JsonObject { ["c2"] = "c1" },
            ["namespace_mapping"] = new JsonObject { ["shop"] = "shop-drill" },
            ["wait"] = false,
        });

        var apply = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(apply.Warnings, warning => warning.Detail.Contains(
            $"namespaces shop (into shop-drill), shop-db, from backup {BackupOf(Clusters[0])} of cluster \"c1\""));
        var spec = Assert.Single(await RestoresAsync(Clusters[1]))["spec"]!;
        Assert.Equal(BackupOf(Clusters[0]), (string?)spec["backupName"]);
        Assert.Equal("""{"shop":"shop-drill"}""", spec["namespaceMapping"]!.ToJsonString());
        Assert.Empty(await RestoresAsync(Clusters[0]));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_source_that_velero_does_not_see_is_an_error_that_tells_how()
    {
        await Clusters[0].AddAsync(Prefix, Time, namespaces: ["shop"]);
        var terraform = Restore(new()
        {
            ["clusters"] = new JsonArray("c2"),
            ["source_clusters"] = new JsonObject { ["c2"] = "c1" },
        });

        var error = Assert.Single((await terraform.FailingPlanAsync()).Errors);

        Assert.StartsWith("error: No Backup To Restore", $"{error}");
        Assert.Contains("create a location with the other one's bucket and prefix", error.Detail);
    }

    [Fact]
    public async Task Another_clusters_copy_is_never_taken_for_the_clusters_own()
    {
        await Clusters[0].AddAsync(Prefix, Time, namespaces: ["shop"]);
        await Clusters[1].AddAsync(Prefix, Time, of: Clusters[0], namespaces: ["shop"]);

        var plan = await Restore(new() { ["clusters"] = new JsonArray("c2") }).FailingPlanAsync();

        Assert.StartsWith("error: No Backup To Restore", $"{Assert.Single(plan.Errors)}");
    }

    [Fact]
    public async Task A_namespace_that_is_not_in_the_backup_is_an_error_and_not_an_empty_success()
    {
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, Time, namespaces: ["shop"]);
        }

        var plan = await Restore(new() { ["namespaces"] = new JsonArray("shop-db") }).FailingPlanAsync();

        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, Assert.Single(plan.Errors).Detail));
        Assert.All(plan.Errors, error => Assert.StartsWith("error: Namespace Not In Backup", $"{error}"));
    }

    [Fact]
    public async Task A_plan_with_everything_unknown_waits_for_the_apply()
    {
        await BackUpAsync();
        var terraform = Terraform("Restores/unknown.tf");

        var plan = await terraform.PlanAsync();
        Assert.Equal(["create"], plan.ActionsOn(Address));
        Assert.Null(plan.After(Address)!["restores"]);
        (await terraform.ApplySavedPlanAsync()).Succeeded();

        Assert.Equal(BackupOf(Clusters[0]), (string?)(await RestoresAsync(Clusters[0]))[0]["spec"]!["backupName"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_backup_that_something_else_made_is_restored_by_its_name_on_the_clusters_of_the_map_alone()
    {
        var name = await AddForeignAsync("2099-01-01T00:00:00Z");
        var terraform = Restore(new() { ["from_backups"] = new JsonObject { ["c2"] = name }, ["wait"] = false });

        var plan = await terraform.PlanAsync();

        Assert.Contains($"cluster \"c2\": namespace shop, from backup {name}", Assert.Single(plan.Warnings).Detail);
        Assert.Equal(name, (string?)plan.After(Address)!["restores"]!["c2"]!["backup"]);
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.Equal(name, (string?)Assert.Single(await RestoresAsync(Clusters[1]))["spec"]!["backupName"]);
        Assert.Empty(await RestoresAsync(Clusters[0]));
        Assert.Empty(await RestoresAsync(Clusters[2]));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_name_that_no_backup_has_is_an_error_that_names_what_is_like_it()
    {
        var name = await AddForeignAsync("2099-01-01T00:00:00Z");
        var terraform = Restore(new() { ["from_backups"] = new JsonObject { ["c2"] = name.Replace("foreign", "foriegn") } });

        var error = Assert.Single((await terraform.FailingPlanAsync()).Errors);

        Assert.StartsWith("error: No Backup To Restore", $"{error}");
        Assert.Contains($"Its name is like that of \"{name}\"", error.Detail);
        await NothingIsRestoredAsync();
    }

    [Fact]
    public async Task A_plan_says_that_the_backup_is_past_its_expiry()
    {
        var name = await AddForeignAsync("2025-02-01T00:00:00Z");
        var terraform = Restore(new() { ["from_backups"] = new JsonObject { ["c2"] = name } });

        var warning = Assert.Single(
            (await terraform.PlanAsync()).Warnings, static found => found.Summary == "Backup Past Its Expiry");

        Assert.Contains($"Backup {name} on cluster \"c2\" expired at 2025-02-01T00:00:00Z", warning.Detail);
    }

    [Theory]
    [InlineData("from_schedule", "daily")]
    [InlineData("from_backup", "default/daily/20250131T020000Z")]
    public async Task Only_one_source_can_be_named(string other, string value)
    {
        var terraform = Restore(new() { ["from_backups"] = new JsonObject { ["c2"] = "x" }, [other] = value, ["before"] = null });

        Assert.Contains(
            (await terraform.FailingPlanAsync()).Errors, static error => error.Summary == "Invalid Attribute Combination");
    }

    private async Task<string> AddForeignAsync(string expiration)
    {
        var name = $"{Prefix}-foreign-20250131010000";
        await Clusters[1].CreateBackupAsync(
            name,
            new JsonObject { ["velero.io/schedule-name"] = $"{Prefix}-foreign" },
            [],
            new JsonObject
            {
                ["phase"] = "Completed",
                ["startTimestamp"] = "2025-01-31T01:00:01Z",
                ["completionTimestamp"] = "2025-01-31T01:03:00Z",
                ["expiration"] = expiration,
            },
            "shop");
        return name;
    }
}
