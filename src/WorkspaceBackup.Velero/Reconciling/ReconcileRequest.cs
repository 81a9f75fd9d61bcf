using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What is to be true after a create or an update, and where this call works for it.</summary>
public sealed record ReconcileRequest<TDeclaration>
{
    public required TDeclaration Declaration { get; init; }

    /// <summary>The clusters to write on; those that the plan skips are left out by the caller.</summary>
    public required IReadOnlyList<Cluster> Write { get; init; }

    /// <summary>The clusters that left: their known object is deleted. Empty for a create.</summary>
    public IReadOnlyList<Cluster> Remove { get; init; } = [];

    /// <summary>What the state knows, by cluster. Empty for a create.</summary>
    public IReadOnlyDictionary<string, KnownObject> Known { get; init; } =
        new Dictionary<string, KnownObject>(StringComparer.Ordinal);

    /// <summary>
    /// The uids of objects that are known to be this configuration's own, as those that a replacement deletes first: at plan
    /// they are in nobody's way. A create refuses whatever is still there.
    /// </summary>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();

    /// <summary>The uids of objects that are deleted before: those that this create replaces.</summary>
    public IReadOnlyCollection<string> Replaced { get; init; } = [];

    /// <summary>The clusters of <see cref="Write"/> of which it could not be found out what is to be written, and why.</summary>
    public IReadOnlyDictionary<string, Fault> Faults { get; init; } = new Dictionary<string, Fault>(StringComparer.Ordinal);

    public UnhealthyPolicy Unhealthy { get; init; }

    /// <summary>How long Velero is given to look at what was written.</summary>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The plan was known, and so is carried out as planned: a cluster that does not answer any more is an error and is
    /// not skipped. In an update the others go on; a create writes everywhere or nowhere.
    /// </summary>
    public bool IsPlanned { get; init; }

    /// <summary>
    /// All clusters of the configuration, also those left alone: none may share a location with them.
    /// </summary>
    public IReadOnlyList<Cluster> Workspace { get; init; } = [];

    /// <summary>
    /// The resource instance's random token, from <see cref="InstanceToken.New"/> at its create and kept in private state;
    /// null when the state has none (an imported resource before its first write).
    /// </summary>
    public string? Token { get; init; }
}
