using System.Globalization;
using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Times as objects hold them and as messages show them: <c>2026-01-31T02:00:00Z</c>.</summary>
public static class KubernetesTime
{
    /// <returns>In UTC; null: there is none, or it is no time.</returns>
    public static DateTimeOffset? Read(JsonNode? root, params IReadOnlyList<string> path) => Read(Json.Text(root, path));

    /// <inheritdoc cref="Read(JsonNode?, IReadOnlyList{string})"/>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    /// <summary><c>2026-01-31T02:00:00Z</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
