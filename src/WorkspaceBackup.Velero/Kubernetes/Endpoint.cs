using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes.Credentials;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// One cluster's API server and everything needed to talk to it, out of settings, environment and files.
/// </summary>
internal sealed record Endpoint
{
    /// <summary>Scheme, host, port and path prefix; no user, query or fragment.</summary>
    public required Uri Server { get; init; }

    public string? TlsServerName { get; init; }

    /// <summary>Null: the system's roots.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    public bool Insecure { get; init; }

    /// <summary>The proxy, without its credentials; null: none.</summary>
    public Uri? Proxy { get; init; }

    public System.Net.NetworkCredential? ProxyCredential { get; init; }

    public required CredentialSettings Credentials { get; init; }

    public Impersonation? Impersonation { get; init; }

    /// <summary>What a kubeconfig says for credential plugins about this cluster.</summary>
    public JsonNode? ExecConfig { get; init; }

    public override string ToString() => $"Endpoint {{ Server = {Server} }}";
}
