using System.Globalization;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

internal sealed partial class ScheduleResource
{
    /// <summary>
    /// Puts what is on the clusters into <c>schedules</c> and records their health; arguments are the declaration and stay.
    /// Never an error for a cluster that cannot be asked: that would make destroying impossible.
    /// </summary>
    public override async Task<ScheduleModel?> ReadAsync(
        ReadContext<ScheduleModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var state = context.State;
        var memory = ScheduleMemory.Read(context.Private);
        memory.Health.Clear();
        if (workspace.AreClustersUnknown)
        {
            memory.Write(context.Private);
            return state;
        }

        if (memory.Moved is { } moved)
        {
            return await FindMovedAsync(context, workspace, memory, moved, cancellationToken);
        }

        var prior = state.Elements;
        var elements = new SortedDictionary<string, ScheduleElement>(prior.ToDictionary(), StringComparer.Ordinal);
        var observations = await workspace.Schedules.ObserveAsync(
            [.. References(state, workspace, elements, memory)], cancellationToken);
        foreach (var (cluster, observation) in observations)
        {
            switch (observation)
            {
                case ScheduleObservation.Found found:
                    ReadFound(cluster, found.Schedule, elements, memory, context.Diagnostics);
                    break;
                case ScheduleObservation.Missing missing:
                    ReadMissing(cluster, missing.ClusterUid, elements, memory, context.Diagnostics);
                    break;
                case ScheduleObservation.Failed failed:
                    memory.Health[cluster] = new(prior.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    context.Diagnostics.Add(
                        Findings.Of(failed.Fault, TerraformPlugin.Framework.Severity.Warning, SchedulePaths.Paths));
                    break;
            }
        }

        memory.Write(context.Private);
        return elements.Count == 0 && prior.Count > 0
            ? null
            : state.With(elements, state.SkippedClusters.IsKnown
                ? state.SkippedClusters.Known
                : new Dictionary<string, string>());
    }

    private static IEnumerable<ScheduleReference> References(
        ScheduleModel state,
        ConfiguredWorkspace workspace,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory)
    {
        var labels = state.Labels.TryGetKnown(out var declared) ? declared.Keys : [];
        foreach (var (name, cluster) in workspace.Clusters)
        {
            var element = elements.GetValueOrDefault(name);
            var known = memory.Known.GetValueOrDefault(name);
            if (state.Prefix.TryGetKnown(out var prefix) || element is not null)
            {
                yield return new(
                    cluster,
                    element?.Name ?? known?.Name ?? ScheduleNames.For(prefix!, name),
                    element?.VeleroNamespace ?? known?.VeleroNamespace ?? cluster.VeleroNamespace,
                    StringSet.From([.. labels, .. known?.LabelKeys ?? [], .. element?.Labels.Keys ?? []]));
            }
        }
    }

    private static void ReadFound(
        string cluster,
        StoredSchedule found,
        SortedDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory,
        Diagnostics diagnostics)
    {
        memory.Health[cluster] = new(found.Element.ClusterUid, null);
        if (!elements.TryGetValue(cluster, out var element))
        {
            // Another's Schedule of that name is the business of a create there, not of a refresh.
            if (memory.Token is null || found.InstanceToken != memory.Token)
            {
                return;
            }
        }
        else if (element.ClusterUid != found.Element.ClusterUid)
        {
            ReportRebuilt(cluster, diagnostics);
            return;
        }
        else
        {
            ReportDrift(cluster, element, found, diagnostics);
        }

        elements[cluster] = found.Element;
        memory.Known[cluster] = found.ToKnown();
        diagnostics.AddRange(found.Findings, SchedulePaths.Paths);
    }

    private static void ReadMissing(
        string cluster,
        string clusterUid,
        SortedDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory,
        Diagnostics diagnostics)
    {
        memory.Health[cluster] = new(clusterUid, null);
        if (!elements.TryGetValue(cluster, out var element))
        {
            return;
        }

        if (element.ClusterUid != clusterUid)
        {
            ReportRebuilt(cluster, diagnostics);
            return;
        }

        elements.Remove(cluster);
        memory.Known.Remove(cluster);
        diagnostics.AddWarning("Schedule Deleted Outside Of Terraform",
            $"The Schedule \"{element.Name}\" is no longer in namespace \"{element.VeleroNamespace}\" of cluster \"{cluster}\": nothing is "
            + "backed up there. The next apply makes it again.",
            ScheduleModel.SchedulesAttribute.Path.Key(cluster));
    }

    private static void ReportRebuilt(string cluster, Diagnostics diagnostics) =>
        diagnostics.AddWarning("Another Cluster Behind The Name",
            $"The cluster that now answers as \"{cluster}\" is not the one that the state knows: its kube-system namespace has another uid. "
            + "It was rebuilt, or the connection points elsewhere.\n\nIf that is right, apply: the schedule is made there. If not, correct the "
            + "connection in the provider configuration.",
            ScheduleModel.SchedulesAttribute);

    private static void ReportDrift(
        string cluster, ScheduleElement before, StoredSchedule found, Diagnostics diagnostics)
    {
        var after = found.Element;
        var changes = new List<string>();
        Compare("schedule", "spec.schedule", Quote(before.Schedule), Quote(after.Schedule));
        Compare("paused", "spec.paused", before.Paused ? "true" : "false", after.Paused ? "true" : "false");
        Compare("labels", "metadata.labels", before.Labels.ToString(), after.Labels.ToString());
        Compare("use_owner_references_in_backup", "spec.useOwnerReferencesInBackup",
            before.UseOwnerReferencesInBackup ? "true" : "false", after.UseOwnerReferencesInBackup ? "true" : "false");
        foreach (var field in BackupContentFields.All.Where(field => !field.AreEqual(before.Content, after.Content)))
        {
            Compare(field.Attribute, $"spec.template.{field.JsonPath}", field.Show(before.Content), field.Show(after.Content));
        }

        if (changes.Count > 0)
        {
            diagnostics.AddWarning("Schedule Changed Outside Of Terraform",
                $"The Schedule \"{after.Name}\" on cluster \"{cluster}\" is no longer as it was written:\n\n{string.Join('\n', changes)}",
                ScheduleModel.SchedulesAttribute.Path.Key(cluster));
        }

        void Compare(string attribute, string field, string old, string now)
        {
            if (old != now)
            {
                var who = found.ChangeOf(field) is not { } change ? ""
                    : change.Time is not { } time ? $", by {change.Manager}"
                    : $", by {change.Manager} at {time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
                changes.Add($"  schedules[\"{cluster}\"].{attribute}: {old} -> {now}{who}");
            }
        }
    }

    private static string Quote(string text) => $"\"{text}\"";
}
