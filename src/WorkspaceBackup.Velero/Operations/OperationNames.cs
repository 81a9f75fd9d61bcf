using System.Globalization;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a Backup or Restore made on demand is called: <c>name-cluster-YYYYMMDDhhmmss</c>.</summary>
public static class OperationNames
{
    /// <summary>Velero hashes longer names where they become values of labels.</summary>
    public const int MaxLength = 63;

    /// <param name="time">The same for all clusters of an operation.</param>
    public static string For(string name, string cluster, DateTimeOffset time) =>
        $"{name}-{cluster}-{time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";

    /// <summary>Why no object can have this name, as a sentence; null when one can.</summary>
    public static string? Error(string name) =>
        name.Length > MaxLength
            ? $"The name \"{name}\" has {name.Length} characters, and Velero knows objects by labels of at most {MaxLength}. "
              + "Shorten name or the cluster's key."
            : ObjectNames.IsSubdomain(name)
                ? null
                : $"\"{name}\" is no Kubernetes object name: lower-case letters, digits, \"-\" and \".\", each part "
                  + "between dots starting and ending with a letter or a digit.";

    /// <summary>Why it cannot be the first part of a name, as a sentence; null when it can.</summary>
    public static string? PrefixError(string name) =>
        name.Length == 0 ? "The name is empty."
        : Error($"{name}-x-00000000000000") is null ? null
        : $"\"{name}\" cannot start a Kubernetes object name: lower-case letters, digits, \"-\" and \".\", starting with a "
          + $"letter or a digit, short enough for \"name-cluster-YYYYMMDDhhmmss\" to have at most {MaxLength} characters.";
}
