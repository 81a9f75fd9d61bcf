using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>What becomes of a Schedule when <c>velero_namespace</c> changes.</summary>
public sealed class ScheduleMoveTests
{
    private readonly FakeCluster _eu = new("eu");

    private Cluster Moved => _eu.Cluster with { VeleroNamespace = "openshift-adp" };

    [Fact]
    public async Task A_schedule_is_looked_for_in_the_namespace_it_was_made_in()
    {
        await Given.CreatedAsync(_eu);

        var observed = await Given.Service
            .ObserveAsync([new(Moved, "daily-eu", "velero", [])], CancellationToken.None)
            .WaitAsync(Given.Limit);

        var found = Assert.IsType<Observation<ScheduleElement>.Found>(observed["eu"]);
        Assert.Equal("velero", found.Object.Element.VeleroNamespace);
        Assert.Equal("velero", found.Object.ToKnown().VeleroNamespace);
    }

    [Fact]
    public async Task An_update_deletes_it_in_the_old_namespace_and_makes_it_in_the_new_one()
    {
        var request = await MoveAsync();

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        Assert.Equal(["DELETE", "POST"], _eu.StoringRequests.Select(sent => sent.Verb));
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.NotNull(_eu.Schedule("daily-eu", "openshift-adp"));
        var found = Assert.IsType<Observation<ScheduleElement>.Found>(result.Clusters["eu"]);
        Assert.Equal("openshift-adp", found.Object.Element.VeleroNamespace);
    }

    [Fact]
    public async Task Only_the_recorded_object_is_deleted_in_the_old_namespace()
    {
        var request = await MoveAsync();
        _eu.Edit("daily-eu", schedule => schedule["metadata"]!["uid"] = "another");

        var result = await Given.UpdateAsync(request);

        Assert.False(result.HasErrors);
        Assert.Contains(result.Findings, finding => finding.Kind == FindingKind.ReplacedByAnother);
        Assert.NotNull(_eu.Schedule("daily-eu"));
        Assert.NotNull(_eu.Schedule("daily-eu", "openshift-adp"));
    }

    [Fact]
    public async Task What_cannot_be_deleted_in_the_old_namespace_stays_known_and_nothing_is_made()
    {
        var request = await MoveAsync();
        _eu.Fails = sent => sent is { Verb: "DELETE", DryRun: false } ? FaultKind.TimedOut : null;

        var result = await Given.UpdateAsync(request);

        Assert.True(result.HasErrors);
        Assert.IsType<Observation<ScheduleElement>.Failed>(result.Clusters["eu"]);
        Assert.NotNull(_eu.Schedule("daily-eu"));
        Assert.Null(_eu.Schedule("daily-eu", "openshift-adp"));
    }

    [Fact]
    public async Task A_refusal_in_the_new_namespace_leaves_the_old_one_alone()
    {
        var request = await MoveAsync();
        _eu.Fails = sent => sent.Verb == "POST" ? FaultKind.Forbidden : null;

        var result = await Given.UpdateAsync(request);

        Assert.True(result.HasErrors);
        var found = Assert.IsType<Observation<ScheduleElement>.Found>(result.Clusters["eu"]);
        Assert.Equal("velero", found.Object.Element.VeleroNamespace);
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task A_refusal_to_delete_in_the_old_namespace_stops_the_write()
    {
        var request = await MoveAsync();
        _eu.Fails = sent => sent.Verb == "DELETE" ? FaultKind.Forbidden : null;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(FaultKind.Forbidden, Assert.Single(result.Findings).Fault!.Kind);
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task Deleting_goes_to_the_namespace_it_was_made_in()
    {
        var request = await MoveAsync();

        var result = await Given.Service
            .DeleteAsync([Moved], request.Known, Given.Token, CancellationToken.None)
            .WaitAsync(Given.Limit);

        Assert.Empty(result.Findings);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    /// <summary>A schedule in "velero", and the request that asks for it in "openshift-adp".</summary>
    private async Task<ReconcileRequest<ScheduleDeclaration>> MoveAsync()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.AddNamespace("openshift-adp");
        _eu.AddLocation("default", veleroNamespace: "openshift-adp", bucket: "another");
        _eu.Cluster.Lists.Invalidate(new("v1", "namespaces"));
        return request with { Write = [Moved] };
    }
}
