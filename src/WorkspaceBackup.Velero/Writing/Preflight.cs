using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// What can be known before an object that stays is written: each check gives findings about one cluster, and all of
/// them run on every cluster that would be written on.
/// </summary>
/// <param name="time">The clock of what is said of coming runs.</param>
internal sealed class Preflight(VeleroServers servers, AccessReviews reviews, TimeProvider time)
{
    private readonly ServerPreflight _server = new(servers);
    private readonly PermissionPreflight _permissions = new(reviews);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="isNew">It is created, not patched.</param>
    /// <param name="recordedVersion">The Velero that ran there when it was last asked; null: none is recorded.</param>
    public Task<PreflightResult> RunAsync(
        PreflightSubject subject, bool isNew, string? recordedVersion, CancellationToken cancellationToken) => RunAsync(
        subject, isNew, ContentPreflight.RunAsync(subject, servers, recordedVersion, cancellationToken), cancellationToken);

    /// <param name="isNew">It is created, not patched.</param>
    /// <param name="checking">What the kind itself looks at.</param>
    public async Task<PreflightResult> RunAsync(
        PreflightSubject subject, bool isNew, Task<IReadOnlyList<Finding>> checking, CancellationToken cancellationToken)
    {
        var asking = _server.RunAsync(subject.Cluster, subject.Planning, cancellationToken);
        List<Finding> findings =
            [.. await _permissions.RunAsync(subject, isNew, cancellationToken), .. await checking];
        var server = await asking;

        // The right to ask a server is among those that were reviewed: one error names them all. And what is missing
        // altogether stands in the way of asking too.
        var isForbidden = findings.Any(IsForbidden);
        var kinds = findings.Select(finding => finding.Fault?.Kind).OfType<FaultKind>().ToHashSet();
        findings.AddRange(server.Findings.Where(finding =>
            !(isForbidden && IsForbidden(finding)) && (finding.Fault is not { } fault || !kinds.Contains(fault.Kind))));
        return server with { Findings = Together(subject.Cluster, findings) };
    }

    /// <summary>What could not be checked, as one warning.</summary>
    public static IReadOnlyList<Finding> Together(Cluster cluster, IReadOnlyList<Finding> findings)
    {
        var missed = findings.Where(finding => finding.Kind == FindingKind.CannotCheck).ToList();
        return missed.Count == 0
            ? findings
            :
            [
                .. findings.Except(missed),
                Finding.Warning(
                    FindingKind.CannotCheck,
                    cluster.Name,
                    "What could not be checked, and would otherwise be said before the first backup fails: "
                    + $"{string.Join("; ", missed.Select(finding => finding.Detail))}."),
            ];
    }

    private static bool IsForbidden(Finding finding) => finding.Fault?.Kind == FaultKind.Forbidden;
}
