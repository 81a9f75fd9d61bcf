namespace WorkspaceBackup.Velero.Protection;

/// <summary>Whether something is in backups.</summary>
public enum ProtectionState
{
    Covered,

    Uncovered,

    /// <summary>It could not be decided, or was not looked at.</summary>
    Unknown,
}
