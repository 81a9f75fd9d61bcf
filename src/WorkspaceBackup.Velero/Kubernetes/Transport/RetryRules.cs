using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Whether and when a failed attempt is made again. A read may always be; a write only when the server cannot have
/// stored it: nobody accepted the connection, or it was turned away unread with the order to come again.
/// </summary>
internal static class RetryRules
{
    private const int ConnectionAttempts = 3;
    private const int AnswerAttempts = 5;
    private static readonly TimeSpan s_connectionDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_answerDelay = TimeSpan.FromMilliseconds(200);

    /// <param name="failure">What came of the last attempt.</param>
    /// <param name="attempts">How many were made.</param>
    /// <param name="isWrite">The request changes something.</param>
    /// <param name="jitter">From 0 to 1, so that many clients do not come back at once.</param>
    /// <returns>How long to wait; null: it is over.</returns>
    public static TimeSpan? Delay(AttemptFailure failure, int attempts, bool isWrite, double jitter)
    {
        (bool mayRetry, int limit, TimeSpan first) = failure switch
        {
            { Fault.Kind: FaultKind.ConnectionRefused or FaultKind.NameLookupFailed } =>
                (true, ConnectionAttempts, s_connectionDelay),
            { Fault.Kind: FaultKind.ConnectionReset } => (!isWrite, ConnectionAttempts, s_connectionDelay),
            { Fault.Kind: FaultKind.TooManyRequests } =>
                (!isWrite || failure.RetryAfter is not null, AnswerAttempts, s_answerDelay),
            { Fault.Kind: FaultKind.ServerError, Status: 500 or 502 or 503 or 504 } =>
                (!isWrite, AnswerAttempts, s_answerDelay),
            _ => (false, 0, default),
        };
        if (!mayRetry || attempts >= limit)
        {
            return null;
        }

        return failure.RetryAfter is { } asked
            ? asked * (1 + (0.1 * jitter))
            : first * (1 << (attempts - 1)) * (0.5 + (0.5 * jitter));
    }
}
