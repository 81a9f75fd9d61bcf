using System.Globalization;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Reconciling;
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
        if (!ScheduleMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return state;
        }

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
        var asking = AskVersionsAsync(state, workspace, memory, cancellationToken);
        foreach (var known in memory.Known(elements).Values)
        {
            workspace.PlannedSchedules.AddRead(known.Uid);
        }

        var observations = await workspace.Schedules.ObserveAsync(
            [.. References(state, workspace, elements)], cancellationToken);
        foreach (var (cluster, observation) in observations)
        {
            switch (observation)
            {
                case Observation<ScheduleElement>.Found found:
                    ReadFound(cluster, found.Object, elements, memory, context.Diagnostics);
                    break;
                case Observation<ScheduleElement>.Missing missing:
                    ReadMissing(cluster, missing.ClusterUid, elements, memory, context.Diagnostics);
                    break;
                case Observation<ScheduleElement>.Failed failed:
                    memory.Health[cluster] = new(prior.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    context.Diagnostics.Add(
                        Findings.Of(failed.Fault, TerraformPlugin.Framework.Severity.Warning, SchedulePaths.Paths));
                    break;
            }
        }

        await asking;
        context.Diagnostics.AddRange(
            await workspace.ScheduleVersions.ForeseeFoundAsync(
                Others(state, elements, workspace), memory.Versions, cancellationToken),
            SchedulePaths.Paths);
        memory.Write(context.Private);
        return elements.Count == 0 && prior.Count > 0
            ? null
            : WithCrons(state, elements.Keys).WithClusters(elements, state.Skipped);
    }

    /// <summary>
    /// Records which Velero runs where, when the schedule means something else in another: what the plan is made from.
    /// </summary>
    private static async Task AskVersionsAsync(
        ScheduleModel state, ConfiguredWorkspace workspace, ScheduleMemory memory, CancellationToken cancellationToken)
    {
        var zone = state.Get(ScheduleModel.TimeZone);
        if (!state.Get(ScheduleModel.Schedule).TryGetKnown(out var schedule) || zone.IsUnknown)
        {
            return;
        }

        var versions = await workspace.ScheduleVersions.AskAsync(
            schedule, zone.IsNull ? null : zone.Known, [.. workspace.Clusters.Values], cancellationToken);
        foreach (var (cluster, version) in versions)
        {
            memory.Versions[cluster] = version;
        }
    }

    /// <summary>The cron texts that are not as declared, by cluster.</summary>
    private static Dictionary<Cluster, string> Others(
        ScheduleModel state, IReadOnlyDictionary<string, ScheduleElement> found, ConfiguredWorkspace workspace) =>
        state.Get(ScheduleModel.Crons).TryGetKnown(out var crons)
            ? found
                .Where(entry => crons.TryGetValue(entry.Key, out var declared) && declared != entry.Value.Schedule
                    && workspace.Clusters.ContainsKey(entry.Key))
                .ToDictionary(entry => workspace.Clusters[entry.Key], static entry => entry.Value.Schedule)
            : [];

    private static IEnumerable<ObjectReference> References(
        ScheduleModel state, ConfiguredWorkspace workspace, IReadOnlyDictionary<string, ScheduleElement> elements)
    {
        var labels = state.Get(ScheduleModel.Labels).TryGetKnown(out var declared) ? declared.Keys : [];
        var chosen = state.Get(ScheduleModel.Clusters);
        foreach (var (name, cluster) in workspace.Clusters)
        {
            // The others are not this resource's business.
            var element = elements.GetValueOrDefault(name);
            if (element is null && (cluster.Detached || (chosen.TryGetKnown(out var names) && !names.Contains(name))))
            {
                continue;
            }

            if (state.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix) || element is not null)
            {
                yield return new(
                    cluster,
                    element?.Name ?? ScheduleNames.For(prefix!, name),
                    element?.VeleroNamespace ?? cluster.VeleroNamespace,
                    StringSet.From([.. labels, .. element?.Labels.Keys ?? []]));
            }
        }
    }

    /// <summary>States of 0.1 do not have it, and neither has an import.</summary>
    private static ScheduleModel WithCrons(ScheduleModel state, IEnumerable<string> clusters) =>
        state.Get(ScheduleModel.Crons).IsNull
            && ScheduleUpgrade.CronsOf(
                state.Get(ScheduleModel.Prefix),
                state.Get(ScheduleModel.Schedule),
                state.Get(ScheduleModel.TimeZone),
                state.Get(ScheduleModel.Stagger),
                [.. clusters, .. state.Skipped.Keys]) is { } crons
            ? state.With(ScheduleModel.Crons, Value.Of<IReadOnlyDictionary<string, string>>(crons))
            : state;

    private static void ReadFound(
        string cluster,
        Stored<ScheduleElement> found,
        SortedDictionary<string, ScheduleElement> elements,
        ScheduleMemory memory,
        Diagnostics diagnostics)
    {
        memory.Health[cluster] = new(found.Element.ClusterUid, null);
        if (!elements.TryGetValue(cluster, out var element))
        {
            // Another's Schedule of that name is the business of a create there, not of a refresh.
            if (memory.Token is null || found.Token != memory.Token)
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
        memory.Uids.Remove(cluster);
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
        memory.Uids.Remove(cluster);
        diagnostics.AddWarning("Schedule Deleted By Others",
            $"The Schedule \"{element.Name}\" is no longer in namespace \"{element.VeleroNamespace}\" of cluster \"{cluster}\": nothing is "
            + "backed up there. The next apply makes it again.",
            ScheduleModel.Schedules.Path.Key(cluster));
    }

    private static void ReportRebuilt(string cluster, Diagnostics diagnostics) =>
        diagnostics.AddWarning("Another Cluster Behind The Name",
            $"The cluster that now answers as \"{cluster}\" is not the one that the state knows: its kube-system namespace has another uid. "
            + "It was rebuilt, or the connection points elsewhere.\n\nIf that is right, apply: the schedule is made there. If not, correct the "
            + "connection in the provider configuration.",
            ScheduleModel.Schedules);

    private static void ReportDrift(
        string cluster, ScheduleElement before, Stored<ScheduleElement> found, Diagnostics diagnostics)
    {
        var after = found.Element;
        var changes = new List<string>();
        Compare("owner", "metadata.labels", Text(before.Owner), Text(after.Owner));
        Compare("run_clusters", "metadata.annotations", Text(before.RunClusters), Text(after.RunClusters));
        Compare("schedule", "spec.schedule", Text(before.Schedule), Text(after.Schedule));
        Compare("paused", "spec.paused", before.Paused ? "true" : "false", after.Paused ? "true" : "false");
        Compare("labels", "metadata.labels", before.Labels.ToString(), after.Labels.ToString());
        foreach (var name in StringSet.From([.. before.Settings.Keys, .. after.Settings.Keys]))
        {
            Compare($"settings[\"{name}\"]", SchedulePaths.FieldOf(name), Setting(before, name), Setting(after, name));
        }

        if (changes.Count > 0)
        {
            diagnostics.AddWarning("Schedule Changed By Others",
                $"The Schedule \"{after.Name}\" on cluster \"{cluster}\" is no longer as it was written:\n\n{string.Join('\n', changes)}",
                ScheduleModel.Schedules.Path.Key(cluster));
        }

        void Compare(string attribute, string field, string old, string now)
        {
            if (old != now)
            {
                var who = found.ChangeOf(field) is not { } change ? ""
                    : change.Time is not { } time ? $", by {PlainText.Line(change.Manager, 100)}"
                    : $", by {PlainText.Line(change.Manager, 100)} at {time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
                changes.Add($"  schedules[\"{cluster}\"].{attribute}: {PlainText.Line(old)} -> {PlainText.Line(now)}{who}");
            }
        }

        static string Text(string text) => text.Length == 0 ? "null" : $"\"{text}\"";

        static string Setting(ScheduleElement element, string name) =>
            element.Settings.TryGetValue(name, out var text) ? Text(text) : "null";
    }
}
