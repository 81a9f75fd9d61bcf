using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// One write on many clusters: what was found on all of them, who is skipped, and whether it may go on. What is found
/// on one cluster stops the write on every cluster, as long as nothing is written yet.
/// </summary>
/// <param name="policy">What becomes of clusters that do not answer.</param>
/// <param name="skipped">What a skipped cluster misses, as in "it is not backed up".</param>
/// <param name="time">The clock of what may still be done after a stop.</param>
internal sealed class FanOut(UnhealthyPolicy policy, string skipped, TimeProvider time)
{
    /// <summary>What a stopped call may still take to find out what it did and to take it back, per request.</summary>
    internal static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(15);

    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<string, Fault> _skipped = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Findings => [.. _findings.Distinct()];

    public IReadOnlyDictionary<string, Fault> Skipped => _skipped;

    public bool HasErrors => _findings.Any(finding => finding.IsError);

    public void Add(params IEnumerable<Finding> findings) => _findings.AddRange(findings);

    /// <summary>Takes what was found before the writes.</summary>
    /// <param name="mayBeSkipped">Whether a cluster may be skipped at all, whatever the policy says.</param>
    public void Judge(IReadOnlyList<ClusterPlan> plans, Func<string, bool>? mayBeSkipped = null)
    {
        foreach (var plan in plans)
        {
            _findings.AddRange(plan.Findings);
            if (plan.Unhealthy is { } fault)
            {
                SkipOrFail(fault, mayBeSkipped?.Invoke(fault.Cluster) ?? true);
            }
        }

        _findings.AddRange(SameClusters(plans));
    }

    /// <summary>A cluster that does not answer: skipped, or an error.</summary>
    /// <param name="mayBeSkipped">Whether it may be skipped at all, whatever the policy says.</param>
    /// <param name="also">What else is to be said of a skipped one.</param>
    public void SkipOrFail(Fault fault, bool mayBeSkipped = true, string also = "")
    {
        if (policy == UnhealthyPolicy.Fail || !mayBeSkipped)
        {
            _findings.Add(Finding.Of(fault));
            return;
        }

        _skipped[fault.Cluster] = fault;
        var warning = Finding.Warning(
            FindingKind.ClusterSkipped,
            fault.Cluster,
            $"The cluster is not healthy and is skipped, so {skipped}: {FaultReason.Of(fault.Kind)}.{also}");
        _findings.Add(warning with { Fault = fault });
    }

    /// <summary>Where each cluster was skipped; of those that may not be there is an error already.</summary>
    public void AddNoClusterLeft()
    {
        if (_skipped.Count > 0 || !HasErrors)
        {
            _findings.Add(Finding.Error(
                FindingKind.NoClusterLeft,
                "",
                (_skipped.Count == 0 ? "There is no cluster to write on. "
                    : "Every cluster is unhealthy, so there is none to write on: "
                        + NameList.Of(_skipped.Values.Select(fault => $"\"{fault.Cluster}\" ({FaultReason.Of(fault.Kind)})")) + ". ")
                + "Nothing was written."));
        }
    }

    /// <summary>Sends all of them; what the answers gave away is among the findings afterwards, faults are not.</summary>
    public async Task<IReadOnlyList<ObjectWritten>> WriteAsync(
        IEnumerable<ObjectWriter> writers, CancellationToken cancellationToken)
    {
        var written = await Task.WhenAll(writers.Select(writer => ClusterWork.GuardAsync(
            writer.Cluster.Name,
            () => writer.ExecuteAsync(CleanUp, cancellationToken),
            fault => new ObjectWritten(writer, null, fault, []))));
        _findings.AddRange(written.SelectMany(one => one.Findings));
        return written;
    }

    /// <summary>A limit of its own for one request after a stop.</summary>
    public CancellationTokenSource CleanUp() => new(CleanUpLimit, time);

    /// <summary>One cluster under two names would be written on twice.</summary>
    private static IEnumerable<Finding> SameClusters(IReadOnlyList<ClusterPlan> plans) => plans
        .Where(plan => plan.Writer is not null)
        .GroupBy(plan => (plan.Writer!.ClusterUid, plan.Cluster.VeleroNamespace))
        .Where(same => same.Count() > 1)
        .SelectMany(same => same.Skip(1).Select(plan => Finding.Of(new Fault(
            FaultKind.SameCluster,
            plan.Cluster.Name,
            $"it has the same kube-system uid as cluster \"{same.First().Cluster.Name}\", and the same namespace of Velero"))));
}
