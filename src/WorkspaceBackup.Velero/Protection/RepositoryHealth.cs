using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>Whether the repositories of volume data can be written to and are maintained.</summary>
internal static class RepositoryHealth
{
    /// <summary>What is wrong with one, without a full stop; null: nothing is.</summary>
    public static string? Problem(JsonObject repository, DateTimeOffset now)
    {
        var phase = Json.Text(repository, "status", "phase");
        if (phase == "NotReady")
        {
            return "is NotReady" + Quoted(Json.Text(repository, "status", "message"));
        }

        // Since 1.16 each attempt is told; before that, only when the last one succeeded.
        if (MergePatch.Find(repository, "status", "recentMaintenance") is JsonArray { Count: > 0 } attempts)
        {
            var last = attempts.MaxBy(static attempt => KubernetesTime.Read(attempt, "startTimestamp") ?? DateTimeOffset.MinValue);
            return Json.Text(last, "result") == "Failed"
                ? "could not be maintained the last time" + Quoted(Json.Text(last, "message"))
                : null;
        }

        return phase == "Ready"
            && KubernetesTime.Read(repository, "status", "lastMaintenanceTime") is { } maintained
            && GoDuration.TryParse(Json.Text(repository, "spec", "maintenanceFrequency"), out var frequency, out _)
            && frequency > GoDuration.Zero && now - maintained > 2 * frequency.ToTimeSpan()
            ? $"was last maintained at {KubernetesTime.Text(maintained)}, and should be every {ProtectionJudge.Shown(frequency.ToTimeSpan())}"
            : null;
    }

    private static string Quoted(string? message) =>
        string.IsNullOrEmpty(message) ? "" : $": {PlainText.Line(message, 200).TrimEnd('.')}";
}
