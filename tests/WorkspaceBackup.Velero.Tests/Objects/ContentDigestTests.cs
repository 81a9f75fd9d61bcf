using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class ContentDigestTests
{
    private const string Declared = """{"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "ttl": "720h0m0s"}""";

    [Theory]
    [InlineData("another order", """{"snapshotVolumes": true, "includedNamespaces": ["db", "app"]}""")]
    [InlineData("another expiry, place and way", """
        {"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "ttl": "1h0m0s", "storageLocation": "other",
         "uploaderConfig": {"parallelFilesUpload": 3}, "csiSnapshotTimeout": "1m0s"}
        """)]
    public void The_same_content_has_the_same_digest(string what, string other) =>
        Assert.True(Of(Declared) == Of(other), what);

    [Theory]
    [InlineData("a namespace less", """{"includedNamespaces": ["app"], "snapshotVolumes": true}""")]
    [InlineData("without disks", """{"includedNamespaces": ["app", "db"], "snapshotVolumes": false}""")]
    [InlineData("a kind excluded", """{"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "excludedResources": ["pods"]}""")]
    [InlineData("a namespace excluded", """{"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "excludedNamespaces": ["x"]}""")]
    [InlineData("a selector", """{"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "labelSelector": {"matchLabels": {"a": "b"} } }""")]
    [InlineData("a policy for volumes", """
        {"includedNamespaces": ["app", "db"], "snapshotVolumes": true, "resourcePolicy": {"kind": "configmap", "name": "p"} }
        """)]
    public void Another_content_has_another_digest(string what, string other) =>
        Assert.True(Of(Declared) != Of(other), what);

    [Fact]
    public void A_digest_stays_what_it_is_since_backups_keep_it_for_years() =>
        Assert.Equal("1a528964e35f3b3e", Of(Declared));

    private static string Of(string spec) => ContentDigest.Of(BackupContentFields.Read(
        (JsonObject)JsonNode.Parse(spec)!, "spec", new ObjectFindings("eu", "Backup velero/b")));
}
