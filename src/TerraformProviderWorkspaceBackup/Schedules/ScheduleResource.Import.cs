using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

internal sealed partial class ScheduleResource
{
    protected override string? NameError(string name) => ScheduleNames.PrefixError(name);

    protected override string ObjectName(string name, string cluster) => ScheduleNames.For(name, cluster);

    protected override ScheduleModel Imported(
        string name,
        Stored<ScheduleElement> first,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        Value<IReadOnlySet<string>> clusters,
        ConfiguredWorkspace workspace) => Filled(
            Described(first, elements, clusters, workspace)
                .With(ScheduleModel.Id, $"{workspace.Name.Known}/{name}")
                .With(ScheduleModel.Prefix, name),
            elements);

    protected override string NameArgument => ScheduleModel.Prefix.Name;

    protected override bool IsCopy(JsonObject spec, ScheduleElement element) => new ScheduleCopy(spec).IsOf(element);

    protected override ScheduleModel Moved(Stored<ScheduleElement> found, string cluster, ConfiguredWorkspace workspace) => Described(
        found,
        new Dictionary<string, ScheduleElement> { [cluster] = found.Element },
        Value<IReadOnlySet<string>>.Null,
        workspace);

    /// <summary>A Schedule that names no location leaves it to its cluster, and the argument is required.</summary>
    protected override async Task<ScheduleModel?> CompletedAsync(
        ScheduleModel imported, Cluster cluster, Diagnostics diagnostics, CancellationToken cancellationToken)
    {
        if (!imported.Get(ContentAttributes.BackupLocation).IsNull)
        {
            return imported;
        }

        var look = await DefaultLocation.FindAsync(cluster, cancellationToken);
        if (!look.TryGet(out var location, out var fault))
        {
            diagnostics.Add(Findings.Of(fault, TerraformPlugin.Framework.Severity.Error, Paths));
            return null;
        }

        if (location.Name is { } name)
        {
            return imported.With(ContentAttributes.BackupLocation, name);
        }

        var element = imported.Elements[cluster.Name];
        diagnostics.AddError("No Default Backup Location",
            $"The Schedule {element.VeleroNamespace}/{element.Name} on cluster \"{cluster.Name}\" names no backup location (storageLocation), and the cluster "
            + $"has no default one: none is marked as default, and there is none called \"{location.Flag}\". So Velero makes no backup of it. "
            + (location.All.Count == 0 ? "It has no location at all." : $"Its locations are {NameList.Quoted(location.All)}.")
            + "\n\nMake one the default (velero backup-location set NAME --default), or name one in the Schedule, then import again.",
            ContentAttributes.BackupLocation);
        return null;
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

    /// <summary>Null when it is exactly the workspace's, so that the resource says nothing about namespaces.</summary>
    private static Value<IReadOnlySet<string>> Namespaces(BackupContent content, ConfiguredWorkspace workspace) =>
        workspace.Namespaces.TryGetKnown(out var all) && content.IncludedNamespaces is { } included
        && included.Equals(StringSet.From(all))
            ? Value<IReadOnlySet<string>>.Null
            : Sets.ToValue(content.IncludedNamespaces ?? ["*"]);
}
