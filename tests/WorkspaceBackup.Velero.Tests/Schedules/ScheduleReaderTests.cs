using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class ScheduleReaderTests
{
    [Fact]
    public void What_the_CLI_writes_for_absent_reads_as_absent()
    {
        var stored = Read("""
            {"metadata":{"name":"daily-eu"},
             "spec":{"schedule":"@daily","useOwnerReferencesInBackup":null,"paused":null,
                     "template":{
                       "ttl":"0s","includedNamespaces":["*"],"hooks":{},"metadata":{},"csiSnapshotTimeout":"0s",
                       "excludedNamespaces":[],"orderedResources":{},"storageLocation":""}}}
            """);

        Assert.Equal(BackupContent.Empty, stored.Content);
        Assert.False(stored.Element.Paused);
        Assert.Empty(stored.Element.Settings);
        Assert.Empty(stored.Findings);
    }

    [Fact]
    public void A_schedule_that_owns_its_backups_differs_from_any_declared_one()
    {
        var stored = Read("""
            {"metadata":{"name":"daily-eu"},
             "spec":{"schedule":"@daily","useOwnerReferencesInBackup":true,"template":{}}}
            """);

        Assert.Equal("true", stored.Element.Settings["use_owner_references_in_backup"]);
        Assert.DoesNotContain(
            "use_owner_references_in_backup",
            ScheduleKind.Instance.Declare(Given.Declaration, "eu", "velero", "uid").Settings.Keys);
    }

    [Theory]
    [InlineData("none, as on a Schedule of an earlier release", null, false)]
    [InlineData("that of its content", "right", false)]
    [InlineData("another, since the template was edited", "0123456789abcdef", false)]
    [InlineData("no digest at all", "nonsense", true)]
    public void A_digest_shows_only_when_it_is_none(string what, string? digest, bool shows)
    {
        var content = ContentDigest.Of(new BackupContent { IncludedNamespaces = ["app"] });
        var note = digest is null ? "" : $$""" "{{OwnedMetadata.ContentAnnotation}}":"{{(digest == "right" ? content : digest)}}" """;
        var stored = Read($$$"""
            {"metadata":{"name":"daily-eu","annotations":{{{{note}}}} },
             "spec":{"schedule":"@daily","template":{"includedNamespaces":["app"]} } }
            """);

        Assert.True(shows == stored.Element.Settings.ContainsKey("content_digest"), what);
    }

    [Theory]
    [InlineData("a field twice", """{"ttl":"1h","ttl":"2h"}""")]
    [InlineData("a field twice below", """{"hooks":{"resources":[{"name":"a","name":"b"}]}}""")]
    [InlineData("no JSON", "nonsense")]
    [InlineData("half a pair", """{"ttl":"\ud800"}""")]
    public void A_note_of_ours_that_somebody_has_spoilt_is_left_aside(string what, string note)
    {
        var stored = Read($$$"""
            {"metadata":{"name":"daily-eu","annotations":{"{{{OwnedMetadata.LeftOutAnnotation}}}":{{{JsonValue.Create(note).ToJsonString()}}} } },
             "spec":{"schedule":"@daily","template":{"ttl":"3h0m0s"} } }
            """);

        Assert.True(stored.Content.Ttl is not null, what);
    }

    [Theory]
    [InlineData("days", "3d")]
    [InlineData("no unit", "24")]
    [InlineData("nothing", "")]
    public void A_text_that_is_no_duration_is_named_and_shows_as_it_stands(string what, string text)
    {
        var stored = Read($$$"""
            {"metadata":{"name":"daily-eu"},"spec":{"schedule":"@daily","template":{"ttl":"{{{text}}}"} } }
            """);

        var finding = Assert.Single(stored.Findings);
        Assert.True(
            (FindingKind.BadDuration, "spec.template.ttl") == (finding.Kind, finding.Field), what);
        Assert.Equal("Schedule velero/daily-eu", finding.Object);
        Assert.Equal(text, stored.Content.Ttl);
    }

    [Theory]
    [InlineData("both carry it", """{"a":"1"}""", """{"labels":{"a":"1"}}""", "{a=1}")]
    [InlineData("the template has no labels, so that Velero copies the schedule's", """{"a":"1"}""", "{}", "{a=1}")]
    [InlineData("the template's labels are empty and replace the schedule's", """{"a":"1"}""", """{"labels":{}}""",
        "{}")]
    [InlineData("the schedule alone carries it", """{"a":"1"}""", """{"labels":{"b":"1"}}""", "{}")]
    [InlineData("the backups alone carry it", "{}", """{"labels":{"a":"1"}}""", "{}")]
    [InlineData("the two differ", """{"a":"1"}""", """{"labels":{"a":"2"}}""", "{}")]
    [InlineData("somebody else's label beside it", """{"a":"1","theirs":"x"}""",
        """{"labels":{"a":"1","theirs":"x"}}""", "{a=1}")]
    public void A_label_is_there_when_schedule_and_backups_have_it(
        string when, string labels, string metadata, string expected)
    {
        var stored = Read($$"""
            {"metadata":{"name":"daily-eu","labels":{{labels}} },
             "spec":{"schedule":"@daily","template":{"metadata":{{metadata}} } } }
            """);

        Assert.True(expected == stored.Element.Labels.ToString(), when);
    }

    [Fact]
    public void Skipping_is_never_compared_because_Velero_sets_it_back()
    {
        const string Json = """
            {"metadata":{"name":"daily-eu"},"spec":{"schedule":"@daily","template":{},"skipImmediately":SKIP}}
            """;

        Assert.Equal(Read(Json.Replace("SKIP", "true")).Element, Read(Json.Replace("SKIP", "false")).Element);
    }

    [Theory]
    [InlineData("no object", "1")]
    [InlineData("no JSON", "{")]
    [InlineData("a field that is there anyway", """{"ttl":"1h0m0s"}""")]
    [InlineData("a key twice", """{"csiSnapshotTimeout":"1m0s","csiSnapshotTimeout":"2m0s"}""")]
    [InlineData("a key twice further in", """{"hooks":{"resources":[{"name":"a","name":"b"}]}}""")]
    public void A_note_of_fields_left_out_that_says_nothing_useful_changes_nothing(string what, string note)
    {
        var schedule = (JsonObject)JsonNode.Parse("""
            {"metadata":{"name":"daily-eu","annotations":{}},
             "spec":{"schedule":"@daily","template":{"ttl":"2h0m0s"}}}
            """)!;
        schedule["metadata"]!["annotations"]!["workspace-backup.io/left-out"] = note;

        Assert.True(new BackupContent { Ttl = "2h0m0s" } == Read(schedule.ToJsonString()).Content, what);
    }

    private static Stored<ScheduleElement> Read(string json) => ScheduleReader.Read(
        (JsonObject)JsonNode.Parse(json)!, new FakeCluster("eu").Cluster, "uid-of-eu", ["a"]);
}
