namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// One object on one cluster in canonical form, as the state has it: declared or observed, two of them compare by value.
/// </summary>
public interface IElement
{
    /// <summary><c>metadata.name</c>; made once and never computed again.</summary>
    string Name { get; }

    /// <summary><c>metadata.uid</c>; null while there is no object, and in states that were made before it was recorded.</summary>
    string? Uid { get; }

    /// <summary>
    /// The namespace it is in, whatever <c>velero_namespace</c> says by now: looked for in another one it would seem to be
    /// gone, and go on making backups.
    /// </summary>
    string VeleroNamespace { get; }

    /// <summary>The uid of the cluster's <c>kube-system</c> namespace.</summary>
    string ClusterUid { get; }

    /// <summary>The user's labels that it carries.</summary>
    StringMap Labels { get; }
}
