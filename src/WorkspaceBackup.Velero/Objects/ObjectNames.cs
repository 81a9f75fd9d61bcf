namespace WorkspaceBackup.Velero.Objects;

/// <summary>Kubernetes' rules for names.</summary>
public static class ObjectNames
{
    /// <summary>
    /// RFC 1123 subdomain: parts of lower-case letters, digits and dashes between dots, each starting and ending with
    /// a letter or a digit. Says nothing about the length.
    /// </summary>
    public static bool IsSubdomain(string name) => name.Split('.').All(IsLabel);

    /// <summary>What a Schedule of this product is called on a cluster.</summary>
    public static string OfSchedule(string prefix, string cluster) => $"{prefix}-{cluster}";

    private static bool IsLabel(string part) =>
        part.Length > 0 && part[0] != '-' && part[^1] != '-'
        && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
