namespace WorkspaceBackup.Velero.Locations;

/// <summary>A key of a Secret in Velero's namespace.</summary>
public sealed record SecretKey(string Name, string Key)
{
    /// <summary>As a state shows it: <c>cloud-credentials/cloud</c>.</summary>
    public override string ToString() => $"{Name}/{Key}";
}
