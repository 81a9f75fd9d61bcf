namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>Where the credentials of one cluster's requests come from.</summary>
internal interface ICredentialSource
{
    /// <exception cref="FaultException">There are none to be had.</exception>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>Other credentials than these, which the server answered 401; null when there are none.</summary>
    /// <exception cref="FaultException">There are none to be had.</exception>
    ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellationToken);
}
