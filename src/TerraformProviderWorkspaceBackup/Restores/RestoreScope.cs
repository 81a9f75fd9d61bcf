using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Runs;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Restores;

/// <summary>What a configured restore means in this workspace.</summary>
/// <param name="Targets">The names of its clusters; null: not known yet.</param>
/// <param name="Declaration">Null: something that it is made of is not known yet.</param>
internal sealed record RestoreScope(StringSet? Targets, RestoreDeclaration? Declaration)
{
    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    public static RestoreScope Of(RestoreModel model, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        if (!model.Namespaces.IsNull)
        {
            Workspace.Targets.CheckNamespaces(model.Namespaces, workspace, RestoreModel.NamespacesAttribute, diagnostics);
        }

        var targets = Workspace.Targets.Of(model.Clusters, workspace, RunAttributes.Clusters, diagnostics);
        Workspace.Targets.CheckSome(targets, RunAttributes.Clusters, diagnostics);
        if (targets is not null && model.SourceClusters.TryGetKnown(out var sources))
        {
            foreach (var cluster in sources.Keys.Where(cluster => !targets.Contains(cluster)))
            {
                diagnostics.AddError("Unknown Cluster",
                    $"source_clusters names \"{cluster}\", which is not restored; its keys are the clusters to "
                    + "restore, its values those whose backups they take.\n\nAdd it to clusters, or take it out.",
                    RestoreModel.SourceClustersAttribute);
            }
        }

        return new(targets, targets is null ? null : DeclarationOf(model, workspace, targets));
    }

    private static RestoreDeclaration? DeclarationOf(RestoreModel model, ConfiguredWorkspace workspace, StringSet targets)
    {
        if (!workspace.Name.IsKnown || workspace.Namespaces.IsUnknown || workspace.UnknownClusters.Count > 0
            || !model.Name.IsKnown || model.FromBackup.IsUnknown || model.FromSchedule.IsUnknown
            || model.Before.IsUnknown
            || model.Namespaces.IsUnknown || model.SourceClusters.IsUnknown || model.Labels.IsUnknown
            || !model.AllowPartiallyFailed.IsKnown || !model.Arguments.IsWhollyKnown)
        {
            return null;
        }

        var namespaces = model.Namespaces.OrNull();
        var isAll = namespaces?.Contains("*") == true;
        return new()
        {
            Workspace = workspace.Name.Known,
            Name = model.Name.Known,
            FromRun = model.FromBackup.OrNull() is { } text && RunId.TryParse(text, out var run, out _) ? run : null,
            FromSchedule = model.FromSchedule.OrNull(),
            Before = model.Before.OrNull() is { } time && Rfc3339.TryParse(time, out var before) ? before : null,
            Namespaces = namespaces is null || isAll ? null : StringSet.From(namespaces),
            AllNamespaces = isAll,
            WorkspaceNamespaces = workspace.Namespaces.OrNull() is { } own ? StringSet.From(own) : null,
            SourceClusters = model.SourceClusters.OrNull() is { } sources ? new StringMap(sources) : StringMap.Empty,
            WorkspaceClusters = StringSet.From(
                workspace.Clusters.Values.Where(static c => !c.Detached).Select(static c => c.Name)),
            AllowPartiallyFailed = model.AllowPartiallyFailed.Known,
            Spec = model.Arguments.ToSpec(),
            Labels = model.Labels.OrNull() is { } labels ? new StringMap(labels) : StringMap.Empty,
        };
    }
}
