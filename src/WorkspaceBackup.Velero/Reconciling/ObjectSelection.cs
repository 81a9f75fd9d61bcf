namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>Which objects that are there already are to be one resource's.</summary>
/// <param name="Name">What the resource itself is called.</param>
/// <param name="Names">Cluster to object name; null: what the kind calls it on every cluster.</param>
/// <param name="Adopts">Whether objects of another owner become this resource's to delete.</param>
public sealed record ObjectSelection(string Name, StringMap? Names, bool Adopts = false)
{
    /// <summary>The workspace that they are sought for; null: it is not said.</summary>
    public string? Workspace { get; init; }
}
