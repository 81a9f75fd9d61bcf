using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class ManagedFieldsTests
{
    private static readonly JsonNode s_managedFields = JsonNode.Parse("""
        [
          {"manager":"terraform-provider-workspace","operation":"Update","time":"2026-01-01T00:00:00Z",
           "fieldsV1":{"f:spec":{"f:paused":{}}}},
          {"manager":"kubectl-edit","operation":"Update","time":"2026-02-01T10:00:00Z",
           "fieldsV1":{"f:metadata":{"f:labels":{"f:x":{}}},
                       "f:spec":{"f:schedule":{},"f:template":{
                         "f:ttl":{},"f:labelSelector":{".":{},"f:matchLabels":{".":{},"f:a":{}}}}}}},
          {"manager":"velero-server","operation":"Update","time":"2026-03-01T10:00:00Z",
           "fieldsV1":{"f:spec":{"f:skipImmediately":{}},"f:status":{"f:phase":{}}}},
          {"manager":"argocd","operation":"Apply","time":"2026-02-02T10:00:00Z",
           "fieldsV1":{"f:spec":{"f:template":{"f:includedNamespaces":{}}}}}
        ]
        """)!;

    [Fact]
    public void Others_are_named_with_their_fields_newest_first()
    {
        var changes = ManagedFields.ChangesByOthers(s_managedFields);

        Assert.Equal(["argocd", "kubectl-edit"], changes.Select(change => change.Manager));
        Assert.Equal(
            ["spec.schedule", "spec.template.labelSelector.matchLabels.a", "spec.template.ttl"], changes[1].Fields);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero), changes[1].Time);
    }

    [Theory]
    [InlineData("of the field itself", "spec.template.ttl", "kubectl-edit")]
    [InlineData("of something within it", "spec.template.labelSelector", "kubectl-edit")]
    [InlineData("of a field whose name only starts like it", "spec.template.tt", null)]
    [InlineData("that is Velero's own", "spec.skipImmediately", null)]
    [InlineData("that is ours", "spec.paused", null)]
    public async Task A_drifted_field_finds_its_last_change(string change, string field, string? manager)
    {
        var cluster = new FakeCluster("eu");
        cluster.AddSchedule(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "daily-eu", ["managedFields"] = s_managedFields.DeepClone() },
            ["spec"] = new JsonObject { ["schedule"] = "@daily", ["template"] = new JsonObject() },
        }.ToJsonString());

        var found = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(cluster, "daily-eu"));

        Assert.True(manager == found.Object.ChangeOf(field)?.Manager, change);
    }

    /// <summary>As trees they would be half of the memory that a thousand Schedules take.</summary>
    [Fact]
    public async Task A_shared_list_keeps_them_as_text()
    {
        var cluster = new FakeCluster("eu");
        cluster.AddSchedule(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "daily-eu", ["managedFields"] = s_managedFields.DeepClone() },
        }.ToJsonString());

        var listed = await cluster.Cluster.Lists.GetAsync(
            ApiPath.Velero("schedules", "velero"), null, CancellationToken.None);

        var kept = Assert.Single(listed.Value)["metadata"]!["managedFields"]!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, kept.GetValueKind());
        Assert.Equal(
            ManagedFields.ChangesByOthers(s_managedFields).Select(static change => change.Manager),
            ManagedFields.ChangesByOthers(kept).Select(static change => change.Manager));
    }

    [Theory]
    [InlineData("none at all", "null")]
    [InlineData("no list", "{}")]
    [InlineData("a text that is no list", "\"{}\"")]
    [InlineData("a text that is no JSON", "\"[1\"")]
    [InlineData("an entry without a manager", """[{"fieldsV1":{"f:spec":{"f:schedule":{}}}}]""")]
    [InlineData("an entry that is no object", "[1]")]
    public void What_cannot_be_read_names_nobody(string what, string json) =>
        Assert.True(ManagedFields.ChangesByOthers(JsonNode.Parse(json)).Count == 0, what);
}
