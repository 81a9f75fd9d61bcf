using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>The table of <see cref="RestoreSpec"/>'s fields, under the attribute names users see.</summary>
public static class RestoreFields
{
    /// <summary>All of them, once each, in the order they are documented in.</summary>
    public static IReadOnlyList<RestoreField> All { get; } =
    [
        new("namespace_mapping", "namespaceMapping", spec => JsonShapes.Map.Write(spec.NamespaceMapping)),
        new("excluded_namespaces", "excludedNamespaces", spec => JsonShapes.Names.Write(spec.ExcludedNamespaces)),
        new("included_resources", "includedResources", spec => JsonShapes.Names.Write(spec.IncludedResources)),
        new("excluded_resources", "excludedResources", spec => JsonShapes.Names.Write(spec.ExcludedResources)),
        new(
            "include_cluster_resources", "includeClusterResources",
            spec => JsonShapes.Flag.Write(spec.IncludeClusterResources)),
        new("restore_volumes", "restorePVs", spec => JsonShapes.Flag.Write(spec.RestoreVolumes)),
        new("preserve_node_ports", "preserveNodePorts", spec => JsonShapes.Flag.Write(spec.PreserveNodePorts)),
        new(
            "existing_resource_policy", "existingResourcePolicy",
            spec => JsonShapes.Text.Write(spec.ExistingResourcePolicy)),
        new("label_selector", "labelSelector", spec => JsonShapes.Selector.Write(spec.LabelSelector)),
        new("or_label_selectors", "orLabelSelectors", spec => JsonShapes.Selectors.Write(spec.OrLabelSelectors)),
        new("hooks", "hooks", spec => spec.Hooks?.DeepClone()),
        new(
            "item_operation_timeout", "itemOperationTimeout",
            spec => JsonShapes.Duration.Write(spec.ItemOperationTimeout),
            new(1, 11)),
        new(
            "resource_modifier",
            "resourceModifier",
            spec => spec.ResourceModifier is { } name
                ? new JsonObject { ["kind"] = "configmap", ["name"] = name }
                : null,
            new(1, 12)),
        new("resource_policy", "resourcePolicy", spec => JsonShapes.Policy.Write(spec.ResourcePolicy), new(1, 19)),
        new(
            "skip_default_resource_modifier",
            "skipDefaultResourceModifier",
            spec => JsonShapes.Flag.Write(spec.SkipDefaultResourceModifier),
            new(1, 19)),
        new(
            "status_included_resources", "restoreStatus.includedResources",
            spec => JsonShapes.Names.Write(spec.StatusIncludedResources)),
        new(
            "status_excluded_resources", "restoreStatus.excludedResources",
            spec => JsonShapes.Names.Write(spec.StatusExcludedResources)),
        new(
            "parallel_files_download",
            "uploaderConfig.parallelFilesDownload",
            spec => JsonShapes.Count.Write(spec.ParallelFilesDownload),
            new(1, 15)),
        new(
            "write_sparse_files", "uploaderConfig.writeSparseFiles",
            spec => JsonShapes.Flag.Write(spec.WriteSparseFiles),
            new(1, 13)),
    ];

    /// <summary>The fields that are set, and no others.</summary>
    internal static JsonObject Write(RestoreSpec spec)
    {
        var json = new JsonObject();
        foreach (var field in All)
        {
            if (field.Write(spec) is { } value)
            {
                MergePatch.Set(json, field.JsonPath.Split('.'), value);
            }
        }

        return json;
    }
}
