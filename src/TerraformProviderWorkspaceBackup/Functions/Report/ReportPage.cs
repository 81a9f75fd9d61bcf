using System.Text;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>
/// The page of <c>protection_report</c>: one file that needs nothing else, runs nothing, and is well-formed XML. Equal
/// arguments give equal bytes.
/// </summary>
internal static class ReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; --back: #ffffff; --text: #1f2328; --faint: #656d76; --line: #d0d7de;
          --good: #dafbe1; --good-text: #116329; --late: #fff8c5; --late-text: #7d4e00; --bad: #ffebe9; --bad-text: #a40e26;
          --unknown: #eaeef2; --unknown-text: #424a53; --start: #0969da; }
        @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --faint: #8d96a0; --line: #30363d;
          --good: #12361f; --good-text: #7ee787; --late: #3b2e0b; --late-text: #f2cc60; --bad: #4c1619; --bad-text: #ffa198;
          --unknown: #21262d; --unknown-text: #c9d1d9; --start: #58a6ff; } }
        @media print { :root { --back: #ffffff; --text: #000000; --faint: #444444; --line: #bbbbbb;
          --good: #dafbe1; --good-text: #116329; --late: #fff8c5; --late-text: #7d4e00; --bad: #ffebe9; --bad-text: #a40e26;
          --unknown: #eaeef2; --unknown-text: #424a53; --start: #0969da; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          svg { max-width: 100%; height: auto; } tr, .wide { break-inside: avoid; } }
        body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem;
          padding: 0 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        p { margin: .3rem 0; } .faint { color: var(--faint); }
        .verdict { display: inline-block; border-radius: 1rem; padding: .1rem .8rem; font-weight: 600; margin: .6rem 0; }
        .wide { overflow-x: auto; margin-bottom: .8rem; } svg { display: block; }
        svg text { fill: var(--text); font: 12px system-ui, sans-serif; } svg text.row { text-anchor: end; }
        svg text.hour { text-anchor: middle; fill: var(--faint); } svg text.cell { text-anchor: middle; font-weight: 600; }
        .verdict.good, .tag.good { background: var(--good); color: var(--good-text); }
        .verdict.bad, .tag.bad { background: var(--bad); color: var(--bad-text); }
        .verdict.unknown, .tag.unknown { background: var(--unknown); color: var(--unknown-text); }
        .tag.late { background: var(--late); color: var(--late-text); }
        g.good rect { fill: var(--good); } g.good text.cell { fill: var(--good-text); }
        g.late rect { fill: var(--late); } g.late text.cell { fill: var(--late-text); }
        g.bad rect { fill: var(--bad); } g.bad text.cell { fill: var(--bad-text); }
        g.unknown rect { fill: var(--unknown); } g.unknown text.cell { fill: var(--unknown-text); }
        g.absent rect { fill: none; } g.absent text.cell { fill: var(--faint); }
        g.start rect { fill: var(--start); } g.paused rect { fill: none; stroke: var(--faint); } g.paused text { fill: var(--faint); }
        line.grid { stroke: var(--line); }
        .tag { border-radius: .3rem; padding: .05rem .45rem; margin-right: .6rem; font-size: .85rem; display: inline-block; }
        table { border-collapse: collapse; width: 100%; } td, th { border-top: 1px solid var(--line); padding: .4rem .6rem .4rem 0;
          text-align: left; vertical-align: top; } td:first-child { min-width: 5.5rem; } td:nth-child(2) { min-width: 7rem; } th { color: var(--faint); font-weight: 500; }
        """;

    public static string Of(LooseValue protection)
    {
        var clusters = protection["by_cluster"].Entries.ToList();
        var findings = protection["findings"].Items.ToList();
        var readAt = Rfc3339.TryParse(protection["read_at"].Text ?? "", out var time) ? time.ToUniversalTime() : (DateTimeOffset?)null;
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>Is everything protected?</title>\n"
            + $"<style>\n{Style.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n");
        Head(page, protection, clusters, readAt);
        page.Append("<h2>Clusters and namespaces</h2>\n<p>")
            .Append("<span class=\"tag good\">✓ protected</span><span class=\"tag late\">! late</span>")
            .Append("<span class=\"tag bad\">✕ not protected</span><span class=\"tag unknown\">? unknown</span>")
            .Append("<span class=\"faint\">– not there. The age is that of the newest good backup.</span></p>\n");
        ReportMatrix.Write(page, clusters);
        page.Append("<h2>Starts in 24 hours (UTC)</h2>\n<p class=\"faint\">As long as the last good backup took; an outline is paused.</p>\n");
        ReportCalendar.Write(page, clusters, readAt);
        page.Append("<h2>Sizes</h2>\n<p class=\"faint\">Volume data in the newest good backup of each namespace, as far as Velero counted it.</p>\n");
        ReportSizes.Write(page, clusters);
        Findings(page, findings);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Head(
        StringBuilder page, LooseValue protection, IReadOnlyList<KeyValuePair<string, LooseValue>> clusters, DateTimeOffset? readAt)
    {
        var cells = clusters.SelectMany(static cluster => cluster.Value["namespaces"].Entries)
            .Select(static item => ReportCell.Of(item.Value).Style).ToList();
        var silent = clusters.Count(static cluster => cluster.Value["reason"].Text is not null);
        var isWrong = cells.Contains("bad") || cells.Contains("late")
            || protection["findings"].Items.Any(static finding => finding["severity"].Text == "error");
        var (style, verdict) = protection["protected"].Flag == true ? ("good", "✓ Everything is protected")
            : isWrong ? ("bad", "✕ Not everything is protected")
            : ("unknown", "? Not all of it is known");
        page.Append($"<h1>Is everything protected?</h1>\n<p class=\"verdict {style}\">{verdict}</p>\n<p>")
            .Append($"{Count(clusters.Count, "cluster")}, {Count(cells.Count, "namespace")} on them: ")
            .Append($"{cells.Count(static cell => cell == "good")} protected, {cells.Count(static cell => cell == "late")} late, ")
            .Append($"{cells.Count(static cell => cell == "bad")} not protected, {cells.Count(static cell => cell == "unknown")} unknown.")
            .Append(silent > 0 ? $" {Count(silent, "cluster")} did not answer." : "")
            .Append("</p>\n<p class=\"faint\">Read at ")
            .Append(readAt is { } time ? Markup.Escaped(KubernetesTime.Text(time)) : "an unknown time").Append(".</p>\n");
    }

    private static void Findings(StringBuilder page, List<LooseValue> findings)
    {
        page.Append("<h2>Findings</h2>\n");
        if (findings.Count == 0)
        {
            page.Append("<p>None.</p>\n");
            return;
        }

        page.Append("<table>\n<thead><tr><th>Severity</th><th>Cluster</th><th>Finding</th></tr></thead>\n<tbody>\n");
        foreach (var finding in findings)
        {
            var severity = finding["severity"].Text ?? "unknown";
            var style = severity switch { "error" => "bad", "warning" => "late", _ => "unknown" };
            page.Append($"<tr><td><span class=\"tag {style}\">{Markup.Escaped(severity)}</span></td>"
                + $"<td>{Markup.Escaped(finding["cluster"].Text ?? "")}</td><td>{Markup.Escaped(finding["text"].Text ?? "")}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
