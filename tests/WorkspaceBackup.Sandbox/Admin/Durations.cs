using WorkspaceBackup.Velero.Durations;

namespace VeleroSandbox.Admin;

/// <summary>Durations in commands: <c>90s</c>, <c>1h30m</c>.</summary>
internal static class Durations
{
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Parse(string? text) =>
        GoDuration.TryParse(text ?? "", out var duration, out _)
            ? duration.ToTimeSpan()
            : throw new FormatException($"\"{text}\" is no duration such as 90s or 1h30m");
}
