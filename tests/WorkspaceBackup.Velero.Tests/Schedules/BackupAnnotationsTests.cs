using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>
/// From Velero 1.19 on the annotations of a Schedule's template, once there are any, replace the Schedule's own on its
/// Backups.
/// </summary>
public sealed class BackupAnnotationsTests
{
    private const string Field = "spec.template.metadata.annotations";

    private readonly FakeCluster _eu = new("eu") { VeleroVersion = "v1.19-dev" };

    [Fact]
    public async Task Ours_are_in_both_places_where_velero_knows_both()
    {
        await Given.CreatedAsync(_eu);

        Assert.True(JsonNode.DeepEquals(Annotations("metadata"), Annotations("spec", "template", "metadata")));
        Assert.NotEmpty(Annotations("metadata")!);
    }

    [Theory]
    [InlineData("v1.18.2", "metadata")]
    [InlineData("v1.19-dev", "spec", "template", "metadata")]
    public async Task The_backups_are_told_what_was_declared(string version, params string[] path)
    {
        _eu.VeleroVersion = version;
        await Given.CreatedAsync(_eu);

        var read = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu")).Object;
        Assert.Equal(ContentDigest.Of(read.Content), (string?)Annotations(path)![OwnedMetadata.ContentAnnotation]);
        Assert.DoesNotContain(ScheduleElement.ContentDigestSetting, read.Element.Settings.Keys);
    }

    [Fact]
    public async Task An_older_velero_is_not_sent_them()
    {
        _eu.VeleroVersion = "v1.18.2";
        _eu.IsStrict = true;
        _eu.Unknown.Add(Field);

        Assert.Empty((await Given.CreateAsync(Given.Request(_eu))).Findings);

        Assert.Null(Annotations("spec", "template", "metadata"));
        Assert.NotNull(Annotations("metadata"));
        Assert.Single(_eu.Requests, static request => request is { Verb: "POST", DryRun: true });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_newer_server_beside_older_definitions_is_given_them_on_the_schedule_alone(bool isStrict)
    {
        _eu.IsStrict = isStrict;
        _eu.Unknown.Add(Field);

        Assert.Empty((await Given.CreateAsync(Given.Request(_eu))).Findings);

        Assert.Null(Annotations("spec", "template", "metadata"));
        Assert.NotEmpty(Annotations("metadata")!);
    }

    [Fact]
    public async Task Somebody_elses_that_replace_ours_are_drift_and_are_kept_beside_them()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", static schedule =>
            schedule["spec"]!["template"]!["metadata"]!["annotations"] = new JsonObject { ["example.com/team"] = "red" });

        var drifted = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu")).Object;
        Assert.NotEqual(ScheduleKind.RunClustersOf(["eu"]), drifted.Element.RunClusters);
        Assert.Empty((await Given.UpdateAsync(request)).Findings);

        var mended = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu")).Object;
        Assert.Equal(ScheduleKind.RunClustersOf(["eu"]), mended.Element.RunClusters);
        Assert.Equal("red", (string?)Annotations("spec", "template", "metadata")!["example.com/team"]);
        Assert.Equal("eu", (string?)Annotations("spec", "template", "metadata")![OwnedMetadata.ClustersAnnotation]);
    }

    [Fact]
    public async Task What_the_schedule_handed_on_before_the_upgrade_goes_along()
    {
        _eu.VeleroVersion = "v1.18.2";
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", static schedule =>
        {
            schedule["metadata"]!["annotations"]!["example.com/team"] = "red";
            schedule["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"] = "{}";
        });
        _eu.VeleroVersion = "v1.19.0";

        await Given.NewService().UpdateAsync(request, default).WaitAsync(Given.Limit);

        var annotations = Annotations("spec", "template", "metadata")!;
        Assert.Equal("red", (string?)annotations["example.com/team"]);
        Assert.False(annotations.ContainsKey("kubectl.kubernetes.io/last-applied-configuration"));
    }

    private JsonObject? Annotations(params string[] path) =>
        path.Aggregate((JsonNode?)_eu.Schedule("daily-eu"), static (node, name) => node?[name])?["annotations"] as JsonObject;
}
