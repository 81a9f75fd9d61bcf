using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

/// <summary>Backups that go with their resource: <c>deletion_policy = "delete"</c>.</summary>
public sealed class DeletionTests(ClustersFixture fixture) : BackupTest(fixture)
{
    [Fact]
    public async Task Destroying_asks_velero_on_each_cluster_and_never_deletes_the_object_itself()
    {
        var terraform = await MadeAsync("operator");

        var destroying = terraform.DestroyAsync();
        foreach (var cluster in Clusters)
        {
            var request = await RequestAsync(cluster);
            Assert.Equal(Name(Assert.Single(await BackupsAsync(cluster))), (string?)request["spec"]!["backupName"]);

            // Velero removes the backup with its data, then the request.
            await cluster.DeleteAsync("backups", (string)request["spec"]!["backupName"]!);
            await cluster.DeleteAsync("deletebackuprequests", Name(request));
        }

        (await destroying.WaitAsync(Limit)).Succeeded();
        Assert.Null(await terraform.StateAsync(Address));
    }

    [Fact]
    public async Task What_velero_could_not_delete_is_an_error_with_its_reason_and_stays_in_state()
    {
        var terraform = await MadeAsync();

        var destroying = terraform.DestroyAsync();
        foreach (var cluster in Clusters)
        {
            var request = await RequestAsync(cluster);
            if (cluster == Clusters[1])
            {
                await cluster.EditAsync("deletebackuprequests", Name(request), new JsonObject
                {
                    ["status"] = new JsonObject
                    {
                        ["phase"] = "Processed",
                        ["errors"] = new JsonArray("the bucket is locked"),
                    },
                });
                continue;
            }

            await cluster.DeleteAsync("backups", (string)request["spec"]!["backupName"]!);
            await cluster.DeleteAsync("deletebackuprequests", Name(request));
        }

        var error = Assert.Single((await destroying.WaitAsync(Limit)).Failed().Errors);

        Assert.StartsWith("error: Backup Not Deleted", $"{error}");
        Assert.Contains("the bucket is locked", error.Detail);
        Assert.Equal([("c2", "Completed")], await PhasesAsync(terraform));
    }

    [Fact]
    public async Task A_backup_that_has_expired_meanwhile_needs_no_request()
    {
        var terraform = await MadeAsync();
        foreach (var cluster in Clusters)
        {
            await SetAsync(cluster, new JsonObject { ["expiration"] = "2020-01-01T00:00:00Z" });
        }

        (await terraform.ApplyAsync()).Succeeded();
        foreach (var cluster in Clusters)
        {
            await cluster.DeleteAsync("backups", Name((await BackupsAsync(cluster))[0]));
        }

        (await terraform.DestroyAsync()).Succeeded();

        Assert.Null(await terraform.StateAsync(Address));
    }

    [Fact]
    public async Task One_whose_object_somebody_deleted_is_deleted_with_its_data_once_velero_has_brought_it_back()
    {
        var terraform = await MadeAsync();
        var copies = new Dictionary<TestCluster, JsonObject>();
        foreach (var cluster in Clusters)
        {
            copies[cluster] = (await BackupsAsync(cluster))[0];
            await cluster.DeleteAsync("backups", Name(copies[cluster]));
        }

        var destroying = terraform.DestroyAsync();
        foreach (var (cluster, copy) in copies)
        {
            var metadata = copy["metadata"]!;
            await cluster.CreateBackupAsync(
                Name(copy),
                (JsonObject)metadata["labels"]!.DeepClone(),
                (JsonObject)metadata["annotations"]!.DeepClone(),
                (JsonObject)copy["status"]!.DeepClone());
            var request = await RequestAsync(cluster);
            await cluster.DeleteAsync("backups", Name(copy));
            await cluster.DeleteAsync("deletebackuprequests", Name(request));
        }

        (await destroying.WaitAsync(Limit)).Succeeded();
        Assert.Null(await terraform.StateAsync(Address));
    }

    [Fact]
    public async Task A_replacement_says_what_it_deletes_before_the_new_backup_is_made()
    {
        var terraform = await MadeAsync();

        terraform.SetVariables(Triggered("delete"));
        var plan = await terraform.PlanAsync();

        var warning = Assert.Single(
            plan.Warnings, warning => warning.Summary.StartsWith("Backup Replaced, The Old One Deleted: "));
        foreach (var cluster in Clusters)
        {
            Assert.Contains(Name(Assert.Single(await BackupsAsync(cluster))), warning.Detail);
        }

        Assert.Contains("create_before_destroy", warning.Detail);
    }

    [Fact]
    public async Task A_replacement_that_is_to_keep_the_old_backup_keeps_it()
    {
        var terraform = await MadeAsync();
        var old = Name(Assert.Single(await BackupsAsync(Clusters[0])));

        terraform.SetVariables(Triggered("retain"));
        (await WhileAsync(terraform.ApplyAsync(), [.. Clusters.Select(EndNewestAsync)])).Succeeded();

        Assert.Contains(await BackupsAsync(Clusters[0]), backup => Name(backup) == old);
        Assert.Empty(await Clusters[0].ListAsync("deletebackuprequests", $"velero.io/backup-name={old}"));
    }

    [Fact]
    public async Task What_is_tainted_is_deleted_by_the_next_apply_as_its_warning_says()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("deletion_policy", "delete"));
        var failed = (await RunAsync(terraform, "Failed")).Failed();
        Assert.Contains(failed.Warnings, warning => warning.Summary.StartsWith("Backup Marked As Tainted: "));

        var applying = terraform.ApplyAsync();
        foreach (var cluster in Clusters)
        {
            var request = await RequestAsync(cluster);
            await cluster.DeleteAsync("backups", (string)request["spec"]!["backupName"]!);
            await cluster.DeleteAsync("deletebackuprequests", Name(request));
        }

        (await WhileAsync(applying, [.. Clusters.Select(cluster => EndAsync(cluster))])).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }

    private JsonObject Triggered(string policy)
    {
        var variables = With("deletion_policy", policy);
        variables["triggers"] = new JsonObject { ["release"] = "2" };
        return variables;
    }

    private async Task EndNewestAsync(TestCluster cluster)
    {
        var backup = await cluster.FirstAsync("backups", Selector, static each => each["status"]?["phase"] is null);
        await cluster.EditAsync("backups", Name(backup), new JsonObject
        {
            ["status"] = new JsonObject { ["phase"] = "Completed", ["startTimestamp"] = "2030-01-01T00:00:00Z" },
        });
    }

    private async Task<TerraformDirectory> MadeAsync(string user = "admin")
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With(
            "deletion_policy",
            "delete",
            Connections([.. Clusters.Select(cluster => (cluster, cluster.Connection(user: user)))])));
        await ApplyAsync(terraform, "Completed");
        return terraform;
    }

    private async Task<JsonObject> RequestAsync(TestCluster cluster)
    {
        var backup = Assert.Single(await BackupsAsync(cluster));
        return await cluster.FirstAsync(
            "deletebackuprequests", $"velero.io/backup-uid={(string)backup["metadata"]!["uid"]!}");
    }
}
