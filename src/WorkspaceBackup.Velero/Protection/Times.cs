using System.Globalization;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Protection;

internal static class Times
{
    public static DateTimeOffset? Read(JsonNode? root, params IReadOnlyList<string> path) =>
        DateTimeOffset.TryParse(
            Json.Text(root, path),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;

    /// <summary><c>2026-01-31T02:00:00Z</c>.</summary>
    public static string Shown(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
