using System.Globalization;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.DataSources;

public sealed class BackupTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "data.workspace_backup.this";

    [Fact]
    public async Task A_run_shows_what_the_clusters_have()
    {
        await Clusters[0].AddAsync(Prefix, "20250131010009");
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, "20250131020009");
        }

        var run = await ReadAsync("DataSources/run.tf");

        Assert.Equal($"default/{Prefix}/20250131T020000Z", (string?)run["id"]);
        Assert.Equal("2025-01-31T02:00:00Z", (string?)run["run_time"]);
        Assert.True((bool)run["complete"]!);
        Assert.Empty(run["missing_clusters"]!.AsArray());
        Assert.Null(run["in_progress_id"]);
        Assert.Empty(run["skipped_clusters"]!.AsObject());
        Assert.Equal(["c1", "c2", "c3"], run["backups"]!.AsObject().Select(entry => entry.Key));
        foreach (var cluster in Clusters)
        {
            var stored = (await cluster.ListAsync("backups"))
                .Single(backup => (string?)backup["metadata"]!["name"] == $"{Prefix}-{cluster.Name}-20250131020009");
            BackupsTests.AssertSame(stored, run["backups"]![cluster.Name]!);
        }
    }

    [Fact]
    public async Task Its_age_is_measured_from_the_time_it_was_due()
    {
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, "20250131020009");
        }

        var due = DateTimeOffset.Parse("2025-01-31T02:00:00Z", CultureInfo.InvariantCulture);
        var before = (long)(TimeProvider.System.GetUtcNow() - due).TotalSeconds;
        var run = await ReadAsync("DataSources/run.tf");
        var after = (long)(TimeProvider.System.GetUtcNow() - due).TotalSeconds;

        Assert.InRange((long)run["age_seconds"]!, before, after);
    }

    [Fact]
    public async Task Without_a_backup_it_is_a_result_and_a_check_warns()
    {
        var terraform = Terraform("DataSources/freshness.tf");

        var apply = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(apply.Warnings, warning => $"{warning}".Contains("Missing on: c1, c2, c3"));
        var run = (await terraform.StateAsync(Address))!;
        Assert.False((bool)run["complete"]!);
        Assert.Null(run["id"]);
        Assert.Null(run["run_time"]);
        Assert.Null(run["age_seconds"]);
        Assert.Empty(run["backups"]!.AsObject());
    }

    [Fact]
    public async Task A_fresh_run_passes_the_check()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, now);
        }

        Assert.Empty((await Terraform("DataSources/freshness.tf").ApplyAsync()).Succeeded().Warnings);
    }

    [Fact]
    public async Task The_newest_run_that_is_over_counts_and_one_still_going_is_named()
    {
        // Not hourly: a run still going is over once the next one is due, which must not come during the test.
        const string Yearly = "0 0 1 1 *";
        var year = $"{TimeProvider.System.GetUtcNow().Year}";
        await Clusters[0].AddAsync(Prefix, "20240131020009", schedule: Yearly);
        await Clusters[1].AddAsync(Prefix, "20240131020009", "PartiallyFailed", schedule: Yearly);
        await Clusters[2].AddAsync(Prefix, "20240131020009", "Failed", schedule: Yearly);
        await Clusters[0].AddAsync(Prefix, $"{year}0101000001", schedule: Yearly);
        await Clusters[1].AddAsync(Prefix, $"{year}0101000001", "InProgress", schedule: Yearly);

        var run = await ReadAsync("DataSources/run.tf");

        Assert.Equal($"default/{Prefix}/20240101T000000Z", (string?)run["id"]);
        Assert.Equal(["c2", "c3"], run["missing_clusters"]!.AsArray().Select(name => (string?)name));
        Assert.Equal($"default/{Prefix}/{year}0101T000000Z", (string?)run["in_progress_id"]);
        Assert.Equal("the bucket is full", (string?)run["backups"]!["c3"]!["failure_reason"]);
    }

    [Fact]
    public async Task Before_clusters_and_partial_failures_narrow_the_question()
    {
        await Clusters[0].AddAsync(Prefix, "20250131010009");
        await Clusters[1].AddAsync(Prefix, "20250131010009", "PartiallyFailed");
        await Clusters[0].AddAsync(Prefix, "20250131020009");

        var run = await ReadAsync("DataSources/run_before.tf");

        Assert.Equal($"default/{Prefix}/20250131T010000Z", (string?)run["id"]);
        Assert.True((bool)run["complete"]!);
    }

    [Fact]
    public async Task A_copy_that_Velero_synced_in_from_another_cluster_does_not_count()
    {
        await Clusters[0].AddAsync(Prefix, "20250131020009");
        await Clusters[1].AddAsync(Prefix, "20250131020009");
        await Clusters[2].AddAsync(Prefix, "20250131020009", of: Clusters[0]);
        await Clusters[2].AddAsync(Prefix, "20250131030009", of: Clusters[1]);

        var run = await ReadAsync("DataSources/run.tf");

        Assert.Equal($"default/{Prefix}/20250131T020000Z", (string?)run["id"]);
        Assert.Equal(["c3"], run["missing_clusters"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(["c1", "c2"], run["backups"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task A_deleted_backup_is_missing()
    {
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, "20250131020009");
        }

        await Clusters[1].DeleteAsync("backups", $"{Prefix}-c2-20250131020009");

        var run = await ReadAsync("DataSources/run.tf");

        Assert.Equal(["c2"], run["missing_clusters"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task Backups_of_a_schedule_that_this_product_applied_make_a_run()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        var annotations = (await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])))!["metadata"]!["annotations"]!;

        Assert.Equal("0 2 * * *", (string?)annotations["workspace-backup.io/schedule"]);
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, "20250131020009", managed: false);
        }

        var run = await ReadAsync("DataSources/run.tf");

        Assert.Equal($"default/{Prefix}/20250131T020000Z", (string?)run["id"]);
        Assert.True((bool)run["complete"]!);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_missing_with_a_warning_and_a_reason()
    {
        var gateway = Owned(new Gateway(Clusters[1].Url));
        foreach (var cluster in Clusters)
        {
            await cluster.AddAsync(Prefix, "20250131020009");
        }

        gateway.Shut();
        var terraform = Terraform("DataSources/run.tf", Through(gateway));
        var apply = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(apply.Warnings, warning => $"{warning}".Contains("c2"));
        var run = (await terraform.StateAsync(Address))!;
        Assert.Equal(["c2"], run["missing_clusters"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("the connection was refused", (string?)run["skipped_clusters"]!["c2"]);
        Assert.Equal(["c1", "c3"], run["backups"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task Asked_to_it_fails_when_a_cluster_is_down()
    {
        var gateway = Owned(new Gateway(Clusters[1].Url));
        gateway.Shut();

        var plan = await Terraform("DataSources/run_or_fail.tf", Through(gateway)).FailingPlanAsync();

        Assert.Contains("c2", $"{Assert.Single(plan.Errors)}");
    }

    private JsonObject Through(Gateway gateway) =>
        Connections((Clusters[1], Clusters[1].Connection(through: gateway.Address)));

    private async Task<JsonNode> ReadAsync(string configuration)
    {
        var terraform = Terraform(configuration);
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);
        return (await terraform.StateAsync(Address))!;
    }
}
