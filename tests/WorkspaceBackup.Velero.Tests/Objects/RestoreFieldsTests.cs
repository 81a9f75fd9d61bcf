using System.Reflection;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class RestoreFieldsTests
{
    private static readonly RestoreSpec s_complete = new()
    {
        NamespaceMapping = new StringMap([new("a", "b")]),
        ExcludedNamespaces = ["c"],
        IncludedResources = ["pods"],
        ExcludedResources = ["secrets"],
        IncludeClusterResources = false,
        RestoreVolumes = true,
        PreserveNodePorts = false,
        ExistingResourcePolicy = "update",
        LabelSelector = new() { MatchLabels = new StringMap([new("app", "db")]) },
        OrLabelSelectors = [new() { MatchLabels = new StringMap([new("app", "web")]) }],
        Hooks = new JsonObject { ["resources"] = new JsonArray() },
        ItemOperationTimeout = "1h0m0s",
        ResourceModifier = "changes",
        ResourcePolicy = new("configmap", "rules"),
        SkipDefaultResourceModifier = true,
        StatusIncludedResources = ["workflows"],
        StatusExcludedResources = ["jobs"],
        ParallelFilesDownload = 4,
        WriteSparseFiles = true,
    };

    private const string Complete = """
        {
          "namespaceMapping": {"a": "b"},
          "excludedNamespaces": ["c"],
          "includedResources": ["pods"],
          "excludedResources": ["secrets"],
          "includeClusterResources": false,
          "restorePVs": true,
          "preserveNodePorts": false,
          "existingResourcePolicy": "update",
          "labelSelector": {"matchLabels": {"app": "db"}},
          "orLabelSelectors": [{"matchLabels": {"app": "web"}}],
          "hooks": {"resources": []},
          "itemOperationTimeout": "1h0m0s",
          "resourceModifier": {"kind": "configmap", "name": "changes"},
          "resourcePolicy": {"kind": "configmap", "name": "rules"},
          "skipDefaultResourceModifier": true,
          "restoreStatus": {"includedResources": ["workflows"], "excludedResources": ["jobs"]},
          "uploaderConfig": {"parallelFilesDownload": 4, "writeSparseFiles": true}
        }
        """;

    [Fact]
    public void Every_field_is_written_where_velero_looks_for_it() =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Complete), RestoreFields.Write(s_complete)),
            RestoreFields.Write(s_complete).ToJsonString());

    [Fact]
    public void What_is_not_set_is_not_written() => Assert.Empty(RestoreFields.Write(new RestoreSpec()));

    [Fact]
    public void Every_property_has_its_one_line()
    {
        var properties = typeof(RestoreSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance);

        Assert.Equal(properties.Length, RestoreFields.All.Count);
        Assert.Equal(properties.Length, RestoreFields.All.Select(field => field.Attribute).Distinct().Count());
        Assert.All(properties, property => Assert.NotNull(property.GetValue(s_complete)));
        Assert.All(RestoreFields.All, field => Assert.NotNull(field.Write(s_complete)));
    }

    [Fact]
    public void Hooks_are_written_again_and_again()
    {
        RestoreFields.Write(s_complete);

        Assert.NotNull(RestoreFields.Write(s_complete)["hooks"]);
    }
}
