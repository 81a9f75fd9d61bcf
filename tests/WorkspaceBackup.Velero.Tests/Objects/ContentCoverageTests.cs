using System.IO.Compression;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class ContentCoverageTests
{
    private const string Asked = """{"includedNamespaces": ["app", "db"], "excludedResources": ["events"]}""";

    [Theory]
    [InlineData("the same", Asked, true)]
    [InlineData("a namespace less", """{"includedNamespaces": ["db"], "excludedResources": ["events"]}""", false)]
    [InlineData("a namespace more", """{"includedNamespaces": ["app", "db", "x"], "excludedResources": ["events"]}""", true)]
    [InlineData("all namespaces", """{"includedNamespaces": ["*"]}""", true)]
    [InlineData("one excluded", """{"includedNamespaces": ["app", "db"], "excludedNamespaces": ["db"]}""", false)]
    [InlineData("more resources excluded", """{"includedNamespaces": ["app", "db"], "excludedResources": ["pods"]}""", false)]
    [InlineData("only some resources", """{"includedNamespaces": ["app", "db"], "includedResources": ["pods"]}""", false)]
    [InlineData("only what a selector selects",
        """{"includedNamespaces": ["app", "db"], "labelSelector": {"matchLabels": {"app": "web"} } }""", false)]
    [InlineData("without disks", """{"includedNamespaces": ["app", "db"], "snapshotVolumes": false}""", false)]
    [InlineData("another expiry and place",
        """{"includedNamespaces": ["app", "db"], "ttl": "1h0m0s", "storageLocation": "other"}""", true)]
    public void A_backup_covers_a_schedule_when_it_takes_no_less(string what, string made, bool covers) =>
        Assert.True(covers == ContentCoverage.Covers(Read(made), Read(Asked), isDeclared: true), what);

    [Fact]
    public void What_a_server_writes_into_a_backups_spec_does_not_make_it_a_part()
    {
        const string Stored = """
            {"includedNamespaces": ["app", "db"], "excludedNamespaces": ["kept-out"], "csiSnapshotTimeout": "10m0s",
             "itemOperationTimeout": "4h0m0s", "defaultVolumesToFsBackup": false, "snapshotMoveData": false,
             "excludedNamespaceScopedResources": ["volumesnapshots.snapshot.storage.k8s.io"],
             "excludedClusterScopedResources": ["volumesnapshotcontents.snapshot.storage.k8s.io"]}
            """;

        Assert.True(ContentCoverage.Covers(Read(Stored), Read(Asked), isDeclared: false));
    }

    /// <summary>
    /// What five versions of real servers left of every spec: each is still all of what was asked for.
    /// </summary>
    [Theory]
    [InlineData("1.12.4")]
    [InlineData("1.14.1")]
    [InlineData("1.16.2")]
    [InlineData("1.18.2")]
    [InlineData("1.19-dev")]
    public void No_recorded_server_rewrites_a_backup_into_a_part_of_itself(string version)
    {
        var backups = Recorded(version);
        string[] parts =
        [
            .. backups.Where(static recorded => recorded.Value!["stored"] is JsonObject)
                .Where(static recorded => !ContentCoverage.Covers(
                    Read((JsonObject)recorded.Value!["stored"]!), Read((JsonObject)recorded.Value["spec"]!), isDeclared: false))
                .Select(static recorded => recorded.Key),
        ];

        Assert.Equal([], parts);
        Assert.True(backups.Count(static recorded => recorded.Value!["stored"] is JsonObject) > 80);
    }

    [Theory]
    [InlineData("a namespace less", """{"includedNamespaces": ["app"]}""")]
    [InlineData("all but one", """{"includedNamespaces": ["*"], "excludedNamespaces": ["db", "kept-out"]}""")]
    [InlineData("a kind excluded by hand", """
        {"includedNamespaces": ["app", "db"],
         "excludedResources": ["pods", "volumesnapshots.snapshot.storage.k8s.io", "volumesnapshotcontents.snapshot.storage.k8s.io"]}
        """)]
    public void What_no_server_writes_makes_a_part_of_a_stored_one_too(string what, string stored) =>
        Assert.False(ContentCoverage.Covers(Read(stored), Read(Asked), isDeclared: false), what);

    private static JsonObject Recorded(string version)
    {
        using var packed = typeof(ContentCoverageTests).Assembly.GetManifestResourceStream($"verdicts-{version}.json.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        return (JsonObject)JsonNode.Parse(unpacked)!["backups"]!;
    }

    private static BackupContent Read(JsonObject spec) =>
        BackupContentFields.Read(spec, "spec", new ObjectFindings("eu", "Backup velero/b"));

    private static BackupContent Read(string json) => BackupContentFields.Read(
        (JsonObject)JsonNode.Parse(json)!, "spec", new ObjectFindings("eu", "Backup velero/b"));
}
