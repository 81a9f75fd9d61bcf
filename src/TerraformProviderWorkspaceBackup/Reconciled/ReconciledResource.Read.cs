using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement>
{
    /// <summary>What it is called on a cluster that the state does not have; null: not known.</summary>
    protected abstract string? NameOn(TModel state, string cluster);

    /// <summary>The labels of the argument; none where the kind has no such argument.</summary>
    protected virtual IEnumerable<string> LabelKeys(TModel state) => [];

    /// <summary>The clusters that the state chooses; null: all.</summary>
    protected abstract Value<IReadOnlySet<string>> ChosenClusters(TModel state);

    /// <summary>By attribute and Velero's field, what differs.</summary>
    protected abstract IEnumerable<(string Attribute, string Field, string Old, string Now)> Differences(
        TElement before, TElement after);

    protected abstract ReconciledWords Words { get; }

    /// <summary>What else the plan is made from.</summary>
    protected virtual Task RecordAsync(
        TModel state, ConfiguredWorkspace workspace, ObjectMemory memory, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Records what the arguments select on the clusters.</summary>
    /// <returns>What there is to say of what could not be found out.</returns>
    protected virtual Task<IReadOnlyList<Finding>> RecordSelectedAsync(
        TModel model, ConfiguredWorkspace workspace, ObjectMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What the versions of Velero make of what was found.</summary>
    protected virtual Task<IReadOnlyList<Finding>> ForeseeFoundAsync(
        TModel state,
        IReadOnlyDictionary<string, TElement> found,
        ConfiguredWorkspace workspace,
        ObjectMemory memory,
        CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What a refresh says of an object that is there.</summary>
    protected virtual IEnumerable<Finding> FindingsOf(string cluster, Stored<TElement> found) => found.Findings;

    /// <summary>Fills what states before did not have, and an import does not know.</summary>
    protected virtual TModel Filled(TModel state, IReadOnlyDictionary<string, TElement> elements) => state;

    /// <summary>
    /// Puts what is on the clusters into the elements and records their health; arguments are the declaration and stay.
    /// Never an error for a cluster that cannot be asked: that would make destroying impossible.
    /// </summary>
    public override async Task<TModel?> ReadAsync(ReadContext<TModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var state = context.State;
        if (!ObjectMemory.TryRead(context.Private, context.Diagnostics, out var memory))
        {
            return state;
        }

        memory.Health.Clear();
        memory.TakenByOthers.Clear();
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
        var elements = new SortedDictionary<string, TElement>(prior.ToDictionary(), StringComparer.Ordinal);
        var recording = RecordAsync(state, workspace, memory, cancellationToken);
        var selecting = RecordSelectedAsync(state, workspace, memory, cancellationToken);
        foreach (var known in memory.Known(elements).Values)
        {
            PlannedOf(workspace).AddRead(known.Uid);
        }

        var observations = await ReconcilerOf(workspace).ObserveAsync(
            [.. References(state, workspace, elements)], cancellationToken);
        var (findings, seen) = (new List<Finding>(), new ReconciledReport(Noun, Words, ElementsAttribute, Called(state)));
        var ignored = IgnoredOf(state);
        var kind = ReconcilerOf(workspace).Kind;
        foreach (var (cluster, observation) in observations)
        {
            switch (observation)
            {
                case Observation<TElement>.Found found:
                    ReadFound(
                        cluster, found.Object, elements, memory, findings, seen,
                        element => kind.WithFieldsOf(element, found.Object.Element, ignored));
                    break;
                case Observation<TElement>.Missing missing:
                    ReadMissing(cluster, missing.ClusterUid, elements, memory, seen);
                    break;
                case Observation<TElement>.Failed failed:
                    memory.Health[cluster] = new(prior.GetValueOrDefault(cluster)?.ClusterUid, failed.Fault.Kind);
                    findings.Add(Finding.Of(failed.Fault, WorkspaceBackup.Velero.Faults.Severity.Warning));
                    break;
            }
        }

        seen.AddTo(context.Diagnostics);
        context.Diagnostics.AddRange([.. findings, .. await selecting], Paths, Called(state));
        await recording;
        context.Diagnostics.AddRange(await ForeseeFoundAsync(state, elements, workspace, memory, cancellationToken), Paths);
        memory.Write(context.Private);
        return elements.Count == 0 && prior.Count > 0
            ? null
            : Filled(state, elements).WithClusters(elements, state.Skipped);
    }

    private IEnumerable<ObjectReference> References(
        TModel state, ConfiguredWorkspace workspace, IReadOnlyDictionary<string, TElement> elements)
    {
        var labels = LabelKeys(state);
        var chosen = ChosenClusters(state);
        foreach (var (name, cluster) in workspace.Clusters)
        {
            // The others are not this resource's business.
            var element = elements.GetValueOrDefault(name);
            if (element is null && (cluster.Detached || (chosen.TryGetKnown(out var names) && !names.Contains(name))))
            {
                continue;
            }

            if ((element?.Name ?? NameOn(state, name)) is { } called)
            {
                yield return new(
                    cluster,
                    called,
                    element?.VeleroNamespace ?? cluster.VeleroNamespace,
                    StringSet.From([.. labels, .. element?.Labels.Keys ?? []]));
            }
        }
    }

    private void ReadFound(
        string cluster,
        Stored<TElement> found,
        SortedDictionary<string, TElement> elements,
        ObjectMemory memory,
        List<Finding> findings,
        ReconciledReport seen,
        Func<TElement, TElement> withIgnored)
    {
        memory.Health[cluster] = new(found.Element.ClusterUid, null);
        if (!elements.TryGetValue(cluster, out var element))
        {
            // Another's object of that name is the business of a create there, not of a refresh.
            if (memory.Token is null || found.Token != memory.Token)
            {
                return;
            }
        }
        else if (element.ClusterUid != found.Element.ClusterUid)
        {
            seen.Rebuilt.Add(cluster);
            return;
        }
        else
        {
            ReadKnown(cluster, element, found, memory, findings, seen);
            ReportDrift(cluster, withIgnored(element), found, seen);
        }

        elements[cluster] = found.Element;
        memory.Uids.Remove(cluster);
        if (memory.Token is not null && found.Token == memory.Token)
        {
            memory.Untagged.Remove(cluster);
        }

        findings.AddRange(FindingsOf(cluster, found));
    }

    /// <summary>Whether it is still the object that was written, and still this resource's.</summary>
    private void ReadKnown(
        string cluster, TElement element, Stored<TElement> found, ObjectMemory memory, List<Finding> findings, ReconciledReport seen)
    {
        var known = memory.Known(new Dictionary<string, TElement>(StringComparer.Ordinal) { [cluster] = element })[cluster];
        if (found.IsOfAnotherInstance(known, memory.Token))
        {
            memory.TakenByOthers.Add(cluster);
            findings.Add(TakenByOthers(cluster, known, found.Story));
        }
        else if (known.Uid is not null && found.Uid.Length > 0 && found.Uid != known.Uid)
        {
            seen.Recreated.Add((cluster, element.Name, found.Story + (OtherManager.Of(found.Object) is { } manager
                ? $", and it belongs to {manager}" : "")));
        }
    }

    /// <summary>Two instances of one object: neither writes nor deletes what carries the other's token.</summary>
    private Finding TakenByOthers(string cluster, KnownObject known, string? story) => Finding.Warning(
        FindingKind.ManagedByTwo,
        cluster,
        $"{Noun} {known.VeleroNamespace}/{known.Name} carries the token of another instance of this resource"
        + (story is null ? "" : $" ({story})")
        + ": another configuration manages it too. Here it is neither written nor deleted.");

    private void ReadMissing(
        string cluster,
        string clusterUid,
        SortedDictionary<string, TElement> elements,
        ObjectMemory memory,
        ReconciledReport seen)
    {
        memory.Health[cluster] = new(clusterUid, null);
        if (!elements.TryGetValue(cluster, out var element))
        {
            return;
        }

        if (element.ClusterUid != clusterUid)
        {
            seen.Rebuilt.Add(cluster);
            return;
        }

        elements.Remove(cluster);
        memory.Uids.Remove(cluster);
        seen.Deleted.Add((cluster, element.Name, element.VeleroNamespace));
    }

    private void ReportDrift(string cluster, TElement before, Stored<TElement> found, ReconciledReport seen)
    {
        var changes = Differences(before, found.Element)
            .Where(static one => one.Old != one.Now)
            .Select(one =>
            {
                var who = found.ChangeOf(one.Field) is not { } change ? ""
                    : change.Time is not { } time ? $", by {PlainText.Line(change.Manager, 100)}"
                    : $", by {PlainText.Line(change.Manager, 100)} at {KubernetesTime.Text(time)}";
                var (old, now) = ExactText.Apart(one.Old, one.Now);
                return $"  {ElementsAttribute.Name}[\"{cluster}\"].{one.Attribute}: {PlainText.Line(old)} -> {PlainText.Line(now)}{who}";
            })
            .ToList();
        if (changes.Count > 0)
        {
            seen.Changed.Add((cluster, found.Element.Name, string.Join('\n', changes)
                + (OtherManager.Of(found.Object) is { } manager
                    ? $"\n\nIt belongs to {manager}: it will undo what the next apply writes. Remove it from there first."
                    : "")));
        }
    }

    /// <param name="fieldOf">Velero's field for a setting.</param>
    protected static IEnumerable<(string Attribute, string Field, string Old, string Now)> SettingDifferences(
        StringMap before, StringMap after, Func<string, string> fieldOf) =>
        StringSet.From([.. before.Keys, .. after.Keys]).Select(name => (
            $"settings[\"{name}\"]",
            fieldOf(name),
            Quoted(before.GetValueOrDefault(name)),
            Quoted(after.GetValueOrDefault(name))));

    /// <summary>A text as a change shows it.</summary>
    protected static string Quoted(string? text) => string.IsNullOrEmpty(text) ? "null" : $"\"{text}\"";
}
