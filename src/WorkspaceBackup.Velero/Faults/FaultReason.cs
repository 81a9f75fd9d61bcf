namespace WorkspaceBackup.Velero.Faults;

/// <summary>
/// One short phrase per kind, the same on every run: it holds no port, time or address, so that it can stand in state
/// (<c>skipped_clusters</c>) without making the next plan differ.
/// </summary>
public static class FaultReason
{
    /// <summary>The phrase, in lower case and without a full stop, to stand after "cluster eu: ".</summary>
    public static string Of(FaultKind kind) => kind switch
    {
        FaultKind.ConnectionRefused => "the connection was refused",
        FaultKind.ConnectionReset => "the connection was lost",
        FaultKind.HostUnreachable => "the host is unreachable",
        FaultKind.TimedOut => "the request timed out",
        FaultKind.NameLookupFailed => "the host name could not be looked up",
        FaultKind.TooManyRequests => "the API server asks for fewer requests",
        FaultKind.ServerError => "the API server failed",
        FaultKind.NotReady => "the API server is not ready",
        FaultKind.AnswerSlow => "the API server was too slow with one request",
        FaultKind.VeleroNotAnswering => "no Velero server answers",
        FaultKind.LocationUnavailable => "the backup location is not available",
        FaultKind.KubeconfigUnreadable => "the kubeconfig cannot be read",
        FaultKind.KubeconfigInvalid => "the kubeconfig is not valid",
        FaultKind.ContextUnknown => "the kubeconfig has no such context",
        FaultKind.ConnectionMissing => "no connection is configured",
        FaultKind.ConnectionConflict => "connection settings contradict each other",
        FaultKind.ConnectionInvalid => "a connection setting is not valid",
        FaultKind.HostUnknown => "the host name does not exist",
        FaultKind.ProxyFailed => "the proxy failed",
        FaultKind.TlsUntrusted => "the server's certificate is not trusted",
        FaultKind.TlsNameMismatch => "the server's certificate is for another name",
        FaultKind.TlsExpired => "the server's certificate is outside its validity",
        FaultKind.TlsFailed => "the TLS handshake failed",
        FaultKind.CredentialPluginFailed => "the credential plugin failed",
        FaultKind.TokenFileUnreadable => "the token file cannot be read",
        FaultKind.ClientCertificateInvalid => "the client certificate is not valid",
        FaultKind.CredentialsMissing => "no credentials were given",
        FaultKind.MachineLimit => "this machine has reached a limit",
        FaultKind.Unauthorized => "the credentials are not accepted",
        FaultKind.Forbidden => "the credentials do not allow it",
        FaultKind.VeleroNotInstalled => "Velero is not installed",
        FaultKind.VeleroNamespaceMissing => "the Velero namespace does not exist",
        FaultKind.LocationMissing => "the backup location does not exist",
        FaultKind.NotFound => "the object does not exist",
        FaultKind.AlreadyExists => "an object of that name exists",
        FaultKind.Conflict => "the object was changed meanwhile",
        FaultKind.Invalid => "the API server found a value invalid",
        FaultKind.FieldDropped => "the cluster does not know a field",
        FaultKind.WriteRefused => "the write was refused",
        FaultKind.UnexpectedAnswer => "the answer is not a Kubernetes API server's",
        FaultKind.SameCluster => "it is the same cluster as another entry",
        FaultKind.NoNamespaceMatches => "no namespace matches the selector",
        FaultKind.ValidationFailed => "Velero refused the object",
        FaultKind.Cancelled => "it was stopped",
        FaultKind.TimeLimitReached => "the time limit was reached",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind without a reason"),
    };
}
