using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>
/// One plugin with its arguments: it runs once for everyone who waits, on whichever cluster, and again when its credentials
/// expire or are refused. Its failure is shared too, for it would fail, or hang, for each of them.
/// </summary>
internal sealed class SharedPlugin(ExecPluginSettings settings, Endpoint endpoint, TimeProvider time) : IDisposable
{
    // A token about to expire could do so on its way.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(10);

    // After that, a plugin that has worked before is tried again: an apply may wait for hours.
    private static readonly TimeSpan s_failureTime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Run? _run;
    private bool _hasWorked;

    /// <param name="refused">What a server did not accept; null: whatever there is.</param>
    /// <exception cref="FaultException">There are none to be had.</exception>
    public async Task<Credential> GetAsync(Credential? refused, CancellationToken cancellationToken)
    {
        Run run;
        lock (_lock)
        {
            if (_run is null || IsOver(_run, refused))
            {
                _run = new Run(_end.Token);
                _run.Result = RunAsync(_run);
            }

            run = _run;
            run.Waiting++;
        }

        try
        {
            return (await run.Result.WaitAsync(cancellationToken)).Credential;
        }
        finally
        {
            lock (_lock)
            {
                if (--run.Waiting == 0 && !run.Result.IsCompleted)
                {
                    // Nobody waits for it any more.
                    run.Stop.Cancel();
                    _run = _run == run ? null : _run;
                }
            }
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private bool IsOver(Run run, Credential? refused)
    {
        if (run.Result.IsFaulted || run.Result.IsCanceled)
        {
            return run.Result.IsCanceled || (_hasWorked && time.GetElapsedTime(run.Failed) >= s_failureTime);
        }

        if (!run.Result.IsCompletedSuccessfully)
        {
            return false;
        }

        (Credential credential, DateTimeOffset expires) = run.Result.Result;
        return time.GetUtcNow() >= expires
            || (refused is not null && refused.Authorization == credential.Authorization
                && (credential.Certificate is null || ReferenceEquals(refused.Certificate, credential.Certificate)));
    }

    private async Task<(Credential Credential, DateTimeOffset Expires)> RunAsync(Run run)
    {
        // Off the lock, and off the thread of whoever came first.
        await Task.Yield();
        try
        {
            ExecCredential printed = await ExecPlugin.RunAsync(settings, endpoint, time, run.Stop.Token);
            if (printed.Token is null && printed.ClientCertificatePem is null)
            {
                throw new FaultException(
                    FaultKind.CredentialPluginFailed,
                    $"{Shown.Command(settings.Command)} printed neither a token nor a client certificate",
                    "exec");
            }

            ClientCertificate? own = printed is { ClientCertificatePem: { } pem, ClientKeyPem: { } key }
                ? ClientCertificates.Parse(pem, key)
                : null;
            string? authorization = printed.Token is { } token ? Credential.Bearer(token) : null;
            _hasWorked = true;
            // A zero time, as Go writes one that is not set, is as far away as none.
            DateTimeOffset expires = printed.Expires is { Year: > 1 } set ? set - s_margin : DateTimeOffset.MaxValue;
            return (new Credential(authorization, own), expires);
        }
        finally
        {
            run.Failed = time.GetTimestamp();
        }
    }

    private sealed class Run(CancellationToken end)
    {
        public CancellationTokenSource Stop { get; } = CancellationTokenSource.CreateLinkedTokenSource(end);

        public Task<(Credential Credential, DateTimeOffset Expires)> Result { get; set; } = null!;

        public int Waiting { get; set; }

        public long Failed { get; set; }
    }
}
