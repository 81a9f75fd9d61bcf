using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// What an existing resource is planned to become. A pure function of declaration, prior state and the health that the
/// last refresh recorded.
/// </summary>
internal sealed record SchedulePlan
{
    /// <summary>By cluster, as planned.</summary>
    public required SortedDictionary<string, ScheduleElement> Elements { get; init; }

    /// <summary>By cluster, why it is not as declared.</summary>
    public required SortedDictionary<string, string> Skipped { get; init; }

    /// <summary>The clusters on which the apply is to write.</summary>
    public required StringSet Write { get; init; }

    /// <summary>The clusters of <see cref="Write"/> that were unhealthy, and what with.</summary>
    public required SortedDictionary<string, FaultKind> Unhealthy { get; init; }

    /// <summary>
    /// Null when a target has no record: a cluster new since the last refresh, or one whose connection is not known.
    /// </summary>
    /// <param name="veleroNamespaces">By cluster, as configured; a cluster whose connection is not known has none.</param>
    /// <param name="writeAll">Something changes on every cluster that elements do not show.</param>
    public static SchedulePlan? Of(
        StringSet targets,
        IReadOnlyDictionary<string, string> veleroNamespaces,
        ScheduleDeclaration declaration,
        ScheduleModel prior,
        ScheduleMemory memory,
        bool writeAll = false)
    {
        var priorElements = prior.Elements;
        IReadOnlyDictionary<string, string> priorSkipped =
            prior.SkippedClusters.TryGetKnown(out var known) ? known : new Dictionary<string, string>();
        var plan = new SchedulePlan
        {
            Elements = new(StringComparer.Ordinal),
            Skipped = new(StringComparer.Ordinal),
            Write = [],
            Unhealthy = new(StringComparer.Ordinal),
        };
        var write = new List<string>();
        foreach (var cluster in targets)
        {
            if (!memory.Health.TryGetValue(cluster, out var health)
                || !veleroNamespaces.TryGetValue(cluster, out var veleroNamespace))
            {
                return null;
            }

            priorElements.TryGetValue(cluster, out var element);
            var uid = health.IsOk ? health.ClusterUid : element?.ClusterUid ?? health.ClusterUid;
            var declared = uid is null
                ? null
                : ScheduleService.Declare(
                    declaration,
                    cluster,
                    veleroNamespace,
                    uid,
                    element?.Name ?? memory.Known.GetValueOrDefault(cluster)?.Name);
            if (declared is not null && declared.Equals(element) && !writeAll)
            {
                plan.Elements[cluster] = element;
                continue;
            }

            if (!health.IsUnhealthy)
            {
                // A misconfigured cluster without a uid is an error that the live check reports; nothing is planned for it.
                if (declared is not null)
                {
                    plan.Elements[cluster] = declared;
                }

                write.Add(cluster);
                continue;
            }

            // An unhealthy cluster stays as it was. A reason once given is kept while the cluster is down, so that
            // a refused connection that turns into a time-out is no change.
            plan.Unhealthy[cluster] = health.Fault!.Value;
            plan.Skipped[cluster] = priorSkipped.GetValueOrDefault(cluster) ?? FaultReason.Of(health.Fault.Value);
            if (element is not null)
            {
                plan.Elements[cluster] = element;
            }
        }

        return plan with { Write = StringSet.From(write) };
    }
}
