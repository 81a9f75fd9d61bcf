using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Whether the identity may do what a write needs, asked before the first of it is refused.</summary>
internal sealed class PermissionPreflight(AccessReviews reviews)
{
    // To create: read again what Velero made of it, and take it back when another cluster refuses.
    private static readonly IReadOnlyList<AccessRight> s_create =
        [.. Rights("schedules", "create", "get", "delete"), .. ToAskTheServer];

    private static readonly IReadOnlyList<AccessRight> s_patch =
        [.. Rights("schedules", "patch", "get"), .. ToAskTheServer];

    private static IEnumerable<AccessRight> ToAskTheServer => Rights("serverstatusrequests", "create", "get", "delete");

    public async Task<IReadOnlyList<Finding>> RunAsync(PreflightSubject subject, CancellationToken cancellationToken)
    {
        var asked = await reviews.MissingAsync(subject.Cluster, subject.IsNew ? s_create : s_patch, cancellationToken);
        if (!asked.TryGet(out var missing, out var fault))
        {
            return fault.Kind == FaultKind.Forbidden && !subject.Planning
                ? [Finding.Of(fault)]
                : [PreflightSubject.Unread(fault, "whether this identity may write Schedules")];
        }

        return missing.Count == 0
            ? []
            : [Finding.Of(Forbidden(subject, missing), subject.Planning ? Severity.Warning : Severity.Error)];
    }

    private static Fault Forbidden(PreflightSubject subject, IReadOnlyList<AccessRight> missing) => new(
        FaultKind.Forbidden,
        subject.Cluster.Name,
        $"this identity lacks rights in namespace \"{subject.Cluster.VeleroNamespace}\". What is missing, as rules of "
        + $"a Role there:\n\n{string.Join('\n', missing.GroupBy(right => right.Resource).Select(Rule))}",
        null,
        ScheduleReader.Describe(subject.Cluster, subject.Element.Name));

    private static string Rule(IGrouping<string, AccessRight> missing) =>
        $"- apiGroups: [velero.io]\n  resources: [{missing.Key}]\n"
        + $"  verbs: [{string.Join(", ", missing.Select(right => right.Verb))}]";

    private static IEnumerable<AccessRight> Rights(string resource, params IReadOnlyList<string> verbs) =>
        verbs.Select(verb => new AccessRight(verb, "velero.io", resource, IsInVeleroNamespace: true));
}
