using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What a configured restore means in this workspace.</summary>
/// <param name="Selection">Which backups.</param>
/// <param name="Request">What is done with them.</param>
internal sealed record RestoreScope(RestoreSelection Selection, RestoreRequest Request)
{
    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    /// <returns>Null: something that it is made of is not known yet.</returns>
    public static RestoreScope? Of(
        RestoreModel model, ConfiguredWorkspace workspace, string token, OperationWaiting? waiting, Diagnostics diagnostics)
    {
        var namespaces = model.Get(RestoreModel.NamespacesAttribute);
        if (!namespaces.IsNull)
        {
            Targets.CheckNamespaces(namespaces, workspace, RestoreModel.NamespacesAttribute, diagnostics);
        }

        var named = model.Raw(RestoreModel.FromBackupsAttribute);
        if (namespaces.IsNull && !named.IsNull && workspace.Namespaces.IsNull && !workspace.NamespaceSelector.IsNull)
        {
            diagnostics.AddError("Namespaces Needed",
                "The provider chooses the workspace's namespaces by their labels (namespace_selector), and a Backup does not tell which labels "
                + "those in it had. All that it holds may be more than the workspace's.\n\nSet namespaces; [\"*\"] means all in the backup.",
                RestoreModel.NamespacesAttribute);
        }

        SchemaAttribute choosing = named.IsNull ? OperationAttributes.Clusters : RestoreModel.FromBackupsAttribute;
        var targets = Targets.Of(
            named.IsNull ? model.Get(OperationAttributes.Clusters) : NamedClusters(model), workspace, choosing, diagnostics);
        Targets.CheckSome(targets, choosing, diagnostics);
        if (targets is not null && model.Get(RestoreModel.SourceClustersAttribute).TryGetKnown(out var sources))
        {
            foreach (var cluster in sources.Keys.Where(cluster => !targets.Contains(cluster)))
            {
                diagnostics.AddError("Unknown Cluster",
                    $"source_clusters names \"{cluster}\", which is not restored; its keys are the clusters to "
                    + "restore, its values those whose backups they take.\n\nAdd it to clusters, or remove it.",
                    RestoreModel.SourceClustersAttribute);
            }
        }

        return targets is not null && IsKnown(model, workspace)
            ? new(SelectionOf(model, workspace), RequestOf(model, workspace, targets, token, waiting))
            : null;
    }

    /// <summary>The clusters that <c>from_backups</c> names, while a Backup's name may be unknown yet.</summary>
    private static Value<IReadOnlySet<string>> NamedClusters(RestoreModel model) =>
        model.Raw(RestoreModel.FromBackupsAttribute) is { IsKnown: true } map
            ? Value.Of<IReadOnlySet<string>>(map.Entries.Keys.ToHashSet(StringComparer.Ordinal))
            : Value<IReadOnlySet<string>>.Unknown;

    private static bool IsKnown(RestoreModel model, ConfiguredWorkspace workspace) =>
        workspace.Name.IsKnown && !workspace.Namespaces.IsUnknown && workspace.UnknownClusters.Count == 0
        && model.Get(RestoreModel.NameAttribute).IsKnown
        && model.Get(OperationAttributes.AllowPartiallyFailed).IsKnown
        && RestoreModel.ChoosingAttributes.Concat(RestoreArguments.Attributes).Append(OperationAttributes.Labels)
            .All(attribute => model.Raw(attribute).IsWhollyKnown);

    private static RestoreSelection SelectionOf(RestoreModel model, ConfiguredWorkspace workspace)
    {
        var namespaces = model.Get(RestoreModel.NamespacesAttribute).OrNull();
        var isAll = namespaces?.Contains("*") == true;
        return new()
        {
            Workspace = workspace.Name.Known,
            FromRun = model.Get(RestoreModel.FromBackupAttribute).OrNull() is { } text
                && RunId.TryParse(text, out var run, out _) ? run : null,
            FromSchedule = model.Get(RestoreModel.FromScheduleAttribute).OrNull(),
            FromBackups = model.Get(RestoreModel.FromBackupsAttribute).OrNull() is { } backups ? new StringMap(backups) : null,
            Before = model.Get(RestoreModel.BeforeAttribute).OrNull() is { } time
                && Rfc3339.TryParse(time, out var before) ? before : null,
            Namespaces = namespaces is null || isAll ? null : StringSet.From(namespaces),
            AllNamespaces = isAll,
            WorkspaceNamespaces = workspace.Namespaces.OrNull() is { } own ? StringSet.From(own) : null,
            ExcludedNamespaces = RestoreArguments.SpecOf(model).ExcludedNamespaces ?? StringSet.Empty,
            SourceClusters = model.Get(RestoreModel.SourceClustersAttribute).OrNull() is { } sources
                ? new StringMap(sources)
                : StringMap.Empty,
            WorkspaceClusters = StringSet.From(
                workspace.Clusters.Values.Where(static c => !c.Detached).Select(static c => c.Name)),
            AllClusters = [.. workspace.Clusters.Values],
            AllowPartiallyFailed = model.AllowPartiallyFailed,
            AllowEmpty = model.Get(RestoreModel.AllowEmptyAttribute) is not { IsKnown: true, Known: false },
            NamespaceMapping = RestoreArguments.SpecOf(model).NamespaceMapping ?? StringMap.Empty,
        };
    }

    private static RestoreRequest RequestOf(
        RestoreModel model, ConfiguredWorkspace workspace, StringSet targets, string token, OperationWaiting? waiting) => new()
        {
            Workspace = workspace.Name.Known,
            Name = model.Get(RestoreModel.NameAttribute).Known,
            Labels = model.Get(OperationAttributes.Labels).OrNull() is { } labels ? new StringMap(labels) : StringMap.Empty,
            Clusters = Targets.Connected(targets, workspace),
            Unhealthy = model.Policy,
            Token = token,
            Waiting = waiting,
            Spec = RestoreArguments.SpecOf(model),
            ConfiguredNamespaces = model.Get(RestoreModel.NamespacesAttribute).OrNull() is { } namespaces ? StringSet.From(namespaces) : null,
        };
}
