using System.Runtime.InteropServices;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// The clusters of one provider configuration and what they share: the limit on requests in flight and the kubeconfig
/// files read. Opening it reads no file and opens no connection; each cluster does so with its first request.
/// </summary>
public sealed class ClusterSet : IDisposable
{
    private readonly ClusterConnection[] _connections;
    private readonly SharedPlugins _plugins;

    private ClusterSet(Cluster[] clusters, ClusterConnection[] connections, SharedPlugins plugins)
    {
        Clusters = clusters;
        _connections = connections;
        _plugins = plugins;
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<Cluster> Clusters { get; }

    /// <param name="settings">The configuration.</param>
    /// <param name="environment">
    /// Variables and folders; takes part in connections only when there is one cluster.
    /// </param>
    /// <param name="time">For time limits, backoff and expiry.</param>
    /// <exception cref="ArgumentException">Two clusters of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time limit or parallelism that is not positive.</exception>
    public static ClusterSet Open(ClusterSetSettings settings, ProcessEnvironment environment, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.RequestTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Parallelism, 1);
        ClusterSettings[] ordered = [.. settings.Clusters.OrderBy(c => c.Name, StringComparer.Ordinal)];
        if (ordered.DistinctBy(c => c.Name).Count() != ordered.Length)
        {
            throw new ArgumentException("two clusters have one name", nameof(settings));
        }

        var resolver = new ConnectionResolver(environment, new KubeconfigFiles());
        var plugins = new SharedPlugins(time);
        var gate = new RequestGate(settings.Parallelism);
        string userAgent = UserAgent(settings.ProviderVersion, environment);
        var connections = new ClusterConnection[ordered.Length];
        var clusters = new Cluster[ordered.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            ClusterSettings cluster = ordered[i];
            connections[i] = new ClusterConnection(
                cluster.Name,
                () => resolver.Resolve(cluster.Name, cluster.Connection, isOnlyCluster: ordered.Length == 1 && !settings.HasOthers),
                settings.RequestTimeout,
                time,
                plugins,
                handler => settings.Around(cluster.Name, handler));
            var transport = new ApiTransport(
                cluster.Name,
                connections[i],
                gate.ForCluster(),
                settings.RequestTimeout,
                userAgent,
                time,
                Random.Shared.NextDouble);
            clusters[i] = new Cluster(
                cluster.Name, cluster.VeleroNamespace, cluster.Detached, new KubernetesApi(transport))
            {
                KubectlContext = cluster.Connection.ConfigContext,
            };
        }

        return new ClusterSet(clusters, connections, plugins);
    }

    /// <summary>Ends the connections; requests still under way come back as cancelled.</summary>
    public void Dispose()
    {
        Array.ForEach(_connections, c => c.Dispose());
        _plugins.Dispose();
    }

    private static string UserAgent(string version, ProcessEnvironment environment)
    {
        string system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string machine = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture other => other.ToString().ToLowerInvariant(),
        };
        string agent = $"terraform-provider-workspace/{version} ({system}/{machine})";
        // The variable every Terraform provider appends to its user agent.
        return environment.NonEmpty("TF_APPEND_USER_AGENT") is { } more ? $"{agent} {PlainText.Of(more, 200)}" : agent;
    }
}
