using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Names one run: a schedule's, on all clusters as one, or an on-demand backup. As text
/// <c>&lt;workspace&gt;/&lt;prefix or name&gt;/&lt;YYYYMMDDThhmmssZ&gt;</c>.
/// </summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Prefix">The schedule's prefix, or the on-demand backup's name.</param>
/// <param name="Time">
/// When the schedule was due, without any cluster's stagger, or when the on-demand backup was asked for; whole seconds,
/// UTC.
/// </param>
public readonly record struct RunId(string Workspace, string Prefix, DateTimeOffset Time)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The time as it stands in an id and in <see cref="Objects.OwnedMetadata.RunLabel"/>.</summary>
    public static string FormatTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static bool TryParseTime([NotNullWhen(true)] string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <param name="text">The text.</param>
    /// <param name="id">The id; the default when the text is refused.</param>
    /// <param name="error">Why it is none, as a sentence; null when it is one.</param>
    public static bool TryParse(string text, out RunId id, [NotNullWhen(false)] out string? error)
    {
        var parts = text.Split('/');
        if (parts is [{ Length: > 0 } workspace, { Length: > 0 } prefix, var last] && TryParseTime(last, out var time))
        {
            id = new RunId(workspace, prefix, time);
            error = null;
            return true;
        }

        id = default;
        error = $"\"{text}\" is not a run id; one looks like \"payments/daily/20250131T020000Z\".";
        return false;
    }

    public override string ToString() => $"{Workspace}/{Prefix}/{FormatTime(Time)}";
}
