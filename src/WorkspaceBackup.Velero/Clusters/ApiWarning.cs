namespace WorkspaceBackup.Velero.Clusters;

/// <summary>A warning an API server sent with an answer.</summary>
/// <param name="Cluster">The cluster's key.</param>
/// <param name="Text">In the server's words.</param>
public sealed record ApiWarning(string Cluster, string Text);
