using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>One entry of the provider's <c>clusters</c>: the connection has the hashicorp/kubernetes provider's names.</summary>
internal sealed record ClusterModel(TerraformValue Object) : Model<ClusterModel>(Object), IModel<ClusterModel>
{
    public static readonly SchemaAttribute<string> ConfigPath = new("config_path", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A kubeconfig file; `~` is the home folder.",
    };

    public static readonly SchemaAttribute<IReadOnlyList<string>> ConfigPaths = new("config_paths", Codec.List(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Several kubeconfig files. They are merged as kubectl does: the first file that sets a value wins.",
    };

    public static readonly SchemaAttribute<string> ConfigContext = new("config_context", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The kubeconfig's context to use. Default: its `current-context`.",
    };

    public static readonly SchemaAttribute<string> ConfigContextCluster = new("config_context_cluster", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The kubeconfig's cluster to use. Default: the context's.",
    };

    public static readonly SchemaAttribute<string> ConfigContextAuthInfo = new("config_context_auth_info", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The kubeconfig's user to use. Default: the context's.",
    };

    public static readonly SchemaAttribute<string> Host = new("host", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The URL of the API server.",
    };

    public static readonly SchemaAttribute<string> ClusterCaCertificate = new("cluster_ca_certificate", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The API server's CA certificates (PEM). Default: those the system trusts.",
    };

    public static readonly SchemaAttribute<string> ClientCertificate = new("client_certificate", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A client certificate (PEM).",
    };

    public static readonly SchemaAttribute<string> ClientKey = new("client_key", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "The client certificate's key (PEM).",
    };

    public static readonly SchemaAttribute<string> Token = new("token", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "A bearer token.",
    };

    public static readonly SchemaAttribute<string> TokenFile = new("token_file", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "A file that holds a bearer token. It is read for every request, so a token that is renewed is used at once.",
    };

    public static readonly SchemaAttribute<string> TlsServerName = new("tls_server_name", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The name in the API server's certificate. Default: the name in `host`.",
    };

    public static readonly SchemaAttribute<string> ProxyUrl = new("proxy_url", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The proxy (`http`, `https` or `socks5`).",
    };

    public static readonly SchemaAttribute<bool> Insecure = new("insecure", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Turns the check of the API server's certificate off. Whoever is on the network path can then read the credentials and change every request.",
    };

    public static readonly SchemaAttribute<string> Username = new("username", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The user for HTTP basic authentication.",
    };

    public static readonly SchemaAttribute<string> Password = new("password", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
        Description = "The password for HTTP basic authentication.",
    };

    public static readonly SchemaAttribute<ExecModel> Exec = new("exec", Codec.Object<ExecModel>())
    {
        Presence = Presence.Optional,
        Description = "A credential plugin. It is the cloud's own program, which prints an `ExecCredential`.",
    };

    public static readonly SchemaAttribute<string> VeleroNamespace = new("velero_namespace", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Velero's namespace on this cluster. Default: the provider's `velero_namespace`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<bool> Detached = new("detached", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Takes the cluster out of the workspace. Its Schedules are deleted, its backups stay. Apply this before you delete the entry, because then nothing there can be reached.",
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        ConfigPath,
        ConfigPaths,
        ConfigContext,
        ConfigContextCluster,
        ConfigContextAuthInfo,
        Host,
        ClusterCaCertificate,
        ClientCertificate,
        ClientKey,
        Token,
        TokenFile,
        TlsServerName,
        ProxyUrl,
        Insecure,
        Username,
        Password,
        Exec,
        VeleroNamespace,
        Detached,
    ];

    public static ClusterModel Of(TerraformValue value) => new(value);

    /// <summary>Something that decides where or how to connect is not known yet.</summary>
    public bool IsConnectionUnknown => !Object.IsWhollyKnown;

    /// <summary>The settings, when <see cref="IsConnectionUnknown"/> is false.</summary>
    public ClusterSettings ToSettings(string name, string providerVeleroNamespace) => new()
    {
        Name = name,
        VeleroNamespace = Get(VeleroNamespace).OrNull() ?? providerVeleroNamespace,
        Detached = Get(Detached).OrNull() ?? false,
        Connection = new()
        {
            ConfigPath = Get(ConfigPath).OrNull(),
            ConfigPaths = Get(ConfigPaths).OrNull(),
            ConfigContext = Get(ConfigContext).OrNull(),
            ConfigContextCluster = Get(ConfigContextCluster).OrNull(),
            ConfigContextAuthInfo = Get(ConfigContextAuthInfo).OrNull(),
            Host = Get(Host).OrNull(),
            ClusterCaCertificate = Get(ClusterCaCertificate).OrNull(),
            ClientCertificate = Get(ClientCertificate).OrNull(),
            ClientKey = Get(ClientKey).OrNull(),
            Token = Get(Token).OrNull(),
            TokenFile = Get(TokenFile).OrNull(),
            TlsServerName = Get(TlsServerName).OrNull(),
            ProxyUrl = Get(ProxyUrl).OrNull(),
            Insecure = Get(Insecure).OrNull(),
            Username = Get(Username).OrNull(),
            Password = Get(Password).OrNull(),
            Exec = Get(Exec).OrNull()?.ToSettings(),
        },
    };
}
