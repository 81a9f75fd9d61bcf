namespace WorkspaceBackup.Velero.Operations;

/// <summary>How to wait for a run.</summary>
public sealed record RunWaiting
{
    /// <summary>How long; what is not over then is an error, and goes on in the cluster.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Whether an end in PartiallyFailed is a warning and no error.</summary>
    public bool AllowPartiallyFailed { get; init; }

    /// <summary>
    /// Told how the run stands on each cluster, for a log: with each new phase, and of items at most every ten seconds.
    /// Called from several threads.
    /// </summary>
    public Action<RunState> Progress { get; init; } = static _ => { };
}
