using System.Security.Cryptography;
using System.Text;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// What a backup takes, in a short text that goes with it: the server rewrites the spec of a Backup, so that two of them do not
/// tell whether they were declared alike.
/// </summary>
internal static class ContentDigest
{
    // Where it goes, how long it is kept and how it is made change nothing about what is in it.
    private static readonly ContentField[] s_fields =
    [
        BackupContentFields.IncludeDisks, BackupContentFields.IncludeClusterResources, BackupContentFields.Namespaces,
        BackupContentFields.ExcludedNamespaces, BackupContentFields.IncludedResources, BackupContentFields.ExcludedResources,
        BackupContentFields.IncludedClusterScopedResources, BackupContentFields.ExcludedClusterScopedResources,
        BackupContentFields.IncludedNamespaceScopedResources, BackupContentFields.ExcludedNamespaceScopedResources,
        BackupContentFields.LabelSelector, BackupContentFields.OrLabelSelectors, BackupContentFields.DefaultVolumesToFsBackup,
        BackupContentFields.SnapshotMoveData, BackupContentFields.ResourcePolicy,
    ];

    /// <summary>Whether an attribute is part of it.</summary>
    public static bool Covers(string attribute) => s_fields.Any(field => field.Attribute == attribute);

    /// <summary>Whether a text can be a digest, of whatever content.</summary>
    public static bool IsOne(string text) => text.Length == 16 && !text.AsSpan().ContainsAnyExcept("0123456789abcdef");

    /// <summary>16 digits of a SHA-256.</summary>
    /// <param name="declared">In canonical form.</param>
    public static string Of(BackupContent declared)
    {
        var taken = s_fields.Aggregate(BackupContent.Empty, (content, field) => field.Copy(declared, content));
        var text = BackupContentFields.Write(taken).ToJsonString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
