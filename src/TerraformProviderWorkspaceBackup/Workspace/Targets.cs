using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>Which clusters and namespaces of the workspace a resource is for.</summary>
internal static class Targets
{
    /// <summary>
    /// The chosen clusters without detached ones, those with an unknown connection too; null while they are not known.
    /// Adds an error for each that the provider's configuration does not have.
    /// </summary>
    /// <param name="attribute">The argument that chooses them.</param>
    public static StringSet? Of(
        Value<IReadOnlySet<string>> clusters, ConfiguredWorkspace workspace, SchemaAttribute attribute, Diagnostics diagnostics)
    {
        if (workspace.AreClustersUnknown || clusters.IsUnknown)
        {
            return null;
        }

        var all = workspace.Clusters.Keys.Concat(workspace.UnknownClusters).ToHashSet(StringComparer.Ordinal);
        var chosen = clusters.IsNull ? all : clusters.Known;
        foreach (var name in chosen.Where(name => !all.Contains(name)).Order(StringComparer.Ordinal))
        {
            diagnostics.AddError("Unknown Cluster",
                $"{attribute.Name} names \"{name}\", which the provider configuration does not have; it has "
                + $"{NameList.Quoted(all.Order(StringComparer.Ordinal))}.\n\n"
                + "Remove it here, or add its connection to the provider's clusters.",
                attribute);
        }

        return StringSet.From(chosen.Where(name =>
            !(workspace.Clusters.TryGetValue(name, out var cluster) && cluster.Detached)));
    }

    /// <summary>Adds an error when every cluster that something new is for is detached.</summary>
    public static void CheckSome(StringSet? targets, SchemaAttribute attribute, Diagnostics diagnostics)
    {
        if (targets is { Count: 0 })
        {
            diagnostics.AddError("No Cluster Left",
                "Every cluster of this resource is detached from the workspace, so nothing would be done.\n\n"
                + "Remove the resource, or attach one of its clusters again (detached = false).",
                attribute);
        }
    }

    /// <summary>The clusters of a list of names whose connection is known.</summary>
    public static IReadOnlyList<Cluster> Connected(IEnumerable<string> names, ConfiguredWorkspace workspace) =>
        [.. names.Where(workspace.Clusters.ContainsKey).Select(name => workspace.Clusters[name])];

    /// <summary>Adds an error for namespaces that are not among the workspace's.</summary>
    /// <param name="attribute">The argument that names them.</param>
    /// <param name="isSelecting">They are chosen by a selector of the resource's own.</param>
    public static void CheckNamespaces(
        Value<IReadOnlySet<string>> own,
        ConfiguredWorkspace workspace,
        SchemaAttribute attribute,
        Diagnostics diagnostics,
        bool isSelecting = false)
    {
        if (isSelecting || own.IsUnknown || workspace.Namespaces.IsUnknown)
        {
            return;
        }

        if (own.IsNull && workspace.Namespaces.IsNull && workspace.NamespaceSelector.IsNull)
        {
            diagnostics.AddError("No Namespaces",
                "Neither this resource nor the provider names any namespaces, so it is not known what to back up.\n\n"
                + "Set namespaces or namespace_selector, here or in the provider configuration; namespaces = [\"*\"] here means all that a "
                + "cluster has.",
                attribute);
        }
        else if (!own.IsNull && !workspace.Namespaces.IsNull && !own.Known.Contains("*"))
        {
            // A pattern means what a cluster has, as "*" does.
            var foreign = own.Known.Where(static name => name.AsSpan().IndexOfAny("*?[") < 0)
                .Except(workspace.Namespaces.Known).Order(StringComparer.Ordinal).ToList();
            if (foreign.Count > 0)
            {
                diagnostics.AddError("Namespace Outside The Workspace",
                    $"namespaces names {NameList.Quoted(foreign)}, which the workspace does not have; it has "
                    + $"{NameList.Quoted(workspace.Namespaces.Known.Order(StringComparer.Ordinal))}.\n\n"
                    + "Remove it here, or add it to the provider's namespaces.",
                    attribute);
            }
        }
    }

    /// <summary>
    /// What chooses the namespaces of a resource: its own selector, else the provider's where the resource names none itself.
    /// Null: they are named.
    /// </summary>
    /// <param name="own">The resource's namespaces.</param>
    /// <param name="selector">Its selector.</param>
    public static Value<LabelSelector> SelectorOf(TerraformValue own, TerraformValue selector, ConfiguredWorkspace workspace) =>
        !selector.IsNull ? NamespaceSelector.ValueOf(selector)
        : own.IsNull && workspace.Namespaces.IsNull ? workspace.NamespaceSelector
        : Value<LabelSelector>.Null;
}
