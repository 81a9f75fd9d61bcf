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
            await cluster.DeleteAsync("backups", Name((await BackupsAsync(cluster))[0]));
        }

        (await terraform.DestroyAsync()).Succeeded();

        Assert.Null(await terraform.StateAsync(Address));
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
