using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>What restores really did, by their own lists.</summary>
public sealed class VerificationTests(ClustersFixture fixture) : RestoreTest(fixture)
{
    private const string Held = """
        {"v1/ConfigMap":["shop/a","shop/b"],"v1/Secret":["shop/a"],"v1/Namespace":["shop"],"v1/PersistentVolumeClaim":["shop/data"],
         "v1/PersistentVolume":["pv-data"],"v1/Pod":["shop/done"]}
        """;

    /// <summary>In the words of 1.18.2.</summary>
    private const string Left = """
        {"errors":{},"warnings":{"namespaces":{"shop":["could not restore, Secret:a already exists. Warning: the in-cluster version is different than the backed-up version"]}}}
        """;

    private const string Whole = """
        {"v1/ConfigMap":["shop/a(created)","shop/b(updated)"],"v1/Secret":["shop/a(failed)"],
         "v1/PersistentVolumeClaim":["shop/data(created)"],"v1/PersistentVolume":["pv-data(skipped)"]}
        """;

    private const string Part = """
        {"v1/ConfigMap":["shop/a(created)"],"v1/Secret":["shop/a(failed)"],"v1/PersistentVolumeClaim":["shop/data(created)"]}
        """;

    [Fact]
    public async Task A_restore_that_brought_all_back_tells_what_it_did_and_how_long_it_took()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["verify"] = "required", ["namespaces"] = new JsonArray("shop") });

        var apply = (await WithFilesAsync(terraform, Whole)).Succeeded();

        Assert.All(apply.Warnings, warning => Assert.DoesNotContain("Restore Not Whole", warning.Summary));
        var verified = (await StateAsync(terraform))["verification"]!["c1"]!;
        Assert.Equal(
            """{"created":2,"failed":0,"kept":1,"missing":0,"reason":null,"reprovisioned":1,"seconds":600,"unverified":1,"updated":1,"volumes_not_restored":1,"volumes_restored":0}""",
            verified.ToJsonString());
        (await terraform.PlanAsync()).IsEmpty();

        // As an earlier build left it, which knew neither; and asking for it afterwards restores nothing again.
        Change(terraform, new() { ["namespaces"] = new JsonArray("shop") });
        (await terraform.ApplyAsync()).Succeeded();
        terraform.WithoutAttributes(Address, "problems", "verification", "verify");
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.PlanAsync("-refresh=false")).IsEmpty();
        Change(terraform, new() { ["verify"] = "required", ["namespaces"] = new JsonArray("shop") });
        Assert.Equal(["update"], (await terraform.PlanAsync()).ActionsOn(Address));
    }

    [Fact]
    public async Task The_plan_tells_what_each_backup_holds_where_its_list_can_be_read()
    {
        await BackUpAsync();
        FilesOf(Clusters[0]).Put("BackupResourceList", BackupOf(Clusters[0]), JsonNode.Parse(Held));
        FilesOf(Clusters[1]).Put("BackupResourceList", BackupOf(Clusters[1]), null);
        var terraform = Restore(new() { ["namespaces"] = new JsonArray("shop", "shop-db") });

        var announced = Assert.Single(
            (await terraform.PlanAsync()).Warnings, static one => one.Summary.StartsWith("Restore Planned", StringComparison.Ordinal)).Detail;

        var lines = announced.Split('\n').Where(static line => line.StartsWith("- cluster", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("ago. It holds 5 objects in shop, no object in shop-db, 2 objects in no namespace", lines[0]);
        Assert.EndsWith(" ago", lines[1]);
        await NothingIsRestoredAsync();
    }

    [Theory]
    [InlineData("report")]
    [InlineData("required")]
    public async Task What_is_missing_is_a_warning_and_where_it_is_required_an_error(string verify)
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["verify"] = verify, ["namespaces"] = new JsonArray("shop") });

        var apply = await WithFilesAsync(terraform, Part);

        var told = Assert.Single(apply.Diagnostics, one => one.Summary.StartsWith("Restore Not Whole: \"default/", StringComparison.Ordinal));
        Assert.All(Clusters, cluster => Assert.Contains($"on cluster \"{cluster.Name}\"", told.Detail));
        Assert.Contains("- ConfigMap shop/b: missing, though the backup holds it", told.Detail);
        Assert.Equal(verify == "required" ? 1 : 0, apply.Errors.Count());
        Assert.Equal(1, (int)(await StateAsync(terraform))["verification"]!["c3"]!["missing"]!);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_verified_and_no_error()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["verify"] = "required", ["clusters"] = new JsonArray("c1") });

        var apply = (await WithFilesAsync(terraform, null, Clusters[0])).Succeeded();

        Assert.Contains(
            "is not verified, because its files were not read: RestoreResourceList: no such file",
            Assert.Single(apply.Warnings, one => one.Summary.StartsWith("Velero's Files Not Read", StringComparison.Ordinal)).Detail);
        var verified = (await StateAsync(terraform))["verification"]!["c1"]!;
        Assert.Equal("not verified, because RestoreResourceList: no such file", (string?)verified["reason"]);
        Assert.Null(verified["missing"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    private Task<TerraformResult> WithFilesAsync(TerraformDirectory terraform, string? met, params TestCluster[] clusters) => WhileAsync(
        terraform.ApplyAsync(),
        [.. (clusters.Length > 0 ? clusters : Clusters).Select(async cluster =>
        {
            var name = Name(await cluster.FirstAsync("restores", Selector));
            FilesOf(cluster).Put("BackupResourceList", BackupOf(cluster), JsonNode.Parse(Held));
            FilesOf(cluster).Put("RestoreResourceList", name, met is null ? null : JsonNode.Parse(met));
            FilesOf(cluster).Put("RestoreResults", name, JsonNode.Parse(Left));
            await EndAsync(cluster);
        })]);
}
