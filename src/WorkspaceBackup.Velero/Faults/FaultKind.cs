namespace WorkspaceBackup.Velero.Faults;

/// <summary>
/// What went wrong, as a closed list: every kind has one attribute path and one wording, and tests go over all of them.
/// Kinds before <see cref="KubeconfigUnreadable"/> mean an <em>unhealthy</em> cluster (it does not answer; it may be
/// skipped); the others mean that something is <em>misconfigured</em> or refused, which is always an error.
/// </summary>
public enum FaultKind
{
    // Unhealthy: the cluster does not answer.
    ConnectionRefused,
    ConnectionReset,
    HostUnreachable,
    TimedOut,
    NameLookupFailed,
    TooManyRequests,
    ServerError,
    NotReady,

    // The API server answers other requests, and not this one in time.
    AnswerSlow,

    // Unhealthy for what needs Velero itself: the cluster answers, and no Velero server does.
    VeleroNotAnswering,

    // Unhealthy for backups and restores: their location is there, and Velero cannot use it.
    LocationUnavailable,

    // The connection is misconfigured.
    KubeconfigUnreadable,
    KubeconfigInvalid,
    ContextUnknown,
    ConnectionMissing,
    ConnectionConflict,
    ConnectionInvalid,
    HostUnknown,
    ProxyFailed,
    TlsUntrusted,
    TlsNameMismatch,
    TlsExpired,
    TlsFailed,
    CredentialPluginFailed,
    TokenFileUnreadable,
    ClientCertificateInvalid,
    CredentialsMissing,

    // This machine has no more of something: not the cluster's fault, so that it is never skipped for it.
    MachineLimit,

    // The cluster answers no.
    Unauthorized,
    Forbidden,
    VeleroNotInstalled,
    VeleroNamespaceMissing,
    LocationMissing,
    NotFound,
    AlreadyExists,
    Conflict,
    Invalid,
    FieldDropped,
    WriteRefused,
    UnexpectedAnswer,
    SameCluster,

    // Nothing there is selected, so that there is nothing to do.
    NoNamespaceMatches,

    // Velero answers no.
    ValidationFailed,

    // Terraform's Stop.
    Cancelled,

    // The caller's own time limit.
    TimeLimitReached,
}
