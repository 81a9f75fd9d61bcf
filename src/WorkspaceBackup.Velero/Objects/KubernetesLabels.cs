namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Kubernetes' rules for labels. Velero does not check a template's labels: with an illegal one a schedule is
/// Enabled, and no backup is ever made.
/// </summary>
public static class KubernetesLabels
{
    private const int MaxNameLength = 63;
    private const int MaxPrefixLength = 253;

    /// <summary>Why it is no label key, as a sentence; null when it is one.</summary>
    public static string? KeyError(string key)
    {
        var slash = key.IndexOf('/');
        var prefix = slash < 0 ? null : key[..slash];
        var name = key[(slash + 1)..];
        if (prefix is not null && (prefix.Length is 0 or > MaxPrefixLength || !ObjectNames.IsSubdomain(prefix)))
        {
            return $"\"{key}\" is not a label key: before the slash stands a DNS name in lower case, of at most 253 "
                + "characters.";
        }

        return name.Length is > 0 and <= MaxNameLength && IsText(name)
            ? null
            : $"\"{key}\" is not a label key: its name has 1 to 63 letters, digits, \"-\", \"_\" and \".\", and starts "
              + "and ends with a letter or a digit.";
    }

    /// <summary>Why it is no label value, as a sentence; null when it is one.</summary>
    public static string? ValueError(string value) =>
        value.Length == 0 || (value.Length <= MaxNameLength && IsText(value))
            ? null
            : $"\"{value}\" is not a label value: at most 63 letters, digits, \"-\", \"_\" and \".\", starting and "
              + "ending with a letter or a digit, or nothing at all.";

    private static bool IsText(string text) =>
        char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
