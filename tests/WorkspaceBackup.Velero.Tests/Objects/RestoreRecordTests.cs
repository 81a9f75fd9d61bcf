using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class RestoreRecordTests
{
    [Fact]
    public void A_restore_that_velero_has_not_seen_is_new()
    {
        var record = Read("""{"metadata": {"name": "r", "uid": "u"}, "spec": {"backupName": "b"}}""");

        Assert.Equal(("r", "u", "b", "New"), (record.Name, record.Uid, record.Backup, record.Phase));
        Assert.Null(record.StartedAt);
        Assert.Null(record.TotalItems);
        Assert.False(record.IsOver);
    }

    [Fact]
    public void Everything_that_velero_says_is_read()
    {
        var record = Read("""
            {"metadata": {"name": "r", "uid": "u"}, "spec": {"backupName": "b"}, "status": {
              "phase": "PartiallyFailed", "startTimestamp": "2025-01-31T12:00:00Z",
              "completionTimestamp": "2025-01-31T12:30:00Z", "errors": 1, "warnings": 2,
              "progress": {"itemsRestored": 3, "totalItems": 4}, "failureReason": "reason",
              "validationErrors": ["first", "second"]}}
            """);

        Assert.Equal(TimeSpan.FromMinutes(30), record.CompletedAt - record.StartedAt);
        Assert.Equal((1, 2, 3, 4), (record.Errors, record.Warnings, record.ItemsRestored!.Value, record.TotalItems!.Value));
        Assert.Equal("reason", record.FailureReason);
        Assert.Equal(["first", "second"], record.ValidationErrors);
        Assert.Equal("Restore velero/r", OperationState.Of(record).Object);
    }

    [Theory]
    [InlineData("New", false)]
    [InlineData("InProgress", false)]
    [InlineData("WaitingForPluginOperations", false)]
    [InlineData("WaitingForPluginOperationsPartiallyFailed", false)]
    [InlineData("Finalizing", false)]
    [InlineData("FinalizingPartiallyFailed", false)]
    [InlineData("Completed", true)]
    [InlineData("PartiallyFailed", true)]
    [InlineData("Failed", true)]
    [InlineData("FailedValidation", true)]
    [InlineData("A phase of a later Velero", false)]
    public void Velero_is_through_in_four_phases(string phase, bool isOver)
    {
        var record = Read($$"""{"metadata": {"name": "r"}, "status": {"phase": "{{phase}}"} }""");

        Assert.Equal(isOver, record.IsOver);
        Assert.Equal(isOver, OperationState.Of(record).IsOver);
    }

    private static RestoreRecord Read(string json) =>
        RestoreRecord.Read(new FakeCluster("eu").Cluster, (JsonObject)JsonNode.Parse(json)!);
}
