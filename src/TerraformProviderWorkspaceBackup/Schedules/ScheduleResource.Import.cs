using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
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
                $"The import id names {string.Join(", ", unknown)}, which the provider configuration does not have.");
            return [];
        }

        var import = await workspace.Schedules.ImportAsync(
            id, [.. workspace.Clusters.Values.Where(static c => !c.Detached)], cancellationToken);
        context.Diagnostics.AddRange(import.Findings, SchedulePaths.Paths);
        if (import.Arguments is not { } arguments || context.Diagnostics.HasErrors)
        {
            return [];
        }

        var memory = new ScheduleMemory();
        var elements = new SortedDictionary<string, ScheduleElement>(StringComparer.Ordinal);
        var answered = new List<string>();
        foreach (var (cluster, observation) in import.Clusters)
        {
            if (observation is ScheduleObservation.Found found)
            {
                elements[cluster] = found.Schedule.Element;
                memory.Known[cluster] = found.Schedule.ToKnown();
                memory.Token ??= found.Schedule.InstanceToken;
                answered.Add(cluster);
            }
            else if (observation is ScheduleObservation.Missing)
            {
                answered.Add(cluster);
            }
        }

        // Clusters that were asked and have none are left out of the import's map unless they were named.
        var everywhere = workspace.Clusters.Values.Where(static c => !c.Detached)
            .All(cluster => elements.ContainsKey(cluster.Name)
                || import.Clusters.GetValueOrDefault(cluster.Name) is ScheduleObservation.Failed { Fault.IsUnhealthy: true });
        var model = Described(
            arguments.Element,
            elements,
            everywhere
                ? Value<IReadOnlySet<string>>.Null
                : Value.Of<IReadOnlySet<string>>(elements.Keys.ToHashSet(StringComparer.Ordinal)),
            workspace) with
        {
            Id = $"{workspace.Name.Known}/{import.Prefix}",
            Prefix = import.Prefix,
        };
        var imported = new ImportedState<ScheduleModel>(model);
        memory.Write(imported.Private);
        return [imported];
    }

    /// <summary>The resource that a found Schedule would be of; its prefix is not known by that.</summary>
    private static ScheduleModel Described(
        ScheduleElement found,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        Value<IReadOnlySet<string>> clusters,
        ConfiguredWorkspace workspace) => new()
        {
            Id = Value<string>.Null,
            Prefix = Value<string>.Null,
            Schedule = found.Schedule,
            TimeZone = Value<string>.Null,
            Stagger = Value<string>.Null,
            Paused = found.Paused,
            SkipImmediately = true,
            Clusters = clusters,
            Labels = found.Labels.Count == 0
                ? Value<IReadOnlyDictionary<string, string>>.Null
                : Value.Of<IReadOnlyDictionary<string, string>>(found.Labels),
            UnhealthyClusters = "skip",
            Timeouts = Value<TimeoutsModel>.Null,
            Content = ContentArguments.Of(found.Content, Namespaces(found.Content, workspace)),
            Schedules = ScheduleModel.ToValue(elements),
            SkippedClusters = Value.Of<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>()),
        };

    private static List<string> UnknownNames(ScheduleImportId id, ConfiguredWorkspace workspace) =>
        [.. (id.Names?.Keys ?? []).Where(name => !workspace.Clusters.ContainsKey(name)).Select(static name => $"\"{name}\"")];

    /// <summary>Null when it is exactly the workspace's, so that the resource says nothing about namespaces.</summary>
    private static Value<IReadOnlySet<string>> Namespaces(BackupContent content, ConfiguredWorkspace workspace) =>
        workspace.Namespaces.TryGetKnown(out var all) && content.IncludedNamespaces is { } included
        && included.Equals(StringSet.From(all))
            ? Value<IReadOnlySet<string>>.Null
            : Sets.ToValue(content.IncludedNamespaces ?? ["*"]);
}
