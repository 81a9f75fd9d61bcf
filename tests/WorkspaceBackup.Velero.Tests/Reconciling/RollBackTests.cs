using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

/// <summary>What a create does about writes that got no answer, and about those that went well when it fails.</summary>
public sealed class RollBackTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Theory]
    [InlineData("the time limit", FaultKind.TimedOut)]
    [InlineData("a lost connection", FaultKind.ConnectionReset)]
    [InlineData("a repeated POST that meets its own first attempt", FaultKind.AlreadyExists)]
    public async Task A_create_whose_answer_was_lost_has_landed(string how, FaultKind kind)
    {
        _eu.LosesAnswer = request => request.Verb == "POST" && !request.DryRun ? kind : null;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.False(result.HasErrors, how);
        Assert.Empty(result.Skipped);
        Assert.Equal("daily-eu", Given.Stored(result, "eu").Element.Name);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_taken_back_with_the_others()
    {
        _eu.LosesAnswer = request => request.Verb == "POST" && !request.DryRun ? FaultKind.TimedOut : null;
        _us.Fails = request => request.IsStoring ? FaultKind.WriteRefused : null;

        await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.Null(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task A_cluster_that_is_lost_before_it_says_what_it_stored_is_skipped_and_that_is_said()
    {
        Lose(_us, reads: int.MaxValue);

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.Equal(["us"], result.Skipped.Keys);
        Assert.Contains(
            result.Findings,
            finding => finding.Detail.Contains("Whether Schedule velero/daily-us was stored there is not known"));
    }

    [Theory]
    [InlineData("ours is there", null)]
    [InlineData("nothing is there", null)]
    [InlineData("somebody else's is there", null)]
    [InlineData("nobody knows", FindingKind.NotRolledBack)]
    public async Task What_became_of_a_create_is_asked_once_more_before_it_is_taken_back(
        string then, FindingKind? finding)
    {
        Lose(_eu, reads: then == "nobody knows" ? int.MaxValue : 1, before: () =>
        {
            switch (then)
            {
                case "nothing is there":
                    _eu.Remove(ApiPath.Velero("schedules", "velero", "daily-eu"));
                    break;
                case "somebody else's is there":
                    _eu.Edit("daily-eu", schedule =>
                        schedule["metadata"]!["annotations"]![OwnedMetadata.InstanceAnnotation] = "another");
                    break;
            }
        });
        _us.Fails = request => request.IsStoring ? FaultKind.WriteRefused : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.Equal(then is "somebody else's is there" or "nobody knows", _eu.Schedule("daily-eu") is not null);
        Assert.IsType<Observation<ScheduleElement>.Missing>(result.Clusters["eu"]);
        Assert.Equal(
            finding is null ? [] : [finding.Value],
            result.Findings.Where(found => found.Cluster == "eu" && found.IsError).Select(found => found.Kind));
    }

    [Fact]
    public async Task Somebody_elses_schedule_made_in_between_is_not_taken_for_ours()
    {
        _eu.Fails = request =>
        {
            if (request.Verb != "POST" || request.DryRun)
            {
                return null;
            }

            _eu.AddSchedule("""{"metadata":{"name":"daily-eu"},"spec":{"schedule":"@daily","template":{}}}""");
            return FaultKind.AlreadyExists;
        };

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Equal(FaultKind.AlreadyExists, Assert.Single(result.Findings).Fault!.Kind);
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task Stop_takes_back_what_was_made()
    {
        using var stop = new CancellationTokenSource();
        _us.Fails = request =>
        {
            if (request.Verb == "POST" && !request.DryRun)
            {
                stop.Cancel();
                return FaultKind.Cancelled;
            }

            return null;
        };

        var result = await Given.CreateAsync(Given.Request(_eu, _us), stop.Token);

        Assert.Contains(result.Findings, finding => finding.Fault?.Kind == FaultKind.Cancelled);
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.Null(_us.Schedule("daily-us"));
    }

    [Fact]
    public async Task Stop_takes_back_a_create_that_landed_without_an_answer()
    {
        using var stop = new CancellationTokenSource();
        _eu.LosesAnswer = request =>
        {
            if (request.Verb == "POST" && !request.DryRun)
            {
                stop.Cancel();
                return FaultKind.Cancelled;
            }

            return null;
        };

        var result = await Given.CreateAsync(Given.Request(_eu), stop.Token);

        Assert.True(result.HasErrors);
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.IsType<Observation<ScheduleElement>.Missing>(result.Clusters["eu"]);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_returned_with_the_error()
    {
        _us.Fails = request => request.IsStoring ? FaultKind.WriteRefused : null;
        _eu.Fails = request => request.Verb == "DELETE" ? FaultKind.ConnectionRefused : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.IsType<Observation<ScheduleElement>.Found>(result.Clusters["eu"]);
        var left = Assert.Single(result.Findings, finding => finding.Kind == FindingKind.NotRolledBack);
        Assert.Contains("kubectl --namespace velero delete schedules.velero.io daily-eu", left.Detail);
    }

    /// <summary>A create that is stored without an answer, and then reads without one.</summary>
    private static void Lose(FakeCluster cluster, int reads, Action? before = null)
    {
        var isStored = false;
        cluster.LosesAnswer = request =>
        {
            var isCreate = request is { Verb: "POST", DryRun: false };
            isStored |= isCreate;
            return isCreate ? FaultKind.TimedOut : null;
        };
        cluster.Fails = request =>
        {
            if (!isStored || request is not { Verb: "GET", Path.Resource: "schedules" } || reads-- == 0)
            {
                return null;
            }

            before?.Invoke();
            return FaultKind.TimedOut;
        };
    }
}
