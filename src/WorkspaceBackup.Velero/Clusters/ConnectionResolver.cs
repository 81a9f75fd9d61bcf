using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// Turns what is configured into one endpoint. A kubeconfig, or in a pod the service account, gives the base; settings
/// of the cluster's own override it one by one, as in the hashicorp/kubernetes provider, except that credentials
/// override as a whole: two identities are never mixed into one. The environment takes part only when the cluster is
/// the only one, because with several nobody could say which of them it means.
/// </summary>
internal sealed class ConnectionResolver(ProcessEnvironment environment, KubeconfigFiles files)
{
    private const int CertificateLimit = 4 * 1024 * 1024;

    /// <param name="cluster">The cluster's key, for the fault.</param>
    /// <param name="connection">Its own settings.</param>
    /// <param name="isOnlyCluster">No other cluster is configured: the environment applies.</param>
    public Outcome<Endpoint> Resolve(string cluster, ConnectionSettings connection, bool isOnlyCluster)
    {
        try
        {
            ConnectionSettings settings = connection.Normalized();
            if ((settings.Contradiction(cluster) ?? settings.Mistake(cluster)) is { } wrong)
            {
                return wrong;
            }

            if (isOnlyCluster)
            {
                settings = EnvironmentConnection.Fill(settings, environment).Normalized();
                if (settings.Contradiction(cluster) is { } withEnvironment)
                {
                    return withEnvironment with { Detail = withEnvironment.Detail + " (some by KUBE_* variables)" };
                }
            }

            return Combine(settings, isOnlyCluster);
        }
        catch (FaultException e)
        {
            return e.For(cluster);
        }
        catch (Exception e)
        {
            // A value that no rule above has thought of. Its own words may quote it.
            return MachineLimit.Of(e) is { } limit
                ? new Fault(FaultKind.MachineLimit, cluster, limit)
                : new Fault(
                    FaultKind.ConnectionInvalid, cluster, $"the settings cannot be made sense of ({e.GetType().Name})");
        }
    }

    private Endpoint Combine(ConnectionSettings settings, bool isOnlyCluster)
    {
        (KubeconfigCluster cluster, KubeconfigUser user) = Base(settings, isOnlyCluster);

        string server = settings.Host ?? cluster.Server
            ?? throw new FaultException(FaultKind.KubeconfigInvalid, $"the cluster entry {cluster.Name} has no server");
        bool insecure = settings.Insecure ?? (settings.ClusterCaCertificate is null && cluster.InsecureSkipTlsVerify);
        if (insecure && settings.Insecure is null
            && cluster is not { CertificateAuthority: null, CertificateAuthorityData: null })
        {
            throw new FaultException(
                FaultKind.KubeconfigInvalid,
                $"the cluster entry {cluster.Name} has a certificate authority and insecure-skip-tls-verify");
        }

        string? proxyUrl = settings.ProxyUrl ?? cluster.ProxyUrl;
        Uri serverUrl = ServerUrl.Parse(server, settings.Host is not null);
        (Uri? proxy, NetworkCredential? proxyCredential) = proxyUrl is not null
            ? settings.ProxyUrl is not null
                ? ProxyUrl.Parse(proxyUrl, "proxy_url", "proxy_url")
                : ProxyUrl.Parse(proxyUrl, $"proxy-url of the cluster entry {cluster.Name}", null)
            : EnvironmentProxy.For(serverUrl, environment);

        return new Endpoint
        {
            Server = serverUrl,
            // The entry's name belongs to the entry's server.
            TlsServerName = settings.TlsServerName ?? (settings.Host is null ? cluster.TlsServerName : null),
            CertificateAuthorities = insecure ? null : Authorities(settings, cluster),
            Insecure = insecure,
            Proxy = proxy,
            ProxyCredential = proxyCredential,
            Credentials = settings.NamesCredentials ? Own(settings) : Of(user),
            Impersonation = user.Impersonation,
            ExecConfig = cluster.ExecConfig,
        };
    }

    private (KubeconfigCluster Cluster, KubeconfigUser User) Base(ConnectionSettings settings, bool isOnlyCluster)
    {
        if (settings.ConfigPath is { } path)
        {
            return Pick(
                About("config_path", () => files.Load(environment.FullPath(path))), settings, Shown.Path(path));
        }

        if (settings.ConfigPaths is { } paths)
        {
            string[] full = [.. paths.Select(environment.FullPath)];
            return Pick(About("config_paths", () => files.LoadAll(full)), settings, Shown.Paths(paths));
        }

        if (isOnlyCluster && settings.Host is null)
        {
            if (environment.NonEmpty("KUBECONFIG") is { } list)
            {
                string[] full = [.. EnvironmentConnection.SplitPaths(list).Select(environment.FullPath)];
                return Pick(About("KUBECONFIG", () => files.LoadAll(full)), settings, "KUBECONFIG");
            }

            if (environment.NonEmpty("KUBERNETES_SERVICE_HOST") is { } host
                && environment.NonEmpty("KUBERNETES_SERVICE_PORT") is { } port)
            {
                return InCluster(host, port);
            }
        }

        string? context = settings switch
        {
            { ConfigContext: not null } => "config_context",
            { ConfigContextCluster: not null } => "config_context_cluster",
            { ConfigContextAuthInfo: not null } => "config_context_auth_info",
            _ => null,
        };
        if (context is not null)
        {
            throw new FaultException(
                settings.Host is null ? FaultKind.ConnectionMissing : FaultKind.ConnectionConflict,
                $"{context} is set, but no kubeconfig to find it in",
                settings.Host is null ? "config_path" : context);
        }

        return settings.Host is not null
            ? (new() { Name = "" }, new() { Name = "" })
            : throw new FaultException(
                FaultKind.ConnectionMissing,
                isOnlyCluster
                    ? "the environment has none either (KUBE_CONFIG_PATH, KUBE_HOST, KUBECONFIG)"
                    : "with more than one cluster the environment's connection is not used",
                "config_path");
    }

    private (KubeconfigCluster Cluster, KubeconfigUser User) InCluster(string host, string port)
    {
        string folder = environment.ServiceAccountFolder;
        if (!File.Exists(Path.Combine(folder, "token")))
        {
            throw new FaultException(
                FaultKind.ConnectionMissing,
                $"KUBERNETES_SERVICE_HOST is set, as in a pod, but there is no service account in {folder}: the pod "
                + "does not mount its own (automountServiceAccountToken)",
                "config_path");
        }

        return (
            new()
            {
                Name = "in-cluster",
                Server = $"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}",
                CertificateAuthority = Path.Combine(folder, "ca.crt"),
            },
            new() { Name = "in-cluster", TokenFile = Path.Combine(folder, "token") });
    }

    private static (KubeconfigCluster Cluster, KubeconfigUser User) Pick(
        KubeconfigFile config, ConnectionSettings settings, string source)
    {
        KubeconfigContext? context = null;
        if ((settings.ConfigContext ?? config.CurrentContext) is { } name)
        {
            context = config.Contexts.GetValueOrDefault(name)?.Value ?? throw Unknown(
                "config_context",
                settings.ConfigContext is null
                    ? $"{source} names the current context {name} and has no such context"
                    : $"{source} has no context {Shown.Name(name)}",
                config.Contexts.Keys);
        }

        string clusterName = settings.ConfigContextCluster ?? context?.Cluster ?? throw (context is null
            ? Unknown("config_context", $"{source} has no current context", config.Contexts.Keys)
            : new(
                FaultKind.KubeconfigInvalid,
                $"{source}: the context {context.Name} names no cluster",
                "config_context"));
        string? userName = settings.ConfigContextAuthInfo ?? context?.User;

        KubeconfigCluster cluster = config.Clusters.GetValueOrDefault(clusterName)?.Value
            ?? throw Missing(
                "cluster", clusterName, settings.ConfigContextCluster, "config_context_cluster", config.Clusters.Keys);
        KubeconfigUser user = userName is null
            ? new() { Name = "" }
            : config.Users.GetValueOrDefault(userName)?.Value
                ?? throw Missing(
                    "user", userName, settings.ConfigContextAuthInfo, "config_context_auth_info", config.Users.Keys);
        return (cluster, user);

        FaultException Missing(string what, string entry, string? asked, string setting, IEnumerable<string> known) =>
            asked is not null
                ? Unknown(setting, $"{source} has no {what} {entry}", known)
                : new(
                    FaultKind.KubeconfigInvalid,
                    $"{source}: the context {context?.Name} names the {what} {entry}, which is not there",
                    "config_context");
    }

    private static FaultException Unknown(string setting, string what, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        string there = names.Length switch
        {
            0 => "it has none",
            <= 10 => "there is " + string.Join(", ", names),
            _ => $"there is {string.Join(", ", names.Take(10))} and {names.Length - 10} more",
        };
        return new(FaultKind.ContextUnknown, $"{what} ({there})", setting);
    }

    private static X509Certificate2Collection? Authorities(ConnectionSettings settings, KubeconfigCluster cluster)
    {
        if (settings.ClusterCaCertificate is { } own)
        {
            return Certificates(own, FaultKind.ConnectionInvalid, "cluster_ca_certificate");
        }

        const FaultKind Kind = FaultKind.KubeconfigInvalid;
        byte[]? pem = cluster.CertificateAuthorityData
            ?? (cluster.CertificateAuthority is { } path ? LimitedFile.Read(path, CertificateLimit, Kind) : null);
        if (pem is null)
        {
            return null;
        }

        return Certificates(
            Encoding.UTF8.GetString(pem), Kind, $"the certificate authority of the cluster entry {cluster.Name}");
    }

    private static X509Certificate2Collection Certificates(string pem, FaultKind kind, string name)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw Wrong("holds a damaged certificate");
        }

        return certificates.Count > 0 ? certificates : throw Wrong("holds no PEM certificate" + PemText.Instead(pem));

        FaultException Wrong(string what) =>
            new(kind, $"{name} {what}", kind == FaultKind.ConnectionInvalid ? name : null);
    }

    private CredentialSettings Own(ConnectionSettings settings) => new()
    {
        Token = Header(settings.Token?.Trim(), "token"),
        TokenFile = settings.TokenFile is { } file ? environment.FullPath(file) : null,
        TokenFileShown = Shown.TokenFile(settings.TokenFile ?? ""),
        Username = settings.Username,
        Password = settings.Password,
        Exec = settings.Exec is not { } exec ? null : new ExecPluginSettings
        {
            ApiVersion = exec.ApiVersion,
            // A path is relative to the current folder, a bare name is looked up in PATH.
            Command = exec.Command.Contains('/') ? environment.FullPath(exec.Command) : exec.Command,
            Args = exec.Args,
            Env = [.. exec.Env],
        },
        ClientCertificatePem = settings.ClientCertificate,
        ClientKeyPem = settings.ClientKey,
    };

    private static CredentialSettings Of(KubeconfigUser user)
    {
        if (user.AuthProvider is { } provider)
        {
            throw new FaultException(
                FaultKind.KubeconfigInvalid,
                $"the user {user.Name} uses the auth-provider {provider}, which Kubernetes removed in 1.26; "
                + "write the kubeconfig again with the cloud's current tool, which uses exec");
        }

        bool hasToken = user.Token is not null || user.TokenFile is not null;
        if (hasToken && user.Username is not null)
        {
            throw new FaultException(
                FaultKind.KubeconfigInvalid, $"the user {user.Name} has both a token and a user name");
        }

        string? certificate = Pem(user.ClientCertificateData, user.ClientCertificate);
        string? key = Pem(user.ClientKeyData, user.ClientKey);
        if (certificate is null != key is null)
        {
            throw new FaultException(
                FaultKind.ClientCertificateInvalid,
                key is null
                    ? $"the user {user.Name} has a client certificate without a key"
                    : $"the user {user.Name} has a client key without a certificate");
        }

        return new CredentialSettings
        {
            Token = user.TokenFile is null ? Header(user.Token?.Trim(), null) : null,
            TokenFile = user.TokenFile,
            TokenFileShown = user.TokenFileShown ?? Shown.TokenFile(user.TokenFile ?? ""),
            Username = user.Username,
            Password = user.Password,
            // A token that is there already spares the program, as in client-go.
            Exec = hasToken || user.Username is not null ? null : user.Exec,
            ClientCertificatePem = certificate,
            ClientKeyPem = key,
        };
    }

    private static string? Pem(byte[]? data, string? path) =>
        data is not null ? Encoding.UTF8.GetString(data)
        : path is not null
            ? Encoding.UTF8.GetString(LimitedFile.Read(path, CertificateLimit, FaultKind.ClientCertificateInvalid))
        : null;

    private static string? Header(string? token, string? setting) =>
        token is null || token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new FaultException(
                setting is null ? FaultKind.KubeconfigInvalid : FaultKind.ConnectionInvalid,
                "the token holds a blank or another character no token has",
                setting);

    private static KubeconfigFile About(string setting, Func<KubeconfigFile> load)
    {
        try
        {
            return load();
        }
        catch (FaultException e)
        {
            throw e.About(setting);
        }
    }
}
