using System.Text;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>Clusters by namespaces: who is protected, and since when.</summary>
internal static class ReportMatrix
{
    private const int Left = 150;
    private const int Top = 110;
    private const int Width = 62;
    private const int Height = 30;

    // What fits on a sheet of paper: more is another picture, with the names again.
    private const int MaxColumns = 12;
    private const int MaxRows = 25;

    public static void Write(StringBuilder page, IReadOnlyList<KeyValuePair<string, LooseValue>> clusters)
    {
        var namespaces = clusters.SelectMany(static cluster => cluster.Value["namespaces"].Entries)
            .Select(static item => item.Key).Distinct().Order(StringComparer.Ordinal).ToList();
        if (namespaces.Count == 0)
        {
            page.Append("<p>No namespace was looked at.</p>\n");
            return;
        }

        foreach (var rows in clusters.Chunk(MaxRows))
        {
            foreach (var columns in namespaces.Chunk(MaxColumns))
            {
                Write(page, rows, columns);
            }
        }
    }

    private static void Write(StringBuilder page, KeyValuePair<string, LooseValue>[] clusters, string[] namespaces)
    {
        var (width, height) = (Left + (namespaces.Length * Width) + 60, Top + (clusters.Length * Height) + 4);
        page.Append($"<div class=\"wide\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Clusters by namespaces\" "
            + $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        for (var column = 0; column < namespaces.Length; column++)
        {
            var (x, y) = (Left + (column * Width) + (Width / 2), Top - 8);
            page.Append($"<text x=\"{x}\" y=\"{y}\" transform=\"rotate(-35 {x} {y})\">{Name(namespaces[column], 20)}</text>\n");
        }

        for (var row = 0; row < clusters.Length; row++)
        {
            var (name, cluster) = clusters[row];
            var y = Top + (row * Height);
            page.Append($"<text class=\"row\" x=\"{Left - 10}\" y=\"{y + 20}\">{Name(name, 19)}</text>\n");
            for (var column = 0; column < namespaces.Length; column++)
            {
                var cell = cluster["reason"].Text is { } reason
                    ? ReportCell.Unanswered(reason)
                    : ReportCell.Of(cluster["namespaces"][namespaces[column]]);
                Write(page, cell, Left + (column * Width), y, $"{name} / {namespaces[column]}");
            }
        }

        page.Append("</svg></div>\n");
    }

    private static void Write(StringBuilder page, ReportCell cell, int x, int y, string what)
    {
        page.Append($"<g class=\"{cell.Style}\"><title>{Markup.Escaped($"{what}: {cell.Note}")}</title>"
            + $"<rect x=\"{x + 2}\" y=\"{y + 2}\" width=\"{Width - 4}\" height=\"{Height - 4}\" rx=\"4\"/>"
            + $"<text class=\"cell\" x=\"{x + (Width / 2)}\" y=\"{y + 20}\">{cell.Sign}{(cell.Label.Length > 0 ? " " : "")}{cell.Label}</text></g>\n");
    }

    private static string Name(string name, int length) => $"<title>{Markup.Escaped(name)}</title>{Markup.Escaped(Markup.Cut(name, length))}";
}
