using System.Reflection;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class BackupContentFieldsTests
{
    private const string Complete = """
        {
          "storageLocation": "default",
          "ttl": "720h0m0s",
          "snapshotVolumes": true,
          "includeClusterResources": false,
          "includedNamespaces": ["a", "b"],
          "excludedNamespaces": ["c"],
          "includedResources": ["pods"],
          "excludedResources": ["secrets"],
          "includedClusterScopedResources": ["*"],
          "excludedClusterScopedResources": ["nodes"],
          "includedNamespaceScopedResources": ["*"],
          "excludedNamespaceScopedResources": ["events"],
          "labelSelector": {
            "matchLabels": {"a": "b"},
            "matchExpressions": [
              {"key": "k", "operator": "In", "values": ["x", "y"]},
              {"key": "e", "operator": "Exists"}
            ]
          },
          "orLabelSelectors": [{"matchLabels": {"c": "d"}}, {}],
          "orderedResources": {"pods": "a/x,a/y"},
          "hooks": {
            "resources": [
              {
                "name": "freeze",
                "includedNamespaces": ["a"],
                "excludedNamespaces": ["b"],
                "includedResources": ["pods"],
                "excludedResources": ["jobs"],
                "labelSelector": {"matchLabels": {"app": "db"}},
                "pre": [
                  {"exec": {"command": ["/bin/sync", "-f"], "container": "db", "onError": "Fail", "timeout": "30s"}}
                ],
                "post": [{"exec": {"command": ["true"]}}]
              }
            ]
          },
          "volumeSnapshotLocations": ["aws"],
          "volumeGroupSnapshotLabelKey": "group",
          "defaultVolumesToFsBackup": false,
          "snapshotMoveData": true,
          "datamover": "velero",
          "backupType": "Full",
          "uploaderConfig": {"parallelFilesUpload": 4},
          "csiSnapshotTimeout": "10m0s",
          "itemOperationTimeout": "4h0m0s",
          "resourcePolicy": {"kind": "configmap", "name": "rules"}
        }
        """;

    public static TheoryData<string> Attributes() => [.. BackupContentFields.All.Select(field => field.Attribute)];

    [Fact]
    public void A_spec_with_every_field_is_read_and_written_without_loss()
    {
        var content = Read(Complete);

        Assert.All(BackupContentFields.All, field => Assert.True(field.IsSet(content), field.Attribute));
        Assert.Equal(Ordered(JsonNode.Parse(Complete)), Ordered(BackupContentFields.Write(content)));
    }

    [Fact]
    public void Every_property_has_its_one_descriptor()
    {
        var properties = typeof(BackupContent).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(properties.Length, BackupContentFields.All.Count);
        Assert.Equal(properties.Length, BackupContentFields.All.Select(field => field.Attribute).Distinct().Count());
        Assert.Equal(properties.Length, BackupContentFields.All.Select(field => field.JsonPath).Distinct().Count());

        var complete = Read(Complete);
        foreach (var property in properties)
        {
            Assert.True(property.GetValue(complete) is not null, property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void A_field_touches_its_own_property_and_place_alone(string attribute)
    {
        var field = BackupContentFields.All.Single(candidate => candidate.Attribute == attribute);
        var complete = Read(Complete);

        var alone = field.Copy(complete, BackupContent.Empty);
        var without = field.Copy(BackupContent.Empty, complete);

        Assert.Equal([field], BackupContentFields.All.Where(other => other.IsSet(alone)));
        Assert.Equal([field], BackupContentFields.All.Where(other => !other.IsSet(without)));
        Assert.Equal([field], BackupContentFields.All.Where(other => !other.AreEqual(complete, without)));
        Assert.Equal(alone, Read(BackupContentFields.Write(alone).ToJsonString()));
    }

    [Theory]
    [InlineData("ttl", "0s")]
    [InlineData("csiSnapshotTimeout", "0s")]
    [InlineData("itemOperationTimeout", "0h0m0s")]
    public void A_duration_of_zero_is_absent(string field, string text) =>
        Assert.Equal(BackupContent.Empty, Read($$"""{"{{field}}":"{{text}}"}"""));

    [Theory]
    [InlineData("an empty list", """{"includedResources":[]}""")]
    [InlineData("all namespaces", """{"includedNamespaces":["*"]}""")]
    [InlineData("a null", """{"includeClusterResources":null}""")]
    [InlineData("an empty selector of a hook", """{"hooks":{"resources":[{"name":"h","labelSelector":{}}]}}""", """{"hooks":{"resources":[{"name":"h"}]}}""")]
    [InlineData("no selectors", """{"orLabelSelectors":[]}""")]
    [InlineData("no hooks", """{"hooks":{"resources":[]}}""")]
    [InlineData("an empty uploader configuration", """{"uploaderConfig":{"parallelFilesUpload":0}}""")]
    [InlineData("an empty map", """{"orderedResources":{}}""")]
    [InlineData("an empty text", """{"datamover":""}""")]
    public void What_Velero_treats_as_absent_is_absent(string what, string json, string without = "{}") =>
        Assert.True(Read(without) == Read(json), what);

    [Theory]
    [InlineData("false is not absent", """{"snapshotMoveData":false}""")]
    [InlineData("all resources combine otherwise than none named", """{"includedResources":["*"]}""")]
    [InlineData("an empty selector makes every list fail", """{"labelSelector":{"matchLabels":{}}}""")]
    [InlineData("all namespaces and one more", """{"includedNamespaces":["*","a"]}""")]
    public void What_differs_from_absent_is_kept(string why, string json) =>
        Assert.True(BackupContent.Empty != Read(json), why);

    [Theory]
    [InlineData("hours", "720h", "720h0m0s")]
    [InlineData("days", "30d", "720h0m0s")]
    [InlineData("weeks", "2w", "336h0m0s")]
    [InlineData("minutes over sixty", "90m", "1h30m0s")]
    [InlineData("canonical already", "1m30s", "1m30s")]
    public void Durations_are_sent_in_the_form_Velero_writes(string what, string text, string canonical)
    {
        var content = BackupContentFields.Canonical(new BackupContent { Ttl = text, Hooks = [Hook(text)] });

        Assert.True(canonical == content.Ttl, what);
        Assert.Equal(canonical, content.Hooks![0].Pre[0].Timeout);
    }

    [Theory]
    [InlineData("ttl", """{"ttl":"3d"}""", "spec.ttl")]
    [InlineData("a time limit", """{"itemOperationTimeout":"soon"}""", "spec.itemOperationTimeout")]
    [InlineData("a hook's",
        """{"hooks":{"resources":[{"name":"x","pre":[{"exec":{"command":["a"],"timeout":"1"}}]}]}}""",
        "spec.hooks.resources[0].pre[0].exec.timeout")]
    public void A_text_that_is_no_duration_is_a_finding_and_stays_visible(string what, string json, string path)
    {
        var findings = new ObjectFindings("eu", "Backup velero/x");

        var content = BackupContentFields.Read((JsonObject)JsonNode.Parse(json)!, "spec", findings);

        Assert.True(BackupContent.Empty != content, what);
        var finding = Assert.Single(findings.All);
        Assert.Equal((FindingKind.BadDuration, path, "eu"), (finding.Kind, finding.Field, finding.Cluster));
        Assert.Equal(path, Assert.Single(BackupContentFields.BadDurations(content, "eu", "x", "spec")).Field);
    }

    [Theory]
    [InlineData("a text for a list", """{"includedNamespaces":"a"}""", "spec.includedNamespaces")]
    [InlineData("a number in a list", """{"includedNamespaces":["a",1]}""", "spec.includedNamespaces[1]")]
    [InlineData("a number for a text", """{"ttl":24}""", "spec.ttl")]
    [InlineData("a text for a boolean", """{"snapshotVolumes":"yes"}""", "spec.snapshotVolumes")]
    [InlineData("a text for a number", """{"uploaderConfig":{"parallelFilesUpload":"4"}}""",
        "spec.uploaderConfig.parallelFilesUpload")]
    [InlineData("a fraction for a whole number", """{"uploaderConfig":{"parallelFilesUpload":1.5}}""",
        "spec.uploaderConfig.parallelFilesUpload")]
    [InlineData("a list for a map", """{"orderedResources":[]}""", "spec.orderedResources")]
    [InlineData("a list for a selector", """{"labelSelector":[]}""", "spec.labelSelector")]
    [InlineData("an object for hooks", """{"hooks":{"resources":{}}}""", "spec.hooks.resources")]
    [InlineData("a hook without a command to run", """{"hooks":{"resources":[{"name":"x","pre":[{}]}]}}""",
        "spec.hooks.resources[0].pre[0].exec")]
    [InlineData("a text for a policy", """{"resourcePolicy":"x"}""", "spec.resourcePolicy")]
    public void A_value_of_another_type_is_named_and_nothing_is_thrown(string what, string json, string path)
    {
        var findings = new ObjectFindings("eu", "Backup velero/x");

        BackupContentFields.Read((JsonObject)JsonNode.Parse(json)!, "spec", findings);

        var finding = Assert.Single(findings.All);
        Assert.True((FindingKind.UnreadableField, path) == (finding.Kind, finding.Field), what);
    }

    [Theory]
    [InlineData("default_volumes_to_fs_backup", "1.10")]
    [InlineData("resource_policy", "1.11")]
    [InlineData("item_operation_timeout", "1.11")]
    [InlineData("included_cluster_scoped_resources", "1.11")]
    [InlineData("excluded_namespace_scoped_resources", "1.11")]
    [InlineData("snapshot_move_data", "1.12")]
    [InlineData("data_mover", "1.12")]
    [InlineData("parallel_files_upload", "1.13")]
    [InlineData("volume_group_snapshot_label_key", "1.17")]
    [InlineData("expiry", null)]
    public void A_field_knows_since_when_Velero_has_it(string attribute, string? since) => Assert.Equal(
        since, BackupContentFields.All.Single(field => field.Attribute == attribute).Since?.ToString());

    [Fact]
    public void A_value_is_shown_as_JSON()
    {
        Assert.Equal(
            """["a","b"]""",
            BackupContentFields.Namespaces.Show(new BackupContent { IncludedNamespaces = ["b", "a"] }));
        Assert.Equal("null", BackupContentFields.Namespaces.Show(BackupContent.Empty));
        Assert.Equal("\"3d\"", BackupContentFields.Expiry.Show(Read("""{"ttl":"3d"}""")));
    }

    private static ResourceHook Hook(string timeout) =>
        new() { Name = "x", Pre = [new ExecHook { Command = ["true"], Timeout = timeout }] };

    private static BackupContent Read(string json) =>
        BackupContentFields.Read(
            (JsonObject)JsonNode.Parse(json)!, "spec", new ObjectFindings("eu", "Backup velero/x"));

    private static string Ordered(JsonNode? node) => node switch
    {
        JsonObject map => string.Join(",", map
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}:{{{Ordered(entry.Value)}}}")),
        JsonArray list => $"[{string.Join(",", list.Select(Ordered))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
