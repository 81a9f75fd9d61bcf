using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class SettlingTests
{
    private readonly FakeCluster _eu = new("eu");

    [Fact]
    public async Task The_result_is_the_schedule_as_Velero_left_it()
    {
        var result = await Given.CreateAsync(Given.Request(_eu));

        var stored = Given.Stored(result, "eu");
        Assert.Equal("Enabled", stored.Phase);
    }

    [Fact]
    public async Task Without_a_Velero_server_a_create_ends_with_a_warning()
    {
        _eu.HasVelero = false;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.False(result.HasErrors);
        Assert.Equal(FindingKind.NotTakenOver, Assert.Single(result.Findings).Kind);
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task Where_another_schedule_keeps_Velero_from_seeing_any_the_warning_names_it()
    {
        _eu.HasVelero = false;
        _eu.AddSchedule(
            """{"metadata":{"name":"bad"},"spec":{"template":{"metadata":{"labels":{"timeout":"no"}},"ttl":"3d"}}}""");

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Contains(
            "as long as Velero cannot read the objects of its kind: Schedule velero/bad has spec.template.ttl = \"3d\", which is not a "
            + "duration to it. Correct or delete that object",
            Assert.Single(result.Findings).Detail);
    }

    [Fact]
    public async Task Waiting_that_takes_long_is_reported_every_few_seconds()
    {
        _eu.HasVelero = false;
        var progress = new Lines();
        var time = new FakeTime();

        await new Reconciler<ScheduleDeclaration, ScheduleElement>(ScheduleKind.Instance, time, new(time), progress)
            .CreateAsync(Given.Request(_eu), CancellationToken.None).WaitAsync(Given.Limit);

        var lines = progress.Reported.ToList();
        Assert.InRange(lines.Count, 5, 8);
        Assert.All(lines, line => Assert.Equal(("eu", "Schedule velero/daily-eu"), (line.Cluster, line.Object)));
        Assert.Equal([.. Enumerable.Repeat(false, lines.Count - 1), true], lines.Select(line => line.IsOver));
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(pair.First.Waited <= pair.Second.Waited));
    }

    [Fact]
    public async Task A_server_that_answers_at_once_is_one_line()
    {
        var progress = new Lines();
        var time = new FakeTime();

        await new Reconciler<ScheduleDeclaration, ScheduleElement>(ScheduleKind.Instance, time, new(time), progress)
            .CreateAsync(Given.Request(_eu), CancellationToken.None).WaitAsync(Given.Limit);

        var line = Assert.Single(progress.Reported);
        Assert.Equal((true, "Enabled"), (line.IsOver, line.Phase));
    }

    [Fact]
    public async Task A_zone_that_the_image_does_not_know_is_quoted_with_the_remedy()
    {
        _eu.Refuses = _ => "invalid schedule: provided bad location Europe/Berlin: unknown time zone Europe/Berlin";
        var request = Given.Request(_eu);

        var result = await Given.CreateAsync(
            request with { Declaration = request.Declaration with { TimeZone = "Europe/Berlin" } });

        var error = Assert.Single(result.Findings);
        Assert.Equal((true, FaultKind.ValidationFailed), (error.IsError, error.Fault!.Kind));
        Assert.All(
            ["unknown time zone Europe/Berlin", "a schedule in UTC needs none"],
            words => Assert.Contains(words, error.Detail));
    }

    [Fact]
    public async Task A_paused_schedule_is_not_waited_for()
    {
        _eu.HasVelero = false;
        var request = Given.Request(_eu);

        var result = await Given.CreateAsync(request with { Declaration = request.Declaration with { Paused = true } });

        Assert.Empty(result.Findings);
        Assert.DoesNotContain(_eu.Requests, IsPoll);
    }

    [Fact]
    public async Task A_change_without_a_new_verdict_is_not_waited_for()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.HasVelero = false;

        var result = await Given.UpdateAsync(request with
        {
            Declaration = request.Declaration with { Content = request.Declaration.Content with { Ttl = "1h" } },
        });

        Assert.Empty(result.Findings);
        Assert.DoesNotContain(_eu.Requests, IsPoll);
    }

    [Theory]
    [InlineData("Velero sets skipImmediately back")]
    [InlineData("nothing is skipped")]
    [InlineData("Velero is too old to know skipImmediately")]
    public async Task The_phase_of_the_old_cron_is_not_taken_for_the_new_ones(string when)
    {
        if (when == "Velero is too old to know skipImmediately")
        {
            _eu.Unknown.Add("spec.skipImmediately");
        }

        var request = Given.Request(_eu);
        request = request with
        {
            Declaration = request.Declaration with { SkipImmediately = when != "nothing is skipped" },
        };
        request = request with { Known = Given.Known(await Given.CreateAsync(request)) };
        _eu.HasVelero = false;
        _eu.Refuses = _ => "invalid schedule: no";
        var polls = 0;
        _eu.Fails = sent =>
        {
            // Velero is slow: the first reads show the phase of before.
            if (IsPoll(sent) && ++polls == 4)
            {
                _eu.HasVelero = true;
            }

            return null;
        };

        var result = await Given.UpdateAsync(
            request with { Declaration = request.Declaration with { Schedule = "0 3 * * *" } });

        var error = Assert.Single(result.Findings, finding => finding.IsError);
        Assert.Equal(FaultKind.ValidationFailed, error.Fault!.Kind);
        Assert.Equal(4, polls);
    }

    [Theory]
    [InlineData("a new one", "0 3 * * *", null)]
    [InlineData("one that Velero refuses", "0 3 * * *", "no")]
    public async Task Where_nothing_is_skipped_silence_after_a_changed_cron_means_the_phase_stands(
        string cron, string text, string? error)
    {
        var request = Given.Request(_eu);
        request = request with { Declaration = request.Declaration with { SkipImmediately = false } };
        request = request with { Known = Given.Known(await Given.CreateAsync(request)) };
        _eu.Refuses = _ => error;

        var result = await Given.UpdateAsync(
            request with { Declaration = request.Declaration with { Schedule = text } });

        Assert.True((error is not null) == result.HasErrors, cron);
        Assert.DoesNotContain(result.Findings, finding => finding.Kind == FindingKind.NotTakenOver);
    }

    [Fact]
    public async Task An_error_of_an_earlier_spec_that_lingers_is_not_a_refusal()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule => schedule["status"]!["validationErrors"] = new JsonArray("old"));

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
    }

    [Fact]
    public async Task A_schedule_refused_before_is_still_an_error_after_a_change_of_something_else()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule => schedule["status"] = JsonNode.Parse(
            """{"phase":"FailedValidation","validationErrors":["invalid schedule: no"]}"""));

        var result = await Given.UpdateAsync(request with
        {
            Declaration = request.Declaration with { Content = request.Declaration.Content with { Ttl = "1h" } },
        });

        Assert.Contains("invalid schedule: no", Assert.Single(result.Findings).Detail);
    }

    [Fact]
    public async Task A_lost_connection_while_waiting_is_waited_out()
    {
        var polls = 0;
        _eu.Fails = sent => IsPoll(sent) && ++polls < 3 ? FaultKind.ConnectionReset : null;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Empty(result.Findings);
        Assert.Equal(3, polls);
    }

    [Fact]
    public async Task Stop_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        _eu.HasVelero = false;
        _eu.Fails = sent =>
        {
            if (IsPoll(sent))
            {
                stop.Cancel();
            }

            return null;
        };

        var result = await Given.CreateAsync(Given.Request(_eu), stop.Token);

        Assert.Equal(FaultKind.Cancelled, Assert.Single(result.Findings).Fault!.Kind);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    private static bool IsPoll(FakeRequest request) => request is { Verb: "GET", Path.Resource: "schedules" };

    private sealed class Lines : IProgress<WaitProgress>
    {
        public ConcurrentQueue<WaitProgress> Reported { get; } = [];

        public void Report(WaitProgress value) => Reported.Enqueue(value);
    }
}
