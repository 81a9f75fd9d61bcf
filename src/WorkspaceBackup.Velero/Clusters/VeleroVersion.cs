using System.Globalization;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>A minor version of Velero, the unit in which its fields came.</summary>
public readonly record struct VeleroVersion(int Major, int Minor) : IComparable<VeleroVersion>
{
    public int CompareTo(VeleroVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>
    /// Of <c>v1.15.2</c>, <c>v1.16.0-rc.1</c> or <c>1.19-dev</c>; false for a build without such a version.
    /// </summary>
    public static bool TryParse(string text, out VeleroVersion version)
    {
        version = default;
        var parts = text.TrimStart('v').Split('.');
        if (parts.Length < 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(
                parts[1].Split('-', '+')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            return false;
        }

        version = new VeleroVersion(major, minor);
        return true;
    }

    public override string ToString() => $"{Major}.{Minor}";
}
