using System.Globalization;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>A release of Velero to the patch: 1.14.0 and 1.14.1 judge the same Backup differently.</summary>
public readonly record struct VeleroRelease(int Major, int Minor, int Patch = 0) : IComparable<VeleroRelease>
{
    /// <summary>
    /// One release for every set of rules there is, oldest first: what all of these say of a spec, every supported
    /// Velero says.
    /// </summary>
    public static IReadOnlyList<VeleroRelease> Distinct { get; } =
    [
        new(1, 9, 7), new(1, 10, 3), new(1, 11, 1), new(1, 12, 4), new(1, 13, 2), new(1, 14), new(1, 14, 1),
        new(1, 15, 2), new(1, 16, 2), new(1, 17, 2), new(1, 18), new(1, 18, 2), new(1, 19),
    ];

    public static bool operator <(VeleroRelease left, VeleroRelease right) => left.CompareTo(right) < 0;

    public static bool operator >(VeleroRelease left, VeleroRelease right) => left.CompareTo(right) > 0;

    public static bool operator <=(VeleroRelease left, VeleroRelease right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VeleroRelease left, VeleroRelease right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// Of <c>v1.14.1</c>, <c>1.16.0-rc.1</c> or <c>1.19-dev</c>; false for a build that names no version, such as
    /// <c>main</c>.
    /// </summary>
    public static bool TryParse(string? text, out VeleroRelease release)
    {
        release = default;
        var numbers = (text ?? "").TrimStart('v').Split('-', '+')[0].Split('.');
        if (numbers.Length is < 2 or > 3 || !Number(numbers[0], out var major) || !Number(numbers[1], out var minor))
        {
            return false;
        }

        var patch = 0;
        if (numbers.Length == 3 && !Number(numbers[2], out patch))
        {
            return false;
        }

        release = new VeleroRelease(major, minor, patch);
        return true;
    }

    public int CompareTo(VeleroRelease other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    /// <summary>Whether it is 1.<paramref name="minor"/>.<paramref name="patch"/> or newer.</summary>
    public bool IsFrom(int minor, int patch = 0) => this >= new VeleroRelease(1, minor, patch);

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
