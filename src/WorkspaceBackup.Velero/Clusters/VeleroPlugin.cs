namespace WorkspaceBackup.Velero.Clusters;

/// <param name="Kind"><c>ObjectStore</c>, <c>BackupItemAction</c>, <c>RestoreItemActionV2</c>, ...</param>
/// <param name="Name"><c>velero.io/aws</c>.</param>
public sealed record VeleroPlugin(string Kind, string Name);
