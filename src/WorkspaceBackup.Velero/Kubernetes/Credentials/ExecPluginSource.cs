namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>The credentials a plugin prints, and a cluster's own client certificate where it prints none.</summary>
internal sealed class ExecPluginSource(SharedPlugin plugin, ClientCertificate? certificate) : ICredentialSource
{
    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken) =>
        Complete(await plugin.GetAsync(null, cancellationToken));

    public async ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellationToken) =>
        Complete(await plugin.GetAsync(refused, cancellationToken));

    private Credential Complete(Credential printed) =>
        printed.Certificate is null && certificate is not null ? printed with { Certificate = certificate } : printed;
}
