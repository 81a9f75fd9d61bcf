using System.Net.Security;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>A client certificate, its intermediates and its key, ready for a handshake.</summary>
/// <param name="Context">What TLS takes.</param>
/// <param name="NotAfter">When it ends, in UTC.</param>
internal sealed record ClientCertificate(SslStreamCertificateContext Context, DateTime NotAfter);
