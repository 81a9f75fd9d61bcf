using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>
/// The credentials a plugin prints: it runs once for everyone who waits, and again when they expire or are refused.
/// </summary>
internal sealed class ExecPluginSource(
    ExecPluginSettings settings, Endpoint endpoint, ClientCertificate? certificate, TimeProvider time)
        : ICredentialSource
{
    // A token about to expire could do so on its way.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _running = new(1, 1);
    private Credential? _credential;
    private DateTimeOffset _expires = DateTimeOffset.MaxValue;

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken) =>
        await GetAsync(null, cancellationToken);

    public async ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellationToken) =>
        await GetAsync(refused, cancellationToken);

    private async Task<Credential> GetAsync(Credential? refused, CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            if (_credential is null || ReferenceEquals(_credential, refused) || time.GetUtcNow() >= _expires - s_margin)
            {
                (_credential, _expires) = await RunAsync(cancellationToken);
            }

            return _credential;
        }
        finally
        {
            _running.Release();
        }
    }

    private async Task<(Credential Credential, DateTimeOffset Expires)> RunAsync(CancellationToken cancellationToken)
    {
        ExecCredential printed = await ExecPlugin.RunAsync(settings, endpoint, time, cancellationToken);
        if (printed.Token is null && printed.ClientCertificatePem is null)
        {
            throw new FaultException(
                FaultKind.CredentialPluginFailed,
                $"{settings.Command} printed neither a token nor a client certificate",
                "exec");
        }

        ClientCertificate? own = printed is { ClientCertificatePem: { } pem, ClientKeyPem: { } key }
            ? ClientCertificates.Parse(pem, key)
            : certificate;
        string? authorization = printed.Token is { } token ? Credential.Bearer(token) : null;
        return (new Credential(authorization, own), printed.Expires ?? DateTimeOffset.MaxValue);
    }
}
