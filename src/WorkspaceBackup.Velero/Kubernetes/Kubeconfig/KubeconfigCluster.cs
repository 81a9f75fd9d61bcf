using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>An entry of a kubeconfig's <c>clusters</c>, its paths made absolute.</summary>
internal sealed record KubeconfigCluster
{
    public required string Name { get; init; }

    public string? Server { get; init; }

    public string? TlsServerName { get; init; }

    public bool InsecureSkipTlsVerify { get; init; }

    public string? CertificateAuthority { get; init; }

    public byte[]? CertificateAuthorityData { get; init; }

    public string? ProxyUrl { get; init; }

    /// <summary>
    /// The extension <c>client.authentication.k8s.io/exec</c>, handed to credential plugins that ask for it.
    /// </summary>
    public JsonNode? ExecConfig { get; init; }
}
