namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>Credentials that stay what they are.</summary>
internal sealed class FixedCredentialSource(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(credential);

    public ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellationToken) =>
        new((Credential?)null);
}
