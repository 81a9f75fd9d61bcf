using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// The <c>KUBE_*</c> variables of the hashicorp/kubernetes provider. Each stands for the setting of its name where the
/// configuration leaves that open. Where the configuration says where to connect (or as whom, or whom to trust), the
/// variables that say the same thing in another way are left out: a token of the shell must not go to a cluster that
/// the configuration gives its own credentials.
/// </summary>
internal static class EnvironmentConnection
{
    /// <exception cref="FaultException">A variable's value makes no sense.</exception>
    public static ConnectionSettings Fill(ConnectionSettings settings, ProcessEnvironment environment)
    {
        string? Value(string variable) => environment.NonEmpty(variable);

        if (settings is { Host: null, ConfigPath: null, ConfigPaths: null })
        {
            string? path = Value("KUBE_CONFIG_PATH");
            settings = settings with
            {
                Host = Value("KUBE_HOST"),
                ConfigPath = path,
                ConfigPaths = path is null && Value("KUBE_CONFIG_PATHS") is { } paths ? SplitPaths(paths) : null,
            };
        }

        if (settings.Host is null || settings.ConfigPath is not null || settings.ConfigPaths is not null)
        {
            settings = settings with
            {
                ConfigContext = settings.ConfigContext ?? Value("KUBE_CTX"),
                ConfigContextCluster = settings.ConfigContextCluster ?? Value("KUBE_CTX_CLUSTER"),
                ConfigContextAuthInfo = settings.ConfigContextAuthInfo ?? Value("KUBE_CTX_AUTH_INFO"),
            };
        }

        if (!settings.NamesCredentials)
        {
            settings = settings with
            {
                Token = Value("KUBE_TOKEN"),
                Username = Value("KUBE_USER"),
                Password = Value("KUBE_PASSWORD"),
                ClientCertificate = Value("KUBE_CLIENT_CERT_DATA"),
                ClientKey = Value("KUBE_CLIENT_KEY_DATA"),
            };
        }

        if (settings is { ClusterCaCertificate: null, Insecure: null })
        {
            settings = settings with
            {
                ClusterCaCertificate = Value("KUBE_CLUSTER_CA_CERT_DATA"),
                Insecure = Flag("KUBE_INSECURE", Value("KUBE_INSECURE")),
            };
        }

        return settings with
        {
            TlsServerName = settings.TlsServerName ?? Value("KUBE_TLS_SERVER_NAME"),
            ProxyUrl = settings.ProxyUrl ?? Value("KUBE_PROXY_URL"),
        };
    }

    public static string[] SplitPaths(string paths) =>
        paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The spellings of Go's strconv.ParseBool.
    private static bool? Flag(string variable, string? value) => value switch
    {
        null => null,
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw new FaultException(
            FaultKind.ConnectionInvalid, $"the environment variable {variable} is not true or false", "insecure"),
    };
}
