using System.Text;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>When backups start in the 24 hours after the page's time, in UTC, and how long the last one took.</summary>
internal static class ReportCalendar
{
    private const int Left = 250;
    private const int Top = 26;
    private const int Hour = 30;
    private const int Height = 22;

    // More starts than that are a bar.
    private const int MaxStarts = 96;

    // What fits on a sheet of paper: more is another picture, with the hours again.
    private const int MaxRows = 40;

    public static void Write(StringBuilder page, IReadOnlyList<KeyValuePair<string, LooseValue>> clusters, DateTimeOffset? readAt)
    {
        var rows = clusters
            .SelectMany(static cluster => cluster.Value["schedules"].Entries.Select(schedule => (Cluster: cluster, Schedule: schedule)))
            .ToList();
        if (rows.Count == 0 || readAt is not { } now)
        {
            page.Append($"<p>{(rows.Count == 0 ? "There is no schedule." : "The time is unknown.")}</p>\n");
            return;
        }

        // From a full hour, so that the lines are hours.
        var from = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        foreach (var some in rows.Chunk(MaxRows))
        {
            Write(page, some, from);
        }
    }

    private static void Write(
        StringBuilder page, (KeyValuePair<string, LooseValue> Cluster, KeyValuePair<string, LooseValue> Schedule)[] rows, DateTimeOffset from)
    {
        var (width, height) = (Left + (24 * Hour) + 10, Top + (rows.Length * Height) + 4);
        page.Append($"<div class=\"wide\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Starts in 24 hours\" "
            + $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        for (var hour = 0; hour <= 24; hour++)
        {
            var x = Left + (hour * Hour);
            page.Append($"<line class=\"grid\" x1=\"{x}\" y1=\"{Top}\" x2=\"{x}\" y2=\"{height - 4}\"/>");
            if (hour % 2 == 0 && hour < 24)
            {
                page.Append($"<text class=\"hour\" x=\"{x}\" y=\"16\">{from.AddHours(hour):HH}:00</text>");
            }
        }

        page.Append('\n');
        for (var row = 0; row < rows.Length; row++)
        {
            var ((cluster, found), (name, schedule)) = rows[row];
            Write(page, $"{cluster} / {name}", schedule, found["velero_version"].Text, from, Top + (row * Height));
        }

        page.Append("</svg></div>\n");
    }

    private static void Write(
        StringBuilder page, string what, LooseValue schedule, string? version, DateTimeOffset from, int y)
    {
        var cron = schedule["schedule"].Text ?? "";
        var isPaused = schedule["paused"].Flag == true;
        var starts = Starts(cron, version, from, out var isRead);
        var note = $"{what}: {cron}{(isPaused ? ", paused" : "")}{(isRead ? "" : ", unknown")}";
        page.Append($"<g class=\"{(isPaused ? "paused" : "start")}\"><title>{Markup.Escaped(note)}</title>"
            + $"<text class=\"row\" x=\"{Left - 10}\" y=\"{y + 15}\">{Markup.Escaped(Markup.Cut(what, 36))}</text>");
        if (starts.Count > MaxStarts)
        {
            page.Append($"<rect x=\"{Left}\" y=\"{y + 5}\" width=\"{24 * Hour}\" height=\"{Height - 10}\" rx=\"2\"/>");
        }
        else
        {
            var width = Math.Max(3, (schedule["duration_seconds"].Number ?? 0) / 3600.0 * Hour);
            foreach (var start in starts)
            {
                var x = Left + ((start - from).TotalHours * Hour);
                page.Append($"<rect x=\"{Markup.Number(x)}\" y=\"{y + 5}\" width=\"{Markup.Number(Math.Min(width, (24 * Hour) + Left - x))}\" "
                    + $"height=\"{Height - 10}\" rx=\"2\"/>");
            }
        }

        page.Append("</g>\n");
    }

    private static List<DateTimeOffset> Starts(string cron, string? version, DateTimeOffset from, out bool isRead)
    {
        var readings = VeleroVersion.TryParse(version ?? "", out var known)
            ? [CronReading.Of(cron, CronDialect.Of(known))]
            : CronReading.OfAll(cron);
        var schedule = CronReading.Sound(readings);
        var starts = new List<DateTimeOffset>();
        isRead = schedule is not null;
        for (var next = schedule?.Next(from.AddSeconds(-1));
            next is { } start && start < from.AddDays(1) && starts.Count <= MaxStarts;
            next = schedule!.Next(start))
        {
            starts.Add(start);
        }

        return starts;
    }
}
