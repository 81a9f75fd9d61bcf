using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>Opens connections the way the provider does: settings in, clusters out.</summary>
internal static class TestConnections
{
    public static ApiPath Schedules { get; } = ApiPath.Velero("schedules", "velero");

    public static ApiPath Daily { get; } = Schedules.Named("daily");

    public static ProcessEnvironment Environment(params (string Name, string Value)[] variables) => new()
    {
        Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
        HomeFolder = "/nonexistent/home",
        CurrentFolder = Path.GetTempPath(),
        ServiceAccountFolder = "/nonexistent/serviceaccount",
    };

    public static ClusterSet Open(
        ConnectionSettings connection, TimeSpan? requestTimeout = null, TimeProvider? time =
            null, ProcessEnvironment? environment = null) =>
        ClusterSet.Open(
            new ClusterSetSettings
            {
                Clusters = [new ClusterSettings { Name = "eu", Connection = connection }],
                ProviderVersion = "1.2.3",
                RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
            },
            environment ?? Environment(),
            time ?? TimeProvider.System);

    /// <summary>One cluster, its retries without waiting.</summary>
    public static ClusterSet OpenPatiently(ConnectionSettings connection) =>
        Open(connection, TimeSpan.FromHours(1), new ImmediateDelays());

    public static IKubernetesApi Api(this ClusterSet clusters) => clusters.Clusters[0].Api;
}
