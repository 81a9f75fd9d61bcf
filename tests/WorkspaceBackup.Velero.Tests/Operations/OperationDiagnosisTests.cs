using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class OperationDiagnosisTests
{
    private readonly FakeCluster _eu = new("eu");

    [Fact]
    public async Task A_server_that_died_meanwhile_is_said_and_not_that_it_goes_on()
    {
        _eu.VeleroVersion = null;

        var text = await DiagnoseAsync("InProgress");

        Assert.Contains("No Velero server answers", text, StringComparison.Ordinal);
        Assert.DoesNotContain("next plan", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_goes_on() =>
        Assert.Contains("goes on with it", await DiagnoseAsync("InProgress"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"spec": {"ttl": "3d"} }""", "spec.ttl = \"3d\"")]
    [InlineData("""{"spec": {"ttl": ""} }""", "spec.ttl = \"\"")]
    [InlineData("""{"spec": {"itemOperationTimeout": 24} }""", "spec.itemOperationTimeout = 24")]
    [InlineData(
        """{"spec": {"hooks": {"resources": [{"pre": [{"exec": {"timeout": "1 minute"} }] }] } } }""",
        "spec.hooks.resources[0].pre[0].exec.timeout = \"1 minute\"")]
    public async Task An_object_that_blinds_velero_is_named(string json, string field)
    {
        _eu.Add(ApiPath.Velero("backups", "velero", "good"), """{"spec": {"ttl": "72h0m0s"} }""");
        _eu.Add(ApiPath.Velero("backups", "velero", "somebodys"), json);

        var text = await DiagnoseAsync("");

        Assert.Contains($"Backup velero/somebodys has {field}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queued_backup_is_told_with_those_it_waits_for()
    {
        _eu.Add(
            ApiPath.Velero("backups", "velero", "first"),
            """{"status": {"phase": "InProgress", "startTimestamp": "2025-01-31T02:00:00Z"} }""");
        _eu.Add(ApiPath.Velero("backups", "velero", "last"), """{"status": {"phase": "Queued"} }""");

        var text = await DiagnoseAsync("Queued");

        Assert.Contains(
            "behind Backup velero/first (InProgress since 2025-01-31T02:00:00Z)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("last", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_was_never_given_back_is_told_when_nothing_has_run_for_two_minutes()
    {
        _eu.Add(
            ApiPath.Velero("backups", "velero", "before"),
            """{"status": {"phase": "Completed", "completionTimestamp": "2025-01-31T02:57:50Z"} }""");

        var diagnosis = await OfAsync("Queued");

        Assert.Contains("was not given back", diagnosis.Text, StringComparison.Ordinal);
        Assert.False(diagnosis.GoesOn);
    }

    [Theory]
    [InlineData("one has just ended", "02:58:30", "2025-01-31T02:00:00Z")]
    [InlineData("it has just come", "02:00:00", "2025-01-31T02:58:30Z")]
    public async Task In_the_minute_until_the_queue_is_looked_at_no_place_is_said_to_be_lost(string what, string ended, string created)
    {
        _eu.Add(
            ApiPath.Velero("backups", "velero", "before"),
            $$"""{"status": {"phase": "Completed", "completionTimestamp": "2025-01-31T{{ended}}Z"} }""");

        var diagnosis = await OfAsync("Queued", created);

        Assert.True(diagnosis.Text.Contains("once a minute", StringComparison.Ordinal), what);
        Assert.True(diagnosis.GoesOn, what);
    }

    [Theory]
    [InlineData("InProgress", true)]
    [InlineData("", false)]
    public async Task Only_of_what_goes_on_it_is_said(string phase, bool goesOn) =>
        Assert.Equal(goesOn, (await OfAsync(phase)).GoesOn);

    [Fact]
    public async Task A_cluster_that_is_lost_is_not_said_to_go_on()
    {
        _eu.FailedQuestions["serverstatusrequests"] = FaultKind.TimedOut;

        Assert.Contains("not known whether it goes on", await DiagnoseAsync("InProgress"), StringComparison.Ordinal);
    }

    private async Task<string> DiagnoseAsync(string phase) => (await OfAsync(phase)).Text;

    private Task<Diagnosis> OfAsync(string phase, string created = "2025-01-31T02:00:00Z")
    {
        var time = new FakeTime(TimeSpan.FromSeconds(10), Made.At("03:00:00"));
        return new OperationDiagnosis(new VeleroServers(time), time).OfAsync(
            _eu.Cluster,
            "backups",
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "ours", ["creationTimestamp"] = created },
                ["status"] = new JsonObject { ["phase"] = phase },
            },
            CancellationToken.None).WaitAsync(Given.Limit);
    }
}
