using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

/// <summary>An API server drops, without a word, the fields that an older Velero's definitions do not have.</summary>
public sealed class OldVeleroTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task A_field_that_is_set_and_unknown_there_is_an_error_and_nothing_is_written()
    {
        await using var old = await OldVelero.InstallAsync(Bare, "v1.9");
        var terraform = Terraform("Schedules/paused.tf", NewAndOld());

        var plan = await terraform.FailingPlanAsync();
        var apply = (await terraform.ApplyAsync()).Failed();

        foreach (var run in new[] { plan, apply })
        {
            var error = Assert.Single(run.Errors);
            Assert.All(["b1", "paused", "Velero"], word => Assert.Contains(word, $"{error}"));
        }

        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        Assert.Null(await Bare.ScheduleAsync(ScheduleOn(Bare)));
    }

    [Theory]
    [InlineData("v1.9")]
    [InlineData("v1.13")]
    [InlineData("v1.15")]
    public async Task What_the_provider_adds_by_itself_is_left_out_there(string version)
    {
        await using var old = await OldVelero.InstallAsync(Bare, version);
        var terraform = Terraform("Schedules/daily.tf", NewAndOld());

        (await terraform.ApplyAsync()).Succeeded();

        var schedule = await Bare.ScheduleAsync(ScheduleOn(Bare));
        Assert.Equal("0 2 * * *", (string?)schedule!["spec"]!["schedule"]);
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await Bare.ScheduleAsync(ScheduleOn(Bare)));
    }

    [Fact]
    public async Task A_time_zone_warns_in_the_plan_and_veleros_refusal_is_quoted_with_the_remedy()
    {
        await using var old = await OldVelero.InstallAsync(Bare, "v1.13", hasTimeZones: false);
        var terraform = Terraform("Schedules/zone.tf", new() { [Bare.Name] = Bare.Connection() });

        var warning = Assert.Single((await terraform.PlanAsync()).Warnings);
        Assert.All(["b1", "v1.13", "1.15", "UTC"], word => Assert.Contains(word, $"{warning}"));
        var error = Assert.Single((await terraform.ApplyAsync()).Failed().Errors);
        Assert.All(["b1", "unknown time zone Europe/Berlin", "UTC"], word => Assert.Contains(word, $"{error}"));

        Assert.Null(await Bare.ScheduleAsync(ScheduleOn(Bare)));
        terraform.Use("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }

    private JsonObject NewAndOld() => new()
    {
        [Clusters[0].Name] = Clusters[0].Connection(),
        [Bare.Name] = Bare.Connection(),
    };
}
