using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>The tests' Velero server does to a Schedule what Velero's own was seen to do.</summary>
public sealed class VeleroServerTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task It_takes_a_schedule_over_and_notes_the_skipped_run()
    {
        var spec = Schedule.Daily();
        spec["skipImmediately"] = true;
        await Clusters[0].CreateScheduleAsync(Prefix, spec);

        var taken = await Clusters[0].UntilAsync("schedules", Prefix, IsTakenOver);

        Assert.Equal("Enabled", (string?)taken["status"]!["phase"]);
        Assert.False((bool?)taken["spec"]!["skipImmediately"]);
        Assert.NotNull(taken["status"]!["lastSkipped"]);
        Assert.Contains(
            taken["metadata"]!["managedFields"]!.AsArray(), entry => (string?)entry!["manager"] == "velero-server");
    }

    [Fact]
    public async Task It_refuses_a_cron_expression_of_too_few_fields()
    {
        var spec = Schedule.Daily();
        spec["schedule"] = "nonsense";
        await Clusters[0].CreateScheduleAsync(Prefix, spec);

        var refused = await Clusters[0].UntilAsync("schedules", Prefix, IsTakenOver);

        Assert.Equal("FailedValidation", (string?)refused["status"]!["phase"]);
        Assert.Equal(
            "invalid schedule: expected exactly 5 fields, found 1: [nonsense]",
            (string?)refused["status"]!["validationErrors"]![0]);
    }

    [Fact]
    public async Task It_leaves_a_paused_schedule_alone()
    {
        var paused = Schedule.Daily();
        paused["paused"] = true;
        await Clusters[0].CreateScheduleAsync($"{Prefix}-paused", paused);
        await Clusters[0].CreateScheduleAsync($"{Prefix}-later", Schedule.Daily());

        // It handles them in turn: once the later one is taken over, the paused one has been passed over.
        await Clusters[0].UntilAsync("schedules", $"{Prefix}-later", IsTakenOver);

        Assert.Null((await Clusters[0].ScheduleAsync($"{Prefix}-paused"))!["status"]);
    }

    [Fact]
    public async Task It_tells_its_version_when_asked()
    {
        await Clusters[0].CreateAsync("ServerStatusRequest", "serverstatusrequests", Prefix, []);

        var answered = await Clusters[0].UntilAsync(
            "serverstatusrequests", Prefix, request => (string?)request["status"]?["phase"] == "Processed");

        Assert.Equal("v1.18.1", (string?)answered["status"]!["serverVersion"]);
    }

    private static bool IsTakenOver(JsonObject schedule) => schedule["status"]?["phase"] is not null;
}
