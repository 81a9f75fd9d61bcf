namespace WorkspaceBackup.Velero.Objects;

/// <summary>The object in Velero's namespace that holds the resource policies.</summary>
/// <param name="Kind"><c>configmap</c> is the only kind Velero knows.</param>
/// <param name="Name">Its name.</param>
public sealed record ResourcePolicy(string Kind, string Name);
