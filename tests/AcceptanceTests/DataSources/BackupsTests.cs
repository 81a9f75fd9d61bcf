using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.DataSources;

public sealed class BackupsTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task Every_backup_is_listed_as_it_stands_on_its_cluster_newest_first()
    {
        var time = 20250131000000;
        for (var number = 0; number < BackupObjects.Phases.Length; number++)
        {
            var cluster = Clusters[number % Clusters.Count];
            time += 1_00_00;
            await cluster.AddAsync(
                Prefix, $"{time}", BackupObjects.Phases[number], managed: number % 2 == 0,
                expiration: number % 3 == 0 ? "2025-02-01T00:00:00Z" : "2099-01-01T00:00:00Z");
        }

        await Clusters[0].AddAsync(Prefix, "20250201000000", of: Clusters[1]);
        var terraform = Terraform("DataSources/backups.tf");
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);

        var expected = new List<(string Cluster, JsonObject Backup)>();
        foreach (var cluster in Clusters)
        {
            expected.AddRange((await cluster.ListAsync("backups"))
                .Where(backup => NameOf(backup).StartsWith($"{Prefix}-{cluster.Name}-", StringComparison.Ordinal))
                .Select(backup => (cluster.Name, backup)));
        }

        expected = [.. expected.OrderByDescending(entry => NameOf(entry.Backup)[^14..])];
        var shown = (await terraform.StateAsync("data.workspace_backups.this"))!["backups"]!.AsArray();
        Assert.Equal(BackupObjects.Phases.Length, shown.Count);
        foreach (var (entry, row) in expected.Zip(shown))
        {
            Assert.Equal(entry.Cluster, (string?)row!["cluster"]);
            Assert.Equal(Prefix, (string?)row["prefix"]);
            Assert.StartsWith($"default/{Prefix}/20250131T", (string?)row["run_id"]);
            AssertSame(entry.Backup, row);
        }

        var failed = (await terraform.StateAsync("data.workspace_backups.failed"))!["backups"]!.AsArray();
        Assert.Equal(["FailedValidation", "Failed"], failed.Select(row => (string?)row!["phase"]));
        var recent = (await terraform.StateAsync("data.workspace_backups.recent"))!["backups"]!.AsArray();
        Assert.Equal(
            expected
                .Where(entry => entry.Cluster == "c1")
                .Select(entry => NameOf(entry.Backup))
                .Where(name => string.CompareOrdinal(name[^14..], "20250131050000") > 0),
            recent.Select(row => (string)row!["name"]!));
    }

    [Fact]
    public async Task Backups_of_others_are_listed_when_asked_for_and_otherwise_counted_where_the_list_is_empty()
    {
        var others = await Clusters[0].AddAsync(Prefix, "20250131000000", managed: false);
        var synced = await Clusters[0].AddAsync(Prefix, "20250131010000", of: Clusters[1]);
        var connections = new JsonObject { ["c1"] = Clusters[0].Connection() };
        var terraform = Terraform("DataSources/backups.tf", connections);
        File.WriteAllText(terraform.In("main.tf"), """
            data "workspace_backups" "all" {
              made_by = "anyone"
            }

            data "workspace_backups" "none" {
              prefix = "${var.prefix}-none"
            }
            """);

        var applied = (await terraform.ApplyAsync()).Succeeded();

        var all = (await terraform.StateAsync("data.workspace_backups.all"))!["backups"]!.AsArray();
        var foreign = Assert.Single(all, row => (string?)row!["name"] == others)!;
        Assert.Null(foreign["prefix"]);
        Assert.Null(foreign["run_id"]);
        Assert.Equal($"{Prefix}-c1", (string?)foreign["schedule"]);
        Assert.Equal("bucket", (string?)foreign["origin"]);
        Assert.Equal("another_cluster", (string?)Assert.Single(all, row => (string?)row!["name"] == synced)!["origin"]);
        var warning = Assert.Single(applied.Warnings, static found => found.Summary == "Backups Left Out");
        Assert.Contains("cluster \"c1\": ", warning.Detail);
        Assert.Contains("of another cluster, which Velero found in the bucket", warning.Detail);
        Assert.Contains("made_by = \"anyone\"", warning.Detail);
    }

    [Fact]
    public async Task A_phase_that_Velero_does_not_have_is_refused_at_validation()
    {
        var terraform = Terraform("DataSources/backups.tf");
        File.WriteAllText(terraform.In("main.tf"), """
            data "workspace_backups" "this" {
              phases = ["Done"]
            }
            """);

        var error = Assert.Single((await terraform.ValidateAsync()).Errors);

        Assert.Contains("PartiallyFailed", error.Detail);
        Assert.Contains("phases", error.Code);
    }

    /// <summary>The attributes of a backup against the object that Kubernetes' own client reads.</summary>
    internal static void AssertSame(JsonObject stored, JsonNode shown)
    {
        var status = stored["status"];
        Assert.Equal(NameOf(stored), (string?)shown["name"]);
        Assert.Equal((string?)status?["phase"] ?? "New", (string?)shown["phase"]);
        Assert.Equal((string?)status?["startTimestamp"], (string?)shown["started_at"]);
        Assert.Equal((string?)status?["completionTimestamp"], (string?)shown["completed_at"]);
        Assert.Equal((string?)status?["expiration"], (string?)shown["expires_at"]);
        Assert.Equal((long?)status?["progress"]?["itemsBackedUp"], (long?)shown["items_backed_up"]);
        Assert.Equal((long?)status?["progress"]?["totalItems"], (long?)shown["total_items"]);
        Assert.Equal((long?)status?["errors"] ?? 0, (long?)shown["errors"]);
        Assert.Equal((long?)status?["warnings"] ?? 0, (long?)shown["warnings"]);

        // Those of plugins and those of CSI drivers.
        Assert.Equal(status?["phase"] is null ? 0 : 5 + 7, (long?)shown["volume_snapshots_attempted"]);
        Assert.Equal(status?["phase"] is null ? 0 : 4 + 6, (long?)shown["volume_snapshots_completed"]);
        Assert.Equal((string?)status?["failureReason"], (string?)shown["failure_reason"]);
        Assert.Equal(
            (status?["validationErrors"]?.AsArray() ?? []).Select(error => (string?)error),
            shown["validation_errors"]!.AsArray().Select(error => (string?)error));
        Assert.Equal((string?)stored["spec"]!["storageLocation"], (string?)shown["backup_location"]);
    }

    private static string NameOf(JsonObject backup) => (string)backup["metadata"]!["name"]!;
}
