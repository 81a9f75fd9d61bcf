using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// How to reach one cluster, as configured: the names and meanings of the hashicorp/kubernetes provider. Everything is
/// optional; <see cref="ConnectionResolver"/> says how the settings, the environment and kubeconfig files combine.
/// </summary>
public sealed record ConnectionSettings
{
    /// <summary>One kubeconfig file, which must exist. <c>~</c> is the home folder.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Several kubeconfig files, merged by kubectl's rules; at least one must exist.</summary>
    public IReadOnlyList<string>? ConfigPaths { get; init; }

    /// <summary>The kubeconfig's context; default: its <c>current-context</c>.</summary>
    public string? ConfigContext { get; init; }

    /// <summary>The kubeconfig's cluster entry, instead of the context's.</summary>
    public string? ConfigContextCluster { get; init; }

    /// <summary>The kubeconfig's user entry, instead of the context's.</summary>
    public string? ConfigContextAuthInfo { get; init; }

    /// <summary>The API server's URL, path prefix included; without a scheme it is <c>https</c>.</summary>
    public string? Host { get; init; }

    /// <summary>The certificates (PEM, one or several) that the server's certificate must descend from.</summary>
    public string? ClusterCaCertificate { get; init; }

    /// <summary>A client certificate (PEM), followed by its intermediates if it has any.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The client certificate's key (PEM, not encrypted).</summary>
    public string? ClientKey { get; init; }

    /// <summary>A bearer token.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// A file that holds a bearer token; read for every request, so that a rotated token is used at once.
    /// </summary>
    public string? TokenFile { get; init; }

    /// <summary>The name the server's certificate must bear, when it is not the URL's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>An <c>http</c>, <c>https</c> or <c>socks5</c> proxy, used for every address.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>True: the server's certificate is not checked at all.</summary>
    public bool? Insecure { get; init; }

    /// <summary>The user of HTTP basic authentication.</summary>
    public string? Username { get; init; }

    /// <summary>The password of HTTP basic authentication.</summary>
    public string? Password { get; init; }

    /// <summary>A program that prints the credentials.</summary>
    public ExecSettings? Exec { get; init; }

    /// <summary>
    /// The first pair of settings that cannot both be meant, in this record alone; null when there is none. Needs no
    /// file and no network, so that it can be asked for at validation.
    /// </summary>
    public Fault? Contradiction(string cluster)
    {
        string? Both(params ReadOnlySpan<(string Name, bool IsSet)> settings)
        {
            string[] set = [.. settings.ToArray().Where(s => s.IsSet).Select(s => s.Name)];
            return set.Length > 1 ? string.Join(" and ", set) : null;
        }

        Fault Fault(string field, string detail) => new(FaultKind.ConnectionConflict, cluster, detail, field);

        if (Both(("config_path", IsSet(ConfigPath)), ("config_paths", ConfigPaths?.Any(IsSet) is true)) is { } paths)
        {
            return Fault("config_path", $"{paths} are both set; name all files in config_paths");
        }

        if (Both(
            ("token", IsSet(Token)),
            ("token_file", IsSet(TokenFile)),
            ("username", IsSet(Username)),
            ("exec", Exec is not null)) is { } credentials)
        {
            return Fault(
                credentials[..credentials.IndexOf(' ')], $"{credentials} are set; only one of them can be used");
        }

        if (IsSet(Password) && !IsSet(Username))
        {
            return Fault("password", "password is set without username");
        }

        if (IsSet(ClientCertificate) != IsSet(ClientKey))
        {
            return IsSet(ClientCertificate)
                ? Fault("client_certificate", "client_certificate is set without client_key")
                : Fault("client_key", "client_key is set without client_certificate");
        }

        return Insecure is true && IsSet(ClusterCaCertificate)
            ? Fault("insecure", "insecure turns off the check that cluster_ca_certificate is for")
            : null;
    }

    /// <summary>
    /// The first setting whose value can be none, as far as that can be known without a file and a network; null when
    /// there is none. No value is repeated.
    /// </summary>
    public Fault? Mistake(string cluster) => ConnectionMistakes.In(Normalized()) is var (field, what)
        ? new Fault(FaultKind.ConnectionInvalid, cluster, $"{field} {what}", field)
        : null;

    /// <summary>Whether it says where the cluster is: by an address or by a kubeconfig.</summary>
    public bool NamesServer => IsSet(Host) || IsSet(ConfigPath) || ConfigPaths?.Any(IsSet) is true;

    internal bool NamesCredentials =>
        IsSet(Token) || IsSet(TokenFile) || IsSet(Username) || IsSet(Password) || IsSet(ClientCertificate)
        || IsSet(ClientKey) || Exec is not null;

    /// <summary>Empty texts and lists as absent: that is how modules pass "not set" on.</summary>
    internal ConnectionSettings Normalized() => this with
    {
        ConfigPath = Text(ConfigPath),
        ConfigPaths = ConfigPaths?.Where(IsSet).ToArray() is { Length: > 0 } paths ? paths : null,
        ConfigContext = Text(ConfigContext),
        ConfigContextCluster = Text(ConfigContextCluster),
        ConfigContextAuthInfo = Text(ConfigContextAuthInfo),
        Host = Text(Host),
        ClusterCaCertificate = Text(ClusterCaCertificate),
        ClientCertificate = Text(ClientCertificate),
        ClientKey = Text(ClientKey),
        Token = Text(Token),
        TokenFile = Text(TokenFile),
        TlsServerName = Text(TlsServerName),
        ProxyUrl = Text(ProxyUrl),
        Username = Text(Username),
        Password = Text(Password),
    };

    private static bool IsSet(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Text(string? text) => IsSet(text) ? text : null;

    /// <summary>Only what is no secret.</summary>
    public override string ToString() =>
        $"ConnectionSettings {{ ConfigContext = {ConfigContext} }}";
}
