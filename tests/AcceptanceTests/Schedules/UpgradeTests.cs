using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

/// <summary>A fleet that is being upgraded: one cluster has Velero 1.18, another what comes after it.</summary>
public sealed class UpgradeTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Changes = "Schedule Will Change With Velero 1.19";
    private const string Both = "Both Days Must Match";

    [Fact]
    public async Task The_plan_says_once_which_clusters_an_upgrade_would_take_backups_from()
    {
        await using var next = await OldVelero.InstallAsync(Bare, "v1.19", server: "v1.19-dev");
        var terraform = Terraform("Schedules/monthly_and_weekly.tf", Fleet());

        var first = await terraform.PlanAsync();
        (await terraform.ApplyAsync()).Succeeded();
        var later = await terraform.PlanAsync();

        later.IsEmpty();
        foreach (var plan in new[] { first, later })
        {
            // A cluster without a class of snapshots is warned of as well.
            Assert.Equal(
                [Both, Changes],
                plan.Warnings.Select(static warning => warning.Summary).Where(static summary => summary is Both or Changes).Order());
            var change = $"{plan.Warnings.Single(static warning => warning.Summary == Changes)}";
            Assert.All(
                ["Cluster \"c1\" (Velero 1.15 to 1.18)", "Next runs now: ", "With Velero 1.19: ", "\"0 3 1 * *\" and \"0 3 * * 0\""],
                part => Assert.Contains(part, change));
            Assert.DoesNotContain("b1", change);
            Assert.Contains("Cluster \"b1\"", $"{plan.Warnings.Single(static warning => warning.Summary == Both)}");
        }

        (await terraform.DestroyAsync()).Succeeded();
    }

    [Fact]
    public async Task A_schedule_that_somebody_has_edited_is_judged_by_its_clusters_version_too()
    {
        await using var next = await OldVelero.InstallAsync(Bare, "v1.19", server: "v1.19-dev");
        var terraform = Terraform("Schedules/daily.tf", Fleet());
        (await terraform.ApplyAsync()).Succeeded();
        foreach (var cluster in new[] { Clusters[0], Bare })
        {
            await cluster.EditScheduleAsync(ScheduleOn(cluster), Schedule.Patch("schedule", "0 3 1 * 0"));
        }

        var plan = await terraform.PlanAsync();

        var change = $"{Assert.Single(plan.Warnings, static warning => warning.Summary == Changes)}";
        Assert.All(
            ["Cluster \"c1\"", "not the declared schedule", "\"0 3 1 * *\" and \"0 3 * * 0\""], part => Assert.Contains(part, change));
        Assert.DoesNotContain("b1", change);
        (await terraform.DestroyAsync()).Succeeded();
    }

    private JsonObject Fleet() => new()
    {
        [Clusters[0].Name] = Clusters[0].Connection(),
        [Bare.Name] = Bare.Connection(),
    };
}
