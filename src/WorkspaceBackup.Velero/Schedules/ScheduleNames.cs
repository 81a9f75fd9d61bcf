using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What a Schedule may be called.</summary>
public static class ScheduleNames
{
    /// <summary>
    /// A longer name is accepted by everybody, and no backup is ever made: the name becomes the value of a label on
    /// the Backup.
    /// </summary>
    public const int MaxLength = 63;

    /// <summary>
    /// A Backup's name adds a dash and 14 digits; in labels Velero hashes what is over 63 characters.
    /// </summary>
    public const int ComfortableLength = 48;

    public static string For(string prefix, string cluster) => $"{prefix}-{cluster}";

    /// <summary>Why no Schedule can have this name, as a sentence; null when one can.</summary>
    public static string? Error(string name) =>
        name.Length > MaxLength
            ? $"The Schedule name \"{name}\" has {name.Length} characters. Velero accepts it but never makes a "
              + $"backup, because the name becomes a label value; at most {MaxLength} characters are possible. "
              + "Shorten the prefix or the cluster's key."
            : ObjectNames.IsSubdomain(name)
                ? null
                : $"\"{name}\" is no Kubernetes object name: lower-case letters, digits, \"-\" and \".\", each part "
                  + "between dots starting and ending with a letter or a digit.";

    /// <summary>Why it is better shorter, as a sentence; null when it is short enough.</summary>
    public static string? Warning(string name) =>
        name.Length is > ComfortableLength and <= MaxLength
            ? $"The Schedule name \"{name}\" has {name.Length} characters, so that its backups' names exceed 63 and "
              + "are hashed in Velero's labels: selecting backups by label needs the hash. Names of at most "
              + $"{ComfortableLength} characters avoid this."
            : null;

    /// <summary>Why it cannot be a prefix, as a sentence; null when it can.</summary>
    public static string? PrefixError(string prefix) =>
        prefix.Length == 0 ? "The prefix is empty."
        : Error(prefix + "-x") is null ? null
        : $"\"{prefix}\" cannot start a Kubernetes object name: lower-case letters, digits, \"-\" and \".\", "
          + "starting with a letter or a digit, short enough for \"prefix-cluster\" to have at most 63 characters.";
}
