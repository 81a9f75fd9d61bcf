using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// What existing objects are planned to become. A pure function of declaration, prior state and the health that the last
/// refresh recorded: planning twice gives the same, whatever happens in between.
/// </summary>
public sealed record ReconcilePlan<TElement>
    where TElement : class, IElement
{
    private ReconcilePlan()
    {
    }

    /// <summary>By cluster, as planned.</summary>
    public SortedDictionary<string, TElement> Elements { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters of <see cref="Elements"/> whose object is not there yet, so that its uid is not known.</summary>
    public SortedSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>By cluster, why it is not as declared.</summary>
    public SortedDictionary<string, string> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters on which the apply is to write.</summary>
    public SortedSet<string> Write { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters that are skipped, and what with.</summary>
    public SortedDictionary<string, FaultKind> Unhealthy { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Null when a target has no record: a cluster new since the last refresh, or one whose connection is not known.
    /// </summary>
    /// <param name="veleroNamespaces">By cluster, as configured; a cluster whose connection is not known has none.</param>
    /// <param name="skipped">By cluster, the reason that the state gives.</param>
    /// <param name="isTagged">The instance has a token, and so its objects do but for those that are known not to.</param>
    public static ReconcilePlan<TElement>? Of<TDeclaration>(
        IKind<TDeclaration, TElement> kind,
        TDeclaration declaration,
        StringSet targets,
        IReadOnlyDictionary<string, string> veleroNamespaces,
        IReadOnlyDictionary<string, TElement> prior,
        IReadOnlyDictionary<string, string> skipped,
        IReadOnlyDictionary<string, RecordedHealth> recorded,
        IReadOnlyDictionary<string, KnownObject> known,
        bool isTagged)
    {
        var plan = new ReconcilePlan<TElement>();
        var untagged = new List<string>();
        var left = kind.LeftToOthers(declaration);
        foreach (var cluster in targets)
        {
            if (!recorded.TryGetValue(cluster, out var health)
                || !veleroNamespaces.TryGetValue(cluster, out var veleroNamespace))
            {
                return null;
            }

            var element = prior.GetValueOrDefault(cluster);
            var uid = health.IsOk ? health.ClusterUid : element?.ClusterUid ?? health.ClusterUid;
            var declared = uid is null
                ? null
                : kind.Declare(declaration, cluster, veleroNamespace, uid, element?.Name);
            var isSame = element is not null && declared is not null
                && element.ClusterUid == declared.ClusterUid && element.VeleroNamespace == declared.VeleroNamespace;
            declared = isSame ? kind.WithFieldsOf(declared!, element!, left) : declared;
            if (isSame && (kind.WithUid(declared!, element!.Uid).Equals(element)
                || (!IsTagged(cluster) && kind.WithUid(kind.WithOwnerOf(declared!, element), element.Uid).Equals(element))))
            {
                plan.Elements[cluster] = element;
                untagged.Add(cluster);
            }
            else if (!health.IsUnhealthy)
            {
                plan.Add(cluster, declared is null || !isSame
                    ? declared
                    : kind.WithUid(declared, element!.Uid ?? known.GetValueOrDefault(cluster)?.Uid));
            }
            else
            {
                // An unhealthy cluster stays as it was. A reason once given is kept while the cluster is down, so that a
                // refused connection that turns into a time-out is no change.
                plan.Unhealthy[cluster] = health.Fault!.Value;
                plan.Skipped[cluster] = skipped.GetValueOrDefault(cluster) ?? FaultReason.Of(health.Fault.Value);
                if (element is not null)
                {
                    plan.Elements[cluster] = element;
                }
            }
        }

        // A first token goes to every object, or destroying would leave those that do not carry it alone.
        if (plan.Write.Count > 0)
        {
            foreach (var cluster in untagged.Where(cluster => !IsTagged(cluster) && !recorded[cluster].IsUnhealthy))
            {
                var element = plan.Elements[cluster];
                var declared = kind.Declare(
                    declaration, cluster, element.VeleroNamespace, element.ClusterUid, element.Name);
                plan.Add(cluster, kind.WithUid(kind.WithFieldsOf(declared, element, left), element.Uid));
            }
        }

        return plan;

        bool IsTagged(string cluster) => isTagged && known.GetValueOrDefault(cluster)?.IsTagged != false;
    }

    /// <param name="declared">Null: a misconfigured cluster without a uid, which is an error of the live check.</param>
    private void Add(string cluster, TElement? declared)
    {
        Write.Add(cluster);
        if (declared is null)
        {
            return;
        }

        Elements[cluster] = declared;
        if (declared.Uid is null)
        {
            Made.Add(cluster);
        }
    }
}
