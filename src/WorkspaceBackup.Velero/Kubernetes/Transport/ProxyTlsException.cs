namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>The TLS of the proxy itself failed: the cluster behind it was never asked.</summary>
internal sealed class ProxyTlsException(string detail, Exception inner) : IOException(detail, inner);
