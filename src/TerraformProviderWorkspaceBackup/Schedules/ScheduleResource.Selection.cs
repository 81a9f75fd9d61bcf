using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// Namespaces that a selector chooses. A refresh records what matches on each cluster, and the plan is made from the record:
/// a cluster where nothing matches is left, because an empty list would mean every namespace to Velero.
/// </summary>
internal sealed partial class ScheduleResource
{
    private const string NothingThere = "so that nothing is backed up there";

    protected override ScheduleScope Recorded(
        ScheduleScope scope, ObjectMemory memory, IReadOnlyDictionary<string, ScheduleElement> elements, bool planning)
    {
        if (scope.Selector is not { } selector || !scope.IsKnown)
        {
            return scope;
        }

        IReadOnlyDictionary<string, StringSet> matches = memory.Selector == selector.ToString()
            ? memory.Matches
            : new Dictionary<string, StringSet>();
        var narrowed = Narrowed(
            scope,
            scope.Targets.Where(cluster => matches.ContainsKey(cluster)).ToDictionary(
                static cluster => cluster, cluster => SelectedNamespaces.Without(matches[cluster], ExcludedIn(scope))));

        // Whether there is to be one at all, the apply finds out.
        return planning && narrowed.Targets!.Any(cluster => !matches.ContainsKey(cluster) && !elements.ContainsKey(cluster)
                && memory.Health.TryGetValue(cluster, out var health) && !health.IsUnhealthy)
            ? narrowed with { Declaration = null }
            : narrowed;
    }

    protected override async Task<FoundOut> FindOutAsync(
        ScheduleScope scope,
        IEnumerable<string> write,
        IReadOnlyDictionary<string, ScheduleElement> elements,
        bool keeps,
        ConfiguredWorkspace workspace,
        ObjectMemory? record,
        CancellationToken cancellationToken)
    {
        if (scope.Selector is not { } selector || !scope.IsKnown)
        {
            return new(scope, new Dictionary<string, Fault>(), []);
        }

        var known = scope.Declaration.Matches!;
        var asked = await SelectedNamespaces.AskAsync(
            selector, Targets.Connected(write.Where(cluster => !known.ContainsKey(cluster)), workspace), cancellationToken);
        record?.Select(selector.ToString());
        var (matches, findings) = (new Dictionary<string, StringSet>(known, StringComparer.Ordinal), new List<Finding>());
        foreach (var (cluster, matching) in asked.Matches)
        {
            record?.Matches[cluster] = matching;
            var found = SelectedNamespaces.Without(matching, ExcludedIn(scope));
            var kept = found.Count == 0 && keeps ? elements.GetValueOrDefault(cluster) : null;
            matches[cluster] = kept?.Namespaces ?? found;
            if (found.Count == 0)
            {
                findings.Add(Finding.Of(
                    SelectedNamespaces.NoMatch(cluster, selector, ExcludedIn(scope), kept is null ? NothingThere
                        : $"so that the Schedule there keeps its namespaces ({NameList.Of(kept.Namespaces)}) until the next apply, which "
                            + "deletes it"),
                    Severity.Warning));
            }
        }

        var narrowed = Narrowed(scope, matches);
        if (narrowed.Targets!.Count == 0 && elements.Count == 0)
        {
            findings = [.. findings.Select(static finding => finding with { Severity = Severity.Error })];
        }

        return new(narrowed, asked.Faults, findings);
    }

    protected override ScheduleElement FilledFrom(ScheduleElement planned, ScheduleElement reached) => planned.Resolved(reached);

    protected override void ReportLeftOut(ScheduleScope scope, IReadOnlyList<string> clusters, Diagnostics diagnostics) =>
        diagnostics.AddRange(
            clusters.Select(cluster => Finding.Of(
                SelectedNamespaces.NoMatch(
                    cluster, scope.Selector!, ExcludedIn(scope), "so that the Schedule there is deleted; the backups stay"), Severity.Warning)),
            Paths);

    /// <summary>Records which namespaces match where, for the clusters that the state is for.</summary>
    protected override async Task<IReadOnlyList<Finding>> RecordSelectedAsync(
        ScheduleModel state, ConfiguredWorkspace workspace, ObjectMemory memory, CancellationToken cancellationToken)
    {
        var chosen = ScheduleScope.SelectorOf(state, workspace);
        if (!chosen.TryGetKnown(out var selector))
        {
            memory.Select(chosen.IsNull ? null : memory.Selector);
            return [];
        }

        memory.Select(selector.ToString());
        var names = state.Get(ScheduleModel.Clusters);
        var asked = await SelectedNamespaces.AskAsync(
            selector,
            workspace.Clusters.Values.Where(cluster =>
                !cluster.Detached && (!names.TryGetKnown(out var known) || known.Contains(cluster.Name))),
            cancellationToken);
        foreach (var (cluster, found) in asked.Matches)
        {
            memory.Matches[cluster] = found;
        }

        // A cluster that does not answer is told of already.
        return
        [
            .. asked.Faults.Values.Where(static fault => !fault.IsUnhealthy)
                .Select(static fault => Finding.Of(fault, Severity.Warning)),
        ];
    }

    private static StringSet? ExcludedIn(ScheduleScope scope) => scope.Declaration?.Content.ExcludedNamespaces;

    /// <summary>Without the clusters where nothing matches.</summary>
    private static ScheduleScope Narrowed(ScheduleScope scope, IReadOnlyDictionary<string, StringSet> matches)
    {
        bool IsEmpty(string cluster) => matches.TryGetValue(cluster, out var found) && found.Count == 0;

        var targets = StringSet.From(scope.Targets!.Where(cluster => !IsEmpty(cluster)));
        return scope with
        {
            Targets = targets,
            Declaration = scope.Declaration! with
            {
                Clusters = targets,
                Matches = matches.Where(static one => one.Value.Count > 0).ToDictionary(StringComparer.Ordinal),
            },
            LeftOut = new StringMap(
            [
                .. scope.LeftOut,
                .. scope.Targets!.Where(IsEmpty).Select(static cluster =>
                    KeyValuePair.Create(cluster, FaultReason.Of(FaultKind.NoNamespaceMatches))),
            ]),
        };
    }
}
