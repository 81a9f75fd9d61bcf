using System.Text;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>How much volume data the newest good backups hold, the largest first, as far as Velero counted it.</summary>
internal static class ReportSizes
{
    private const int Left = 250;
    private const int Longest = 600;
    private const int Height = 22;

    /// <summary>The others are one line.</summary>
    private const int MaxRows = 30;

    public static void Write(StringBuilder page, IReadOnlyList<KeyValuePair<string, LooseValue>> clusters)
    {
        var all = clusters
            .SelectMany(static cluster => cluster.Value["namespaces"].Entries.Select(item =>
                (What: $"{cluster.Key} / {item.Key}", Bytes: item.Value["bytes"].Number)))
            .Where(static item => item.Bytes >= 0)
            .Select(static item => (item.What, Bytes: item.Bytes!.Value))
            .OrderByDescending(static item => item.Bytes).ThenBy(static item => item.What, StringComparer.Ordinal)
            .ToList();
        if (all.Count == 0)
        {
            page.Append("<p>No backup's volume data was counted.</p>\n");
            return;
        }

        var shown = all.Take(MaxRows).ToList();
        var (width, height) = (Left + Longest + 100, (shown.Count * Height) + 4);
        page.Append("<div class=\"wide\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Sizes\" "
            + $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        var largest = Math.Max(all[0].Bytes, 1);
        for (var row = 0; row < shown.Count; row++)
        {
            var (what, bytes) = shown[row];
            var (y, size) = (row * Height, Math.Max(1, bytes / (double)largest * Longest));
            page.Append($"<g class=\"start\"><title>{Markup.Escaped($"{what}: {bytes} bytes")}</title>"
                + $"<text class=\"row\" x=\"{Left - 10}\" y=\"{y + 15}\">{Markup.Escaped(Markup.Cut(what, 36))}</text>"
                + $"<rect x=\"{Left}\" y=\"{y + 5}\" width=\"{Markup.Number(size)}\" height=\"{Height - 10}\" rx=\"2\"/>"
                + $"<text x=\"{Markup.Number(Left + size + 8)}\" y=\"{y + 15}\">{Markup.Size(bytes)}</text></g>\n");
        }

        page.Append("</svg></div>\n");
        if (all.Count > shown.Count)
        {
            var rest = all.Skip(MaxRows).Aggregate(0.0, static (sum, item) => sum + item.Bytes);
            page.Append($"<p class=\"faint\">And {all.Count - shown.Count} smaller ones, together {Markup.Size(rest)}.</p>\n");
        }
    }
}
