namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>An entry of a kubeconfig's <c>contexts</c>. Its namespace is of no use here.</summary>
internal sealed record KubeconfigContext
{
    public required string Name { get; init; }

    public string? Cluster { get; init; }

    public string? User { get; init; }
}
