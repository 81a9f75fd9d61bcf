namespace WorkspaceBackup.Velero.Faults;

/// <summary>Whether a finding stops what was asked for.</summary>
public enum Severity
{
    Warning,
    Error,
}
