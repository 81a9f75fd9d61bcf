namespace WorkspaceBackup.Velero.Clusters;

/// <summary>What a healthy cluster says of itself.</summary>
/// <param name="Uid">The uid of its <c>kube-system</c> namespace, which tells clusters apart.</param>
/// <param name="KubernetesVersion"><c>v1.33.1</c>; null when this identity may not read <c>/version</c>.</param>
public sealed record ClusterIdentity(string Uid, string? KubernetesVersion);
