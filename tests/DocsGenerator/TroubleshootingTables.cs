using System.Text;
using System.Text.RegularExpressions;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;

namespace DocsGenerator;

/// <summary>The tables of the troubleshooting guide: one line for each kind of fault and of finding.</summary>
internal static partial class TroubleshootingTables
{
    public static string FillIn(string guide)
    {
        var kinds = Enum.GetValues<FaultKind>();
        guide = MarkedBlock.Replace(guide, "unhealthy", Faults(kinds.Where(IsUnhealthy)));
        guide = MarkedBlock.Replace(guide, "refused", Faults(kinds.Where(static kind => !IsUnhealthy(kind))));
        guide = MarkedBlock.Replace(guide, "verdicts", Table(VerdictGuide.Rows()));
        return WithAnchors(MarkedBlock.Replace(guide, "findings", Findings()));
    }

    /// <summary>Gives every title the anchor that messages end with; rows of one title share that of the first.</summary>
    internal static string WithAnchors(string guide)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        return Row().Replace(guide, row =>
        {
            var title = row.Groups[1].Value;
            var anchor = MessageAddress.AnchorOf(title);
            return title == "message" || !given.Add(anchor) ? $"| {title} |" : $"| <a id=\"{anchor}\"></a>{title} |";
        });
    }

    /// <summary>The first cell of a row, with or without an anchor.</summary>
    [GeneratedRegex(@"^\| (?:<a id=""[^""]*""></a>)?([A-Za-z][^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static bool IsUnhealthy(FaultKind kind) => new Fault(kind, "", "").IsUnhealthy;

    private static string Faults(IEnumerable<FaultKind> kinds)
    {
        var rows = kinds.Select(static kind =>
        {
            var words = FaultWording.Of(kind);
            return (words.Summary, Fill(words.Sentence), Fill(words.Remedy));
        });
        return Table(rows);
    }

    private static string Findings() => Table(Enum.GetValues<FindingKind>()
        .Where(static kind => kind is not (FindingKind.Fault or FindingKind.Verdict))
        .Select(static kind =>
        {
            var (cause, remedy) = FindingGuide.Of(kind);
            return (FindingSummary.Of(kind), cause, remedy);
        }));

    private static string Table(IEnumerable<(string Summary, string Cause, string Remedy)> rows)
    {
        var table = new StringBuilder("| message | cause | remedy |\n|---|---|---|\n");
        foreach (var (summary, cause, remedy) in rows)
        {
            table.Append($"| {summary} | {Cell(cause)} | {Cell(remedy)} |\n");
        }

        return table.ToString();
    }

    private static string Fill(string words) => words
        .Replace("cluster \"{cluster}\"", "the cluster", StringComparison.Ordinal)
        .Replace("Cluster \"{cluster}\"", "The cluster", StringComparison.Ordinal)
        .Replace("{object}", "the object", StringComparison.Ordinal) is { Length: > 0 } filled
            ? char.ToUpperInvariant(filled[0]) + filled[1..]
            : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
