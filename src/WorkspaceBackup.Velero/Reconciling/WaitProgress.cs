namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>How waiting for Velero goes on one cluster.</summary>
/// <param name="Cluster">The cluster's key.</param>
/// <param name="Object">What is waited for: <c>Schedule velero/daily-eu</c>.</param>
/// <param name="Waited">For how long.</param>
/// <param name="Phase">Velero's word for it so far; empty: it has said nothing.</param>
/// <param name="IsOver">It is waited no longer.</param>
public sealed record WaitProgress(string Cluster, string Object, TimeSpan Waited, string Phase, bool IsOver);
