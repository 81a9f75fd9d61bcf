namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// How to reach one cluster, as configured: the names and meanings of the hashicorp/kubernetes provider. Everything is
/// optional; <c>ConnectionResolver</c> says how the settings, the environment and kubeconfig files combine.
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

    /// <summary>A file that holds a bearer token; read for every request, so that a rotated token is used at once.</summary>
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

    /// <summary>Only what is no secret.</summary>
    public override string ToString() =>
        $"ConnectionSettings {{ Host = {Host}, ConfigPath = {ConfigPath}, ConfigContext = {ConfigContext} }}";
}
