using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Whether the identity may do all that an operation needs to its end, asked before it begins: one that is started and cannot be
/// read again is tainted, and started anew by each apply.
/// </summary>
internal sealed class OperationPermissions(AccessReviews reviews, string operation)
{
    private readonly IReadOnlyList<AccessRight> _rights = OperationRights.NeededTo(operation);

    public async Task<Finding?> MissingAsync(Cluster cluster, bool planning, CancellationToken cancellationToken)
    {
        var asked = await reviews.MissingAsync(cluster, _rights, cancellationToken);
        if (!asked.TryGet(out var missing, out var fault))
        {
            return fault.IsUnhealthy ? null
                : PreflightSubject.Unread(fault, $"whether this identity may do all that a {operation} needs");
        }

        return missing.Count == 0 ? null : Finding.Of(
            new Fault(
                FaultKind.Forbidden,
                cluster.Name,
                $"this identity lacks rights that a {operation} needs to its end, so none is begun. What is missing in a "
                + $"Role in namespace \"{cluster.VeleroNamespace}\" is {AccessRight.Rules(missing)}"),
            planning ? Severity.Warning : Severity.Error);
    }
}
