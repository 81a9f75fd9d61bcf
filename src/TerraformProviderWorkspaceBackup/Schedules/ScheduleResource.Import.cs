using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

internal sealed partial class ScheduleResource
{
    public async Task<IReadOnlyList<ImportedState<ScheduleModel>>> ImportAsync(
        ImportContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        if (!ScheduleImportId.TryParse(context.Id ?? "", out var id, out var error))
        {
            context.Diagnostics.AddError("Invalid Import Id", error);
            return [];
        }

        if (workspace.AreClustersUnknown || workspace.UnknownClusters.Count > 0 || !workspace.Name.IsKnown)
        {
            context.Diagnostics.AddError("Provider Configuration Not Known Yet",
                "An import looks at the clusters, and the connection of some is not known before another resource has been applied.\n\n"
                + "Apply that resource first, then import.");
            return [];
        }

        if (UnknownNames(id, workspace) is { Count: > 0 } unknown)
        {
            context.Diagnostics.AddError("Unknown Cluster",
                $"The import id names {NameList.Of(unknown)}, which the provider configuration does not have.");
            return [];
        }

        var import = await ScheduleImport.FindAsync(
            workspace.Schedules, id, [.. workspace.Clusters.Values.Where(static c => !c.Detached)], cancellationToken);
        context.Diagnostics.AddRange(import.Findings, SchedulePaths.Paths);
        if (import.Arguments is not { } arguments || context.Diagnostics.HasErrors)
        {
            return [];
        }

        var memory = new ScheduleMemory();
        var elements = new SortedDictionary<string, ScheduleElement>(StringComparer.Ordinal);
        var tokens = new HashSet<string?>();
        foreach (var (cluster, observation) in import.Clusters)
        {
            if (observation is Observation<ScheduleElement>.Found found)
            {
                elements[cluster] = found.Object.Element;
                tokens.Add(found.Object.Token);
            }
        }

        var foreign = id.Adopts ? [] : Foreign(import, workspace.Name.Known, id).ToList();
        context.Diagnostics.AddRange(foreign, SchedulePaths.Paths);
        memory.IsForeign = foreign.Count > 0;

        // Of Schedules of several instances none's token is kept: the next write tags all of them anew.
        memory.Token = tokens.Count == 1 && !memory.IsForeign ? tokens.Single() : null;

        // Clusters that were asked and have none are left out of the import's map unless they were named.
        var everywhere = workspace.Clusters.Values.Where(static c => !c.Detached)
            .All(cluster => elements.ContainsKey(cluster.Name)
                || import.Clusters.GetValueOrDefault(cluster.Name) is Observation<ScheduleElement>.Failed { Fault.IsUnhealthy: true });
        var model = Described(
            arguments,
            elements,
            everywhere
                ? Value<IReadOnlySet<string>>.Null
                : Value.Of<IReadOnlySet<string>>(elements.Keys.ToHashSet(StringComparer.Ordinal)),
            workspace)
            .With(ScheduleModel.Id, $"{workspace.Name.Known}/{id.Prefix}")
            .With(ScheduleModel.Prefix, id.Prefix);
        model = WithCrons(model, elements.Keys);
        var imported = new ImportedState<ScheduleModel>(model);
        memory.Write(imported.Private);
        return [imported];
    }

    /// <summary>What carries labels of ours, and not those of this workspace and prefix.</summary>
    private static IEnumerable<Finding> Foreign(ScheduleImport import, string workspace, ScheduleImportId id)
    {
        foreach (var (cluster, observation) in import.Clusters)
        {
            if (observation is Observation<ScheduleElement>.Found { Object: var found } && found.Element.Owner.Length > 0
                && !found.IsOwnedBy(OwnedMetadata.Labels(workspace, id.Prefix, cluster, found.Element.ClusterUid)))
            {
                yield return Finding.Warning(
                    FindingKind.ImportedFromAnother,
                    cluster,
                    $"Schedule {found.Element.VeleroNamespace}/{found.Element.Name}: {found.Story}.\n\nIt is imported all the same. If another "
                    + "configuration still manages it, take it out of that one (terraform state rm there), or each undoes what the other writes. "
                    + "A destroy leaves it alone until an apply has written to it. To make it this resource's at once, import it with an id that "
                    + $"ends in {ScheduleImportId.Adopt}.");
            }
        }
    }

    /// <summary>The resource that a found Schedule would be of; its prefix is not known by that.</summary>
    private static ScheduleModel Described(
        Stored<ScheduleElement> found,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        Value<IReadOnlySet<string>> clusters,
        ConfiguredWorkspace workspace)
    {
        var content = ScheduleKind.ContentOf(found);
        var arguments = ContentArguments.Of(content, Namespaces(content, workspace)).Value;
        var labels = found.Element.Labels;
        return ContentAttributes.Arguments
            .Aggregate(
                ScheduleModel.Empty,
                (model, argument) => model.WithRaw(argument, arguments.Entries[argument.Name]))
            .With(ScheduleModel.Schedule, found.Element.Schedule)
            .With(ScheduleModel.Paused, found.Element.Paused)
            .With(ScheduleModel.SkipImmediately, true)
            .With(ScheduleModel.Clusters, clusters)
            .With(ScheduleModel.Labels, labels.Count == 0
                ? Value<IReadOnlyDictionary<string, string>>.Null
                : Value.Of<IReadOnlyDictionary<string, string>>(labels))
            .With(ScheduleModel.UnhealthyClusters, "skip")
            .WithClusters(elements, StringMap.Empty);
    }

    private static List<string> UnknownNames(ScheduleImportId id, ConfiguredWorkspace workspace) =>
        [.. (id.Names?.Keys ?? []).Where(name => !workspace.Clusters.ContainsKey(name)).Select(static name => $"\"{name}\"")];

    /// <summary>Null when it is exactly the workspace's, so that the resource says nothing about namespaces.</summary>
    private static Value<IReadOnlySet<string>> Namespaces(BackupContent content, ConfiguredWorkspace workspace) =>
        workspace.Namespaces.TryGetKnown(out var all) && content.IncludedNamespaces is { } included
        && included.Equals(StringSet.From(all))
            ? Value<IReadOnlySet<string>>.Null
            : Sets.ToValue(content.IncludedNamespaces ?? ["*"]);
}
