using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>An object to look at.</summary>
/// <param name="Cluster">Where.</param>
/// <param name="Name">Its name.</param>
/// <param name="VeleroNamespace">The namespace to look in.</param>
/// <param name="LabelKeys">The labels that count as the user's; all others are somebody else's and not shown.</param>
public sealed record ObjectReference(Cluster Cluster, string Name, string VeleroNamespace, StringSet LabelKeys);
