namespace VeleroSandbox;

/// <summary>How a sandbox is set up. The defaults suit tests.</summary>
public sealed record SandboxOptions
{
    /// <summary>The clusters' names; <c>c1</c>, <c>c2</c>, ... unless given.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Whether the clock goes with real time. A fake one stands until it is advanced.</summary>
    public bool RealClock { get; init; }

    /// <summary>Where a fake clock begins.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>
    /// Decides CRDs and behaviour: <c>1.18.2</c>, <c>1.14.1</c>, <c>1.9.7</c> or <c>1.19-dev</c>, of any minor whose CRDs
    /// are under <c>tests/clusters/crds</c>; null for a cluster without Velero.
    /// </summary>
    public string? VeleroVersion { get; init; } = "1.18.1";

    /// <summary>A folder of CRD files to serve instead of those of <see cref="VeleroVersion"/>.</summary>
    public string? CrdFolder { get; init; }

    /// <summary>The minor version of Kubernetes 1. Below 25 there is no field validation.</summary>
    public int KubernetesMinor { get; init; } = 34;

    public string VeleroNamespace { get; init; } = "velero";

    /// <summary>The namespaces that each cluster begins with, besides its own and Velero's.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Whether the Velero servers run from the beginning.</summary>
    public bool RunVelero { get; init; } = true;

    /// <summary>How many more clusters there are, <c>b1</c>, <c>b2</c>, ..., without Velero's definitions.</summary>
    public int BareClusters { get; init; }

    /// <summary>
    /// A folder of RBAC manifests whose groups <c>workspace-backup-apply</c> and <c>workspace-backup-plan</c> the
    /// tokens
    /// <see cref="SandboxCluster.OperatorToken"/> and <see cref="SandboxCluster.ReaderToken"/> belong to.
    /// </summary>
    public string? RbacFolder { get; init; }

    /// <summary>
    /// Whether each cluster begins with a location <c>default</c> in a bucket of its own prefix.
    /// </summary>
    public bool DefaultLocation { get; init; } = true;

    /// <summary>How long, in real time, Velero takes to see a change. A real one takes 5 to 80 ms.</summary>
    public TimeSpan ReactionTime { get; init; } = TimeSpan.Zero;

    /// <summary>How long backups and restores take on the clock.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.Zero;
}
