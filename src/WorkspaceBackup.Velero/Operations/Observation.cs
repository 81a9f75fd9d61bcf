using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>How the object of an operation was found on one cluster.</summary>
public abstract record Observation<TRecord>
{
    private Observation()
    {
    }

    public sealed record Found(TRecord Record) : Observation<TRecord>
    {
        /// <summary>What its own files tell; null: it is not over, or its end was known.</summary>
        public OperationReview? Review { get; init; }
    }

    /// <summary>It is no longer there.</summary>
    public sealed record Missing : Observation<TRecord>;

    /// <summary>Nothing is known of it: the cluster could not be asked.</summary>
    public sealed record Failed(Fault Fault) : Observation<TRecord>;

    /// <summary>Nothing is known of it: another cluster stands behind the key now.</summary>
    /// <param name="Finding">Says so, as an error.</param>
    public sealed record Elsewhere(Finding Finding) : Observation<TRecord>;
}
