using WorkspaceBackup.Velero.Kubernetes.Credentials;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>An entry of a kubeconfig's <c>users</c>, its paths made absolute.</summary>
internal sealed record KubeconfigUser
{
    public required string Name { get; init; }

    public string? ClientCertificate { get; init; }

    public byte[]? ClientCertificateData { get; init; }

    public string? ClientKey { get; init; }

    public byte[]? ClientKeyData { get; init; }

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    /// <summary>The token file in messages.</summary>
    public string? TokenFileShown { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public ExecPluginSettings? Exec { get; init; }

    /// <summary>The name of a legacy built-in plugin, which Kubernetes itself has removed.</summary>
    public string? AuthProvider { get; init; }

    public Impersonation? Impersonation { get; init; }

    public override string ToString() => $"KubeconfigUser {{ Name = {Name} }}";
}
