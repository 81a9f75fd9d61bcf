using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class RemovalTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task Every_known_schedule_is_deleted()
    {
        var request = await Given.CreatedAsync(_eu, _us);

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu, _us);

        Assert.Empty(result.Findings);
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.Null(_us.Schedule("daily-us"));
        Assert.All(result.Clusters.Values, observation => Assert.IsType<Observation<ScheduleElement>.Missing>(observation));
    }

    [Fact]
    public async Task Only_the_recorded_object_is_deleted()
    {
        var request = await Given.CreatedAsync(_eu);

        await Given.DeleteAsync(request.Known, Given.Token, _eu);

        Assert.Equal(request.Known["eu"].Uid, (string?)Assert.Single(_eu.StoringRequests).Body!["uid"]);
    }

    [Fact]
    public async Task Another_object_of_that_name_is_left_alone_with_a_warning()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule => schedule["metadata"]!["uid"] = "another");

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu);

        Assert.Equal(FindingKind.ReplacedByAnother, Assert.Single(result.Findings).Kind);
        Assert.False(result.HasErrors);
        Assert.IsType<Observation<ScheduleElement>.Missing>(result.Clusters["eu"]);
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task An_object_on_a_rebuilt_cluster_is_left_alone()
    {
        var request = await Given.CreatedAsync(_eu);
        var rebuilt = new FakeCluster("eu", "uid-of-the-rebuilt-one");
        rebuilt.AddSchedule(_eu.Schedule("daily-eu")!.ToJsonString());

        var result = await Given.DeleteAsync(request.Known, Given.Token, rebuilt);

        Assert.False(result.HasErrors);
        Assert.NotNull(rebuilt.Schedule("daily-eu"));
    }

    [Fact]
    public async Task What_another_cluster_does_not_have_is_not_said_to_be_deleted()
    {
        var request = await Given.CreatedAsync(_eu);
        var other = new FakeCluster("eu", "uid-of-another-one");

        var result = await Given.DeleteAsync(request.Known, Given.Token, other);

        var told = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.AnotherCluster, Severity.Warning), (told.Kind, told.Severity));
        Assert.Contains("kubectl --namespace velero delete schedules.velero.io daily-eu", told.Detail);
    }

    [Theory]
    [InlineData("of another instance, as after create_before_destroy", "token-2", false)]
    [InlineData("of this instance", Given.Token, true)]
    [InlineData("without a token, as after an import", null, true)]
    public async Task A_schedule_is_deleted_or_left_by_its_token(string whose, string? token, bool isDeleted)
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule => schedule["metadata"]!["annotations"]!["workspace-backup.io/instance"] = token);

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu);

        Assert.True(isDeleted == (_eu.Schedule("daily-eu") is null), whose);
        Assert.Equal(
            isDeleted ? [] : [FindingKind.OwnedByAnotherInstance], result.Findings.Select(finding => finding.Kind));
        Assert.False(result.HasErrors);
    }

    [Theory]
    [InlineData("gone before", false)]
    [InlineData("gone meanwhile", true)]
    public async Task A_schedule_that_is_gone_counts_as_deleted(string when, bool meanwhile)
    {
        var request = await Given.CreatedAsync(_eu);
        if (meanwhile)
        {
            _eu.Fails = sent => sent.Verb == "DELETE" ? FaultKind.NotFound : null;
        }
        else
        {
            _eu.Remove(FakeCluster.SchedulePath("daily-eu"));
        }

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu);

        Assert.Empty(result.Findings);
        Assert.True(result.Clusters["eu"] is Observation<ScheduleElement>.Missing, when);
    }

    [Theory]
    [InlineData(FaultKind.ConnectionRefused)]
    [InlineData(FaultKind.Forbidden)]
    [InlineData(FaultKind.TlsExpired)]
    public async Task What_cannot_be_reached_is_an_error_and_stays_known_while_the_others_go(FaultKind kind)
    {
        var request = await Given.CreatedAsync(_eu, _us);
        _us.Fails = sent => sent.Verb == "DELETE" ? kind : null;

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu, _us);

        var error = Assert.Single(result.Findings);
        Assert.Equal((true, "us", kind), (error.IsError, error.Cluster, error.Fault!.Kind));
        Assert.IsType<Observation<ScheduleElement>.Failed>(result.Clusters["us"]);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task Destroying_stays_possible_after_Velero_was_uninstalled()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Fails = sent => sent.Path.Resource == "schedules" ? FaultKind.VeleroNotInstalled : null;

        var result = await Given.DeleteAsync(request.Known, Given.Token, _eu);

        Assert.False(result.HasErrors);
        Assert.Single(result.Findings);
        Assert.IsType<Observation<ScheduleElement>.Missing>(result.Clusters["eu"]);
    }

    [Fact]
    public void A_forgotten_cluster_gives_the_command_that_deletes_its_schedule()
    {
        var finding = Given.Service.Forget("eu", new KnownObject("nightly", "openshift-adp", "uid", null, []));

        Assert.Equal((FindingKind.ClusterForgotten, Severity.Warning), (finding.Kind, finding.Severity));
        Assert.EndsWith("kubectl --namespace openshift-adp delete schedules.velero.io nightly", finding.Detail);
    }
}
