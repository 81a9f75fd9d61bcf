namespace WorkspaceBackup.Velero.Clusters;

/// <summary>All clusters of one provider configuration and the limits they share.</summary>
public sealed record ClusterSetSettings
{
    /// <summary>The clusters, their names distinct.</summary>
    public required IReadOnlyList<ClusterSettings> Clusters { get; init; }

    /// <summary>
    /// There are more clusters, whose connection is not known yet: then the environment connects none of these, even if
    /// it is the only one.
    /// </summary>
    public bool HasOthers { get; init; }

    /// <summary>The provider's version, for the user agent.</summary>
    public required string ProviderVersion { get; init; }

    /// <summary>One API request with all its retries; default 10 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>API requests in flight over all clusters; default 32. To one cluster never more than 8.</summary>
    public int Parallelism { get; init; } = 32;

    /// <summary>Puts something around a cluster's HTTP handler, given its name; for tests.</summary>
    public Func<string, HttpMessageHandler, HttpMessageHandler> Around { get; init; } = static (_, handler) => handler;
}
