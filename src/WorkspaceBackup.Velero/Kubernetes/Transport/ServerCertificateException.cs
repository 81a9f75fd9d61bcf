using System.Security.Authentication;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>Why a server's certificate was refused; thrown through the TLS handshake to whoever asked for it.</summary>
internal sealed class ServerCertificateException(FaultKind kind, string detail) : AuthenticationException(detail)
{
    public FaultKind Kind { get; } = kind;
}
