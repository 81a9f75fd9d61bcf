using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What is on one cluster under one name.</summary>
public abstract record Observation<TElement>
    where TElement : class, IElement
{
    private Observation()
    {
    }

    public sealed record Found(Stored<TElement> Object) : Observation<TElement>;

    /// <param name="ClusterUid">The cluster that answered.</param>
    public sealed record Missing(string ClusterUid) : Observation<TElement>;

    /// <summary>Not known: the cluster did not answer, or answered no. What the state says stays.</summary>
    public sealed record Failed(Fault Fault) : Observation<TElement>;
}
