using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
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
