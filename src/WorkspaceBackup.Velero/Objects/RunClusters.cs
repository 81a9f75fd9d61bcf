using System.Security.Cryptography;
using System.Text;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// The clusters of a run in a short text, so that a change of them shows on every cluster without 500 names in each.
/// </summary>
internal static class RunClusters
{
    /// <summary>How many, and 8 digits of the SHA-256 of their sorted names.</summary>
    public static string Of(IEnumerable<string> clusters)
    {
        var names = StringSet.From(clusters);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', names)));
        return $"{names.Count} {Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }

    /// <summary>Of <see cref="OwnedMetadata.ClustersAnnotation"/>; empty when there is none.</summary>
    public static string OfAnnotation(string? annotation) =>
        annotation is null ? "" : Of(annotation.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
