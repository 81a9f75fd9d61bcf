namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// A connection to a proxy that says when the proxy closes it unheard. The HTTP client would send the request again by itself,
/// sixteen times over, because it cannot have been answered; how often is tried is decided by <see cref="RetryRules"/>.
/// </summary>
internal sealed class ProxyStream(Stream inner) : WrappedStream(inner)
{
    private bool _isHeard;

    /// <exception cref="ProxyClosedException">The proxy has not said a byte, and will not.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isHeard)
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }

        try
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            _isHeard = read > 0;
            return _isHeard || buffer.IsEmpty ? read : throw new ProxyClosedException(null);
        }
        catch (IOException lost)
        {
            throw new ProxyClosedException(lost);
        }
    }
}

/// <summary>No <see cref="IOException"/>, after which the HTTP client would try again by itself.</summary>
internal sealed class ProxyClosedException(Exception? inner) : Exception("closed the connection without an answer", inner);
