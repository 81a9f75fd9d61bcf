namespace WorkspaceBackup.Velero.Operations;

/// <summary>How to wait for an operation.</summary>
public sealed record OperationWaiting
{
    /// <summary>How long; what is not over then is an error, and goes on in the cluster.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Whether an end in PartiallyFailed is a warning and no error.</summary>
    public bool AllowPartiallyFailed { get; init; }

    /// <summary>Whether a restore that matched nothing is a warning and no error.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Whether a volume that was to be in a backup and is not is an error and no warning.</summary>
    public bool RequireVolumes { get; init; }

    /// <summary>Whether objects that a restore did not bring back are an error and no warning.</summary>
    public bool RequireVerified { get; init; }

    /// <summary>
    /// Told how the operation stands on each cluster, for a log: with each new phase, and of items at most every ten seconds.
    /// Called from several threads.
    /// </summary>
    public Action<OperationState> Progress { get; init; } = static _ => { };
}
