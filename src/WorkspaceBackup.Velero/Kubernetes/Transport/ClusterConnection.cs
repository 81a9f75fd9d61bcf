using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Credentials;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// One cluster's endpoint, credentials and HTTP handler, each made when it is first needed. A client certificate
/// belongs to the connection and not to the request, so that a renewed one takes a new handler.
/// </summary>
internal sealed class ClusterConnection(
    string cluster,
    Func<Outcome<Endpoint>> resolve,
    TimeSpan requestTimeout,
    TimeProvider time,
    SharedPlugins plugins,
    Func<HttpMessageHandler, HttpMessageHandler> around) : IDisposable
{
    private readonly Lazy<Outcome<Endpoint>> _endpoint = new(resolve);
    private readonly Lock _lock = new();
    private readonly List<HttpMessageInvoker> _retired = [];
    private ICredentialSource? _source;
    private HttpMessageInvoker? _invoker;
    private ClientCertificate? _certificate;
    private bool _isDisposed;

    /// <summary>The provider is being ended.</summary>
    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    public Outcome<Endpoint> Endpoint => _endpoint.Value;

    /// <exception cref="FaultException">The settings give none.</exception>
    public ICredentialSource Credentials(Endpoint endpoint)
    {
        lock (_lock)
        {
            return _source ??= Source(endpoint);
        }
    }

    public HttpMessageInvoker Invoker(Endpoint endpoint, ClientCertificate? certificate)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_invoker is not null && !ReferenceEquals(_certificate, certificate))
            {
                // Requests may still be under way on it.
                _retired.Add(_invoker);
                _invoker = null;
            }

            _certificate = certificate;
            return _invoker ??= new(around(ConnectionHandler.Create(endpoint, certificate, requestTimeout, time)));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _invoker?.Dispose();
            _retired.ForEach(r => r.Dispose());
        }
    }

    public override string ToString() => $"ClusterConnection {{ {cluster} }}";

    private ICredentialSource Source(Endpoint endpoint)
    {
        CredentialSettings settings = endpoint.Credentials;
        ClientCertificate? certificate = settings is { ClientCertificatePem: { } pem, ClientKeyPem: { } key }
            ? ClientCertificates.Parse(pem, key)
            : null;
        return settings switch
        {
            { TokenFile: { } file } => new TokenFileSource(file, settings.TokenFileShown, certificate),
            { Token: { } token } => new FixedCredentialSource(new(Credential.Bearer(token), certificate)),
            { Username: { } user } =>
                new FixedCredentialSource(new(Credential.Basic(user, settings.Password), certificate)),
            { Exec: { } exec } => new ExecPluginSource(plugins.Of(exec, endpoint), certificate),
            _ => new FixedCredentialSource(new(null, certificate)),
        };
    }
}
