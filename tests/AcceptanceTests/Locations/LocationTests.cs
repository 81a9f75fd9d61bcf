using System.Net;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace AcceptanceTests.Locations;

public sealed class LocationTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "workspace_backup_location.this";
    private const string Plural = "backupstoragelocations";

    [Fact]
    public async Task One_apply_makes_the_locations_and_the_schedules_on_them_and_a_destroy_takes_both_away()
    {
        var terraform = Terraform("Locations/fleet.tf");

        (await terraform.ApplyAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            var location = await LocationAsync(cluster);
            Assert.NotNull(location);
            Assert.Equal($"default/{cluster.Name}/{Prefix}", (string?)location["spec"]!["objectStorage"]!["prefix"]);
            Assert.Equal("Available", (string?)location["status"]!["phase"]);
            Assert.Equal(
                Prefix, (string?)(await cluster.ScheduleAsync(ScheduleOn(cluster)))!["spec"]!["template"]!["storageLocation"]);
        }

        (await terraform.PlanAsync()).IsEmpty();

        // Edited in place, and validated again by Velero before the apply is over.
        terraform.SetVariables(With("sync_period", "15m"));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Equal("15m0s", (string?)(await LocationAsync(Clusters[0]))!["spec"]!["backupSyncPeriod"]);
        (await terraform.PlanAsync()).IsEmpty();

        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await LocationAsync(Clusters[0]));
        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
    }

    [Fact]
    public async Task An_edit_shows_as_a_change_of_that_cluster_and_field_and_apply_repairs_it()
    {
        var terraform = Terraform("Locations/fleet.tf");
        (await terraform.ApplyAsync()).Succeeded();
        await Clusters[1].Api.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch("""{"spec":{"accessMode":"ReadOnly"}}""", V1Patch.PatchType.MergePatch),
            "velero.io", "v1", "velero", Plural, Prefix, fieldManager: "kubectl-edit");

        var plan = await terraform.PlanAsync();

        Assert.Equal(["update"], plan.ActionsOn(Address));
        Assert.Equal(["c2.settings.access_mode: \"ReadOnly\" -> \"ReadWrite\""], plan.ChangesIn(Address, "locations"));
        Assert.Contains(plan.Warnings, static warning => $"{warning}".Contains("kubectl-edit"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_said_in_Veleros_words_and_nothing_is_left()
    {
        var terraform = Terraform("Locations/fleet.tf");
        terraform.SetVariables(With("bucket", "no-such-bucket"));

        var apply = (await terraform.ApplyAsync()).Failed();

        var error = Assert.Single(apply.Errors);
        Assert.Equal("Backup Location Not Available", error.Summary);
        Assert.Contains("NoSuchBucket", $"{error}");
        Assert.Null(await LocationAsync(Clusters[0]));
        Assert.Null(await terraform.StateAsync(Address));
    }

    [Fact]
    public async Task What_is_imported_is_planned_as_it_is()
    {
        var terraform = Terraform("Locations/fleet.tf");
        (await terraform.ApplyAsync()).Succeeded();
        terraform.Forget("terraform.tfstate");

        (await terraform.ImportAsync(Address, Prefix)).Succeeded();
        (await terraform.ImportAsync(Schedule.Address, Prefix)).Succeeded();

        (await terraform.PlanAsync()).IsEmpty();
    }

    private JsonObject With(string variable, string value)
    {
        var variables = Variables(Connections());
        variables[variable] = value;
        return variables;
    }

    private async Task<JsonObject?> LocationAsync(TestCluster cluster)
    {
        try
        {
            return await cluster.Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
                "velero.io", "v1", "velero", Plural, Prefix);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
