using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>The namespaces that a selector means on some clusters, as they answer now.</summary>
/// <param name="Matches">By cluster; an empty set where none matches.</param>
/// <param name="Faults">The clusters whose namespaces could not be listed, and why.</param>
public sealed record SelectedNamespaces(IReadOnlyDictionary<string, StringSet> Matches, IReadOnlyDictionary<string, Fault> Faults)
{
    /// <summary>What the argument that selects is called in a fault.</summary>
    public const string Field = "namespaceSelector";

    private static readonly ApiPath s_path = new("v1", "namespaces");

    private static readonly AccessRight s_right = new("list", "", "namespaces", IsInVeleroNamespace: false);

    public static async Task<SelectedNamespaces> AskAsync(
        LabelSelector selector, IEnumerable<Cluster> clusters, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(clusters.Select(async cluster => (cluster.Name, Found: await ClusterWork.GuardAsync(
            cluster.Name, () => AskAsync(cluster, selector, cancellationToken)))));
        var matches = new SortedDictionary<string, StringSet>(StringComparer.Ordinal);
        var faults = new SortedDictionary<string, Fault>(StringComparer.Ordinal);
        foreach (var (cluster, answer) in answers)
        {
            if (answer.TryGet(out var found, out var fault))
            {
                matches[cluster] = found;
            }
            else
            {
                faults[cluster] = fault;
            }
        }

        return new(matches, faults);
    }

    /// <summary>
    /// Those whose labels match, but for those that are labelled out of all backups: one of them, named in a list, fails the
    /// backup of all the others. A namespace that is being deleted has nothing left to back up.
    /// </summary>
    public static StringSet Of(IEnumerable<JsonObject> namespaces, LabelSelector selector) => StringSet.From(namespaces
        .Where(found => Json.Text(found, "metadata", "deletionTimestamp") is null
            && Json.Entries(found, "metadata", "labels").ToDictionary(StringComparer.Ordinal) is var labels
            && labels.GetValueOrDefault(NamespaceLists.ExcludeLabel) != "true"
            && selector.Matches(labels))
        .Select(Json.Name));

    /// <summary>
    /// Without those that a list of names and patterns leaves out: Velero refuses a backup that includes and leaves out the same
    /// namespace.
    /// </summary>
    public static StringSet Without(StringSet namespaces, StringSet? excluded) => excluded is not { Count: > 0 } ? namespaces
        : StringSet.From(namespaces.Where(name => !Glob.IsAnyMatch(excluded, name)));

    /// <summary>That nothing matches on a cluster.</summary>
    /// <param name="excluded">What is left out of what matches.</param>
    /// <param name="means">What follows, as in "so that nothing is backed up there".</param>
    public static Fault NoMatch(string cluster, LabelSelector selector, StringSet? excluded, string means) => new(
        FaultKind.NoNamespaceMatches,
        cluster,
        $"none has the labels \"{selector}\" without the label {NamespaceLists.ExcludeLabel}=true"
        + $"{(excluded is { Count: > 0 } ? " and without being left out" : "")}, {means}",
        Field);

    private static async Task<Outcome<StringSet>> AskAsync(
        Cluster cluster, LabelSelector selector, CancellationToken cancellationToken)
    {
        var listed = await cluster.Lists.GetAsync(s_path, null, cancellationToken);
        if (listed.TryGet(out var namespaces, out var fault))
        {
            return Of(namespaces, selector);
        }

        return fault.Kind != FaultKind.Forbidden ? fault : fault with
        {
            Detail = $"{fault.Detail}. Which namespaces have the labels \"{selector}\" is found out by listing them: a ClusterRole with "
                + AccessRight.Rules([s_right]),
            Field = Field,
        };
    }
}
