using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// What time it is, by the clock of this machine and by those of the API servers. Where most of them say something else than
/// this machine, they are right: a clock here that stands still would keep every backup young for ever.
/// </summary>
public sealed record ClusterClocks
{
    /// <summary>By so much clocks may differ without a word.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyDictionary<string, TimeSpan> _ahead;

    private ClusterClocks(DateTimeOffset here, IReadOnlyDictionary<string, TimeSpan> ahead)
    {
        Here = here;
        _ahead = ahead;
        var middle = Middle([.. ahead.Values.Order()]);
        Now = middle.Duration() > Tolerance ? here + middle : here;
    }

    /// <summary>By this machine.</summary>
    public DateTimeOffset Here { get; }

    /// <summary>What ages are counted by.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether this machine's clock is the one that is wrong.</summary>
    public bool IsHereWrong => Now != Here;

    /// <summary>What is known from the answers that the clusters have given.</summary>
    public static ClusterClocks Of(IEnumerable<Cluster> clusters, TimeProvider time) => new(
        time.GetUtcNow(),
        clusters.Where(static cluster => cluster.Api.ClockAhead is not null)
            .ToDictionary(static cluster => cluster.Name, static cluster => cluster.Api.ClockAhead!.Value, StringComparer.Ordinal));

    /// <summary>Asks each cluster for an answer first.</summary>
    public static async Task<ClusterClocks> AskAsync(
        IReadOnlyList<Cluster> clusters, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.WhenAll(clusters.Select(cluster => cluster.Probe.GetAsync(cancellationToken)));
        return Of(clusters, time);
    }

    /// <summary>By a cluster's API server; by this machine where that has not said so.</summary>
    public DateTimeOffset At(string cluster) => Here + _ahead.GetValueOrDefault(cluster);

    /// <summary>"its API server's clock says ..., this machine's ..."</summary>
    public string Both(string cluster) => $"its API server's clock says {KubernetesTime.Text(At(cluster))}, this machine's says {KubernetesTime.Text(Here)}";

    // Of two in the middle the one that this machine agrees with more.
    private static TimeSpan Middle(IReadOnlyList<TimeSpan> sorted) => sorted.Count == 0
        ? TimeSpan.Zero
        : new[] { sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2] }.MinBy(static ahead => ahead.Duration());
}
