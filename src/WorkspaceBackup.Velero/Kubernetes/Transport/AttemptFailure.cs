using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>One attempt that failed.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Status">The HTTP status, when there was an answer.</param>
/// <param name="RetryAfter">How long the server asked to wait.</param>
internal sealed record AttemptFailure(Fault Fault, int? Status = null, TimeSpan? RetryAfter = null);
