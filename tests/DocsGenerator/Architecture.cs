using System.Globalization;
using System.Text;

namespace DocsGenerator;

/// <summary>The picture of who talks to whom, for the README.</summary>
internal static class Architecture
{
    private const int Row = 92;
    private const int RowHeight = 78;

    public static string Svg()
    {
        string[] clusters = ["eu", "us", "asia"];
        var height = (clusters.Length * Row) + 26;
        var middle = 20 + (((clusters.Length * Row) - (Row - RowHeight)) / 2);
        var svg = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 {height}\" font-family=\"sans-serif\" ")
            .Append("font-size=\"14\" role=\"img\" aria-label=\"Terraform, the provider, clusters with Velero, buckets\">\n")
            .Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">")
            .Append("<path d=\"M0 0L8 4L0 8z\" fill=\"#57606a\"/></marker></defs>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"880\" height=\"{height}\" rx=\"10\" fill=\"#ffffff\"/>\n");
        Box(svg, 15, middle - 30, 105, "Terraform", "plan, apply", "#ede7f6", "#7b61c4");
        Arrow(svg, 120, middle, 178, middle, "gRPC");
        Box(svg, 180, middle - 30, 110, "provider", "no server", "#e3f2fd", "#1f6feb");
        for (var i = 0; i < clusters.Length; i++)
        {
            var top = 20 + (i * Row);
            var line = top + (RowHeight / 2) + 8;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"370\" y=\"{top}\" width=\"330\" height=\"{RowHeight}\" rx=\"8\" fill=\"#f6f8fa\" ")
                .Append("stroke=\"#8c959f\" stroke-dasharray=\"5 4\"/>\n");
            Text(svg, 380, top + 15, $"cluster {clusters[i]}", 12, "#57606a", "start");
            Arrow(svg, 290, middle, 388, line, i == 1 ? "HTTPS" : "");
            Box(svg, 390, line - 24, 120, "API server", "Schedule, Backup", "#ffffff", "#57606a", 48);
            Arrow(svg, 570, line, 512, line, "watches");
            Box(svg, 572, line - 24, 110, "Velero", "makes backups", "#e6f4ea", "#2da44e", 48);
            Arrow(svg, 682, line, 758, line, "");
            Box(svg, 760, line - 24, 100, "bucket", $"backups of {clusters[i]}", "#fff8e1", "#bf8700", 48);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Box(
        StringBuilder svg, int x, int y, int width, string title, string what, string fill, string stroke, int height = 60)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" ")
            .Append(CultureInfo.InvariantCulture, $"fill=\"{fill}\" stroke=\"{stroke}\"/>\n");
        Text(svg, x + (width / 2), y + (height / 2) - 3, title, 14, "#1f2328", "middle");
        Text(svg, x + (width / 2), y + (height / 2) + 14, what, 11, "#57606a", "middle");
    }

    private static void Arrow(StringBuilder svg, int x1, int y1, int x2, int y2, string label)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#57606a\" ")
            .Append("stroke-width=\"1.5\" marker-end=\"url(#tip)\"/>\n");
        if (label.Length > 0)
        {
            Text(svg, (x1 + x2) / 2, ((y1 + y2) / 2) - 6, label, 11, "#57606a", "middle");
        }
    }

    private static void Text(StringBuilder svg, int x, int y, string text, int size, string fill, string anchor) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\" ")
            .Append(CultureInfo.InvariantCulture, $"text-anchor=\"{anchor}\">{text}</text>\n");
}
