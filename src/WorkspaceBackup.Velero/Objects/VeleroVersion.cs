namespace WorkspaceBackup.Velero.Objects;

/// <summary>A minor version of Velero, the unit in which its fields came.</summary>
public readonly record struct VeleroVersion(int Major, int Minor) : IComparable<VeleroVersion>
{
    public int CompareTo(VeleroVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => $"{Major}.{Minor}";
}
