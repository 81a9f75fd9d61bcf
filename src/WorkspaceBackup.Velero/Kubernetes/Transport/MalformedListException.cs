namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>What was read as a list is none, or has no end.</summary>
internal sealed class MalformedListException(string message) : Exception(message);
