namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>Tells one resource instance's objects from another's of the same names.</summary>
public static class InstanceToken
{
    /// <summary>A token for a new resource instance: 128 random bits as hexadecimal text.</summary>
    public static string New() => Guid.NewGuid().ToString("N");
}
