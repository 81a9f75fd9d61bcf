using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Whether the identity may do what a write needs, asked before the first of it is refused.</summary>
internal sealed class PermissionPreflight(AccessReviews reviews)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(
        PreflightSubject subject, bool isNew, CancellationToken cancellationToken)
    {
        // To create: read again what Velero made of it, and take it back when another cluster refuses.
        IReadOnlyList<AccessRight> rights =
        [
            .. Rights(subject.Path.Resource, isNew ? ["create", "get", "delete"] : ["patch", "get"]),
            .. Rights("serverstatusrequests", "create", "get", "delete"),
            .. subject.Rights,
        ];
        var asked = await reviews.MissingAsync(subject.Cluster, rights, cancellationToken);
        if (!asked.TryGet(out var missing, out var fault))
        {
            return fault.Kind == FaultKind.Forbidden && !subject.Planning
                ? [Finding.Of(fault)]
                : [PreflightSubject.Unread(fault, $"whether this identity may write {subject.Path.Resource}")];
        }

        return missing.Count == 0
            ? []
            : [Finding.Of(Forbidden(subject, missing), subject.Planning ? Severity.Warning : Severity.Error)];
    }

    private static Fault Forbidden(PreflightSubject subject, IReadOnlyList<AccessRight> missing) => new(
        FaultKind.Forbidden,
        subject.Cluster.Name,
        $"this identity lacks rights in namespace \"{subject.Cluster.VeleroNamespace}\". What is missing in a Role there is "
        + AccessRight.Rules(missing),
        null,
        subject.Path.ObjectName);

    private static IEnumerable<AccessRight> Rights(string resource, params IReadOnlyList<string> verbs) =>
        verbs.Select(verb => new AccessRight(verb, "velero.io", resource, IsInVeleroNamespace: true));
}
