using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>One entry of the provider's <c>clusters</c>: the connection has the hashicorp/kubernetes provider's names.</summary>
internal sealed record ClusterModel : IModel<ClusterModel>
{
    public static readonly SchemaAttribute<string> ConfigPathAttribute = new("config_path", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A kubeconfig file; `~` is the home folder.",
    };

    public static readonly SchemaAttribute<IReadOnlyList<string>> ConfigPathsAttribute = new("config_paths", Codec.List(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Several kubeconfig files, merged by kubectl's rules: the first that sets something wins.",
    };

    public static readonly SchemaAttribute<string> ConfigContextAttribute = new("config_context", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The context to use of the kubeconfig. Default: its `current-context`.",
    };

    public static readonly SchemaAttribute<string> ConfigContextClusterAttribute = new("config_context_cluster", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The cluster entry to use of the kubeconfig, instead of the context's.",
    };

    public static readonly SchemaAttribute<string> ConfigContextAuthInfoAttribute = new("config_context_auth_info", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The user entry to use of the kubeconfig, instead of the context's.",
    };

    public static readonly SchemaAttribute<string> HostAttribute = new("host", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The URL of the API server.",
    };

    public static readonly SchemaAttribute<string> ClusterCaCertificateAttribute = new("cluster_ca_certificate", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The certificates (PEM, one or several) of the CA that signed the API server's "
            + "certificate. Without one the system's trusted roots decide.",
    };

    public static readonly SchemaAttribute<string> ClientCertificateAttribute = new("client_certificate", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A client certificate (PEM) to authenticate with.",
    };

    public static readonly SchemaAttribute<string> ClientKeyAttribute = new("client_key", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "The client certificate's key (PEM).",
    };

    public static readonly SchemaAttribute<string> TokenAttribute = new("token", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "A bearer token to authenticate with.",
    };

    public static readonly SchemaAttribute<string> TokenFileAttribute = new("token_file", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A file that holds a bearer token. It is read again when it changes, as the dynamic "
            + "credentials of HCP Terraform and the tokens of service accounts do.",
    };

    public static readonly SchemaAttribute<string> TlsServerNameAttribute = new("tls_server_name", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The name that the API server's certificate must bear, when it is not that of `host`.",
    };

    public static readonly SchemaAttribute<string> ProxyUrlAttribute = new("proxy_url", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A proxy to reach the API server through: `http://`, `https://` or `socks5://`.",
    };

    public static readonly SchemaAttribute<bool> InsecureAttribute = new("insecure", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Do not check the API server's certificate. Everything sent, credentials included, can "
            + "then be read and changed on the way. Default: `false`.",
    };

    public static readonly SchemaAttribute<string> UsernameAttribute = new("username", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The user of HTTP basic authentication.",
    };

    public static readonly SchemaAttribute<string> PasswordAttribute = new("password", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "The password of HTTP basic authentication.",
    };

    public static readonly SchemaAttribute<ExecModel> ExecAttribute = new("exec", Codec.Object<ExecModel>())
    {
        Presence = Presence.Optional,
        Description = "A credential plugin: a program that prints an `ExecCredential`, as cloud vendors provide them.",
    };

    public static readonly SchemaAttribute<string> VeleroNamespaceAttribute = new("velero_namespace", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The namespace Velero is installed in on this cluster. Default: the provider's `velero_namespace`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<bool> DetachedAttribute = new("detached", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "The cluster leaves the workspace while its connection stays: its Schedules are deleted, its "
            + "backups stay, restores skip it. Do this before you remove a cluster from `clusters`. Default: `false`.",
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        ConfigPathAttribute,
        ConfigPathsAttribute,
        ConfigContextAttribute,
        ConfigContextClusterAttribute,
        ConfigContextAuthInfoAttribute,
        HostAttribute,
        ClusterCaCertificateAttribute,
        ClientCertificateAttribute,
        ClientKeyAttribute,
        TokenAttribute,
        TokenFileAttribute,
        TlsServerNameAttribute,
        ProxyUrlAttribute,
        InsecureAttribute,
        UsernameAttribute,
        PasswordAttribute,
        ExecAttribute,
        VeleroNamespaceAttribute,
        DetachedAttribute,
    ];

    public required Value<string> ConfigPath { get; init; }

    public required Value<IReadOnlyList<string>> ConfigPaths { get; init; }

    public required Value<string> ConfigContext { get; init; }

    public required Value<string> ConfigContextCluster { get; init; }

    public required Value<string> ConfigContextAuthInfo { get; init; }

    public required Value<string> Host { get; init; }

    public required Value<string> ClusterCaCertificate { get; init; }

    public required Value<string> ClientCertificate { get; init; }

    public required Value<string> ClientKey { get; init; }

    public required Value<string> Token { get; init; }

    public required Value<string> TokenFile { get; init; }

    public required Value<string> TlsServerName { get; init; }

    public required Value<string> ProxyUrl { get; init; }

    public required Value<bool> Insecure { get; init; }

    public required Value<string> Username { get; init; }

    public required Value<string> Password { get; init; }

    public required Value<ExecModel> Exec { get; init; }

    public required Value<string> VeleroNamespace { get; init; }

    public required Value<bool> Detached { get; init; }

    /// <summary>Something that decides where or how to connect is not known yet.</summary>
    public bool IsConnectionUnknown =>
        ConfigPath.IsUnknown
        || ConfigPaths.IsUnknown
        || ConfigContext.IsUnknown
        || ConfigContextCluster.IsUnknown
        || ConfigContextAuthInfo.IsUnknown
        || Host.IsUnknown
        || ClusterCaCertificate.IsUnknown
        || ClientCertificate.IsUnknown
        || ClientKey.IsUnknown
        || Token.IsUnknown
        || TokenFile.IsUnknown
        || TlsServerName.IsUnknown
        || ProxyUrl.IsUnknown
        || Insecure.IsUnknown
        || Username.IsUnknown
        || Password.IsUnknown
        || Exec.IsUnknown
        || VeleroNamespace.IsUnknown
        || Detached.IsUnknown
        || (Exec.TryGetKnown(out var exec) && exec.HasUnknown);

    public static ClusterModel Read(ModelReader reader) => new()
    {
        ConfigPath = reader.Get(ConfigPathAttribute),
        ConfigPaths = reader.Get(ConfigPathsAttribute),
        ConfigContext = reader.Get(ConfigContextAttribute),
        ConfigContextCluster = reader.Get(ConfigContextClusterAttribute),
        ConfigContextAuthInfo = reader.Get(ConfigContextAuthInfoAttribute),
        Host = reader.Get(HostAttribute),
        ClusterCaCertificate = reader.Get(ClusterCaCertificateAttribute),
        ClientCertificate = reader.Get(ClientCertificateAttribute),
        ClientKey = reader.Get(ClientKeyAttribute),
        Token = reader.Get(TokenAttribute),
        TokenFile = reader.Get(TokenFileAttribute),
        TlsServerName = reader.Get(TlsServerNameAttribute),
        ProxyUrl = reader.Get(ProxyUrlAttribute),
        Insecure = reader.Get(InsecureAttribute),
        Username = reader.Get(UsernameAttribute),
        Password = reader.Get(PasswordAttribute),
        Exec = reader.Get(ExecAttribute),
        VeleroNamespace = reader.Get(VeleroNamespaceAttribute),
        Detached = reader.Get(DetachedAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(ConfigPathAttribute, ConfigPath);
        writer.Set(ConfigPathsAttribute, ConfigPaths);
        writer.Set(ConfigContextAttribute, ConfigContext);
        writer.Set(ConfigContextClusterAttribute, ConfigContextCluster);
        writer.Set(ConfigContextAuthInfoAttribute, ConfigContextAuthInfo);
        writer.Set(HostAttribute, Host);
        writer.Set(ClusterCaCertificateAttribute, ClusterCaCertificate);
        writer.Set(ClientCertificateAttribute, ClientCertificate);
        writer.Set(ClientKeyAttribute, ClientKey);
        writer.Set(TokenAttribute, Token);
        writer.Set(TokenFileAttribute, TokenFile);
        writer.Set(TlsServerNameAttribute, TlsServerName);
        writer.Set(ProxyUrlAttribute, ProxyUrl);
        writer.Set(InsecureAttribute, Insecure);
        writer.Set(UsernameAttribute, Username);
        writer.Set(PasswordAttribute, Password);
        writer.Set(ExecAttribute, Exec);
        writer.Set(VeleroNamespaceAttribute, VeleroNamespace);
        writer.Set(DetachedAttribute, Detached);
    }

    /// <summary>The settings, when <see cref="IsConnectionUnknown"/> is false.</summary>
    public ClusterSettings ToSettings(string name, string providerVeleroNamespace) => new()
    {
        Name = name,
        VeleroNamespace = VeleroNamespace.OrNull() ?? providerVeleroNamespace,
        Detached = Detached.OrNull() ?? false,
        Connection = new()
        {
            ConfigPath = ConfigPath.OrNull(),
            ConfigPaths = ConfigPaths.OrNull(),
            ConfigContext = ConfigContext.OrNull(),
            ConfigContextCluster = ConfigContextCluster.OrNull(),
            ConfigContextAuthInfo = ConfigContextAuthInfo.OrNull(),
            Host = Host.OrNull(),
            ClusterCaCertificate = ClusterCaCertificate.OrNull(),
            ClientCertificate = ClientCertificate.OrNull(),
            ClientKey = ClientKey.OrNull(),
            Token = Token.OrNull(),
            TokenFile = TokenFile.OrNull(),
            TlsServerName = TlsServerName.OrNull(),
            ProxyUrl = ProxyUrl.OrNull(),
            Insecure = Insecure.OrNull(),
            Username = Username.OrNull(),
            Password = Password.OrNull(),
            Exec = !Exec.TryGetKnown(out var exec) ? null : new()
            {
                ApiVersion = exec.ApiVersion.Known,
                Command = exec.Command.Known,
                Args = exec.Args.OrNull() ?? [],
                Env = exec.Env.OrNull() ?? new Dictionary<string, string>(),
            },
        },
    };
}
