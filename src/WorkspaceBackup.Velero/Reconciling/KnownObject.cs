namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What the state remembers of the object on one cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="VeleroNamespace">The namespace it is in.</param>
/// <param name="ClusterUid">The cluster it was on.</param>
/// <param name="Uid">The object's uid; null when the state does not have it.</param>
/// <param name="LabelKeys">
/// The user's labels that it was given; the keys to compare and, when undeclared, to remove.
/// </param>
public sealed record KnownObject(
    string Name, string VeleroNamespace, string ClusterUid, string? Uid, StringSet LabelKeys)
{
    /// <summary>
    /// Whether it was given the instance's token. Until then another's token on it is no conflict: the uid says which object it is.
    /// </summary>
    public bool IsTagged { get; init; } = true;

    public static KnownObject Of(IElement element) => new(
        element.Name, element.VeleroNamespace, element.ClusterUid, element.Uid, StringSet.From(element.Labels.Keys));
}
