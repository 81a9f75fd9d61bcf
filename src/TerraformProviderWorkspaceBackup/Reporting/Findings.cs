using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>
/// Turns what the domain found into diagnostics: the one place that gives it words, and the one that gives it a path.
/// </summary>
internal static class Findings
{
    // Longer lists of clusters say the same.
    private const int MaxDetails = 10;

    /// <summary>What each resource has to do something about by itself, so that no other's warning may hide it.</summary>
    private static readonly HashSet<FindingKind> s_ofEach =
    [
        FindingKind.Adopted, FindingKind.ClusterForgotten, FindingKind.NotRolledBack, FindingKind.RunIncomplete, FindingKind.RunFailed,
        FindingKind.RunStillGoing, FindingKind.RunStuck, FindingKind.NothingRestored, FindingKind.BackupNotDeleted,
        FindingKind.BackupsUnusable, FindingKind.SecretLeft,
    ];

    /// <summary>
    /// One diagnostic for each kind of finding, which lists the clusters: Terraform shows the first of several warnings of one
    /// title, and 50 errors that say the same are read by nobody.
    /// </summary>
    /// <param name="about">The resource's own name, for the titles of <see cref="s_ofEach"/>; null: it has none, or it is not known.</param>
    public static void AddRange(
        this Diagnostics diagnostics, IEnumerable<Finding> findings, AttributePaths paths, string? about = null)
    {
        findings = findings.Select(finding => finding is { IsError: false, About: null } && s_ofEach.Contains(finding.Kind)
            ? finding with { About = about }
            : finding);
        foreach (var group in findings.GroupBy(
            finding => (finding.Severity, Summary(finding), finding.Fault?.Kind, finding.Rule, $"{paths.Of(finding.Field)}")))
        {
            var all = group.ToList();
            var severity = all[0].IsError ? Severity.Error : Severity.Warning;
            diagnostics.Add(all[0] is { Kind: FindingKind.Fault }
                ? Of([.. all.Select(static finding => finding.Fault!)], severity, paths)
                : new(severity, Summary(all[0]), Remedied(all, paths), paths.Of(all[0].Field)));
        }
    }

    /// <summary>
    /// A warning whose title ends with what it is about: of several of one title Terraform shows only the first.
    /// </summary>
    public static void AddWarning(this Diagnostics diagnostics, string summary, RunId about, string detail) =>
        diagnostics.AddWarning(Titled(summary, $"{about}"), detail);

    /// <inheritdoc cref="AddWarning(Diagnostics, string, RunId, string)"/>
    public static void AddWarning(this Diagnostics diagnostics, string summary, string about, string detail) =>
        diagnostics.AddWarning(Titled(summary, about), detail);

    public static void Add(this Diagnostics diagnostics, Finding finding, AttributePaths paths) =>
        diagnostics.AddRange([finding], paths);

    public static Diagnostic Of(Fault fault, Severity severity, AttributePaths paths) => Of([fault], severity, paths);

    /// <param name="faults">One at least, all of one kind and about one attribute.</param>
    public static Diagnostic Of(IReadOnlyList<Fault> faults, Severity severity, AttributePaths paths)
    {
        var first = faults[0];
        var words = FaultWording.Of(first.Kind);
        var objects = faults.Select(static fault => fault.Object).OfType<string>().Distinct().ToList();
        // Two resources that one cluster keeps from something are told apart by their objects.
        var asked = objects.Count == 0 || words.Sentence.Contains("{object}", StringComparison.Ordinal)
            ? words.Sentence
            : $"{words.Sentence.TrimEnd('.')}, when asked about {PlainText.Line(string.Join(", ", objects.Take(MaxDetails)), 600)}";
        var sentence = Clusters(asked, faults)
            .Replace("{object}", PlainText.Line(objects.Count == 1 ? objects[0] : "the object", 300), StringComparison.Ordinal);
        var where = first.Field is not { } field || faults.Any(fault => fault.Field != field) ? ""
            : paths.Of(field) is { } path ? $" (attribute {path})"
            : field == "KUBECONFIG" ? " (environment variable KUBECONFIG)"
            : field.Contains('.') && !field.StartsWith("exec.", StringComparison.Ordinal) ? $" (field {field})"
            : faults.Count > 1 ? $" ({field} of each in the provider configuration)"
            : $" (clusters[\"{first.Cluster}\"].{field} of the provider configuration)";
        var details = faults.Where(static fault => fault.Detail.Length > 0)
            .GroupBy(static fault => PlainText.Line(fault.Detail) + (fault.ImportId is { } id ? $"; its import id is {id}" : ""))
            .Select(static same => (Clusters: same.Select(static fault => fault.Cluster).Distinct().ToList(), Said: same.Key))
            .Select(static same => $"Cluster{(same.Clusters.Count == 1 ? "" : "s")} {NameList.Of(same.Clusters)}: {same.Said}");
        return new(
            severity,
            words.Summary,
            string.Join("\n\n", [$"{sentence.TrimEnd('.')}{where}.", words.Remedy, .. Short(details)]),
            paths.Of(first.Field));
    }

    /// <summary>
    /// The domain speaks of Velero's fields in a verdict; the user has attributes. What a ConfigMap has wrong is told in its own
    /// words.
    /// </summary>
    private static string Remedied(IReadOnlyList<Finding> findings, AttributePaths paths) =>
        findings[0].Rule is VerdictRule.PolicyUnreadable or VerdictRule.ModifierUnreadable
            ? $"{Details(findings)}\n\n{VerdictWording.Of(findings[0].Rule!.Value).Remedy}"
        : findings[0].Rule is { } rule ? $"{paths.InAttributes(Details(findings))}\n\n{VerdictWording.Of(rule).Remedy}"
        : string.Join("\n\n", [Details(findings), .. findings.DistinctBy(static finding => finding.Facts)
            .Select(FindingRemedy.Of).OfType<string>().Distinct()]);

    /// <summary>The sentences are about one cluster; of several each is.</summary>
    private static string Clusters(string sentence, IReadOnlyList<Fault> faults)
    {
        var all = faults.Select(static fault => fault.Cluster).Distinct().ToList();
        if (all.Count == 1)
        {
            return sentence.Replace("{cluster}", all[0], StringComparison.Ordinal);
        }

        var names = NameList.Quoted(all);
        return sentence
            .Replace("of cluster \"{cluster}\"", $"of each of the clusters {names}", StringComparison.Ordinal)
            .Replace("Cluster \"{cluster}\"", $"Each of the clusters {names}", StringComparison.Ordinal)
            .Replace("cluster \"{cluster}\"", $"clusters {names}", StringComparison.Ordinal);
    }

    private static string Details(IEnumerable<Finding> findings) => string.Join("\n\n", Short(findings
        .GroupBy(static finding => finding.Detail)
        .Select(static same => same.Select(static finding => finding.Cluster).Distinct().ToList() is { Count: > 1 } clusters
            ? $"Clusters {NameList.Quoted(clusters)}: {same.Key}"
            : Detail(same.First()))));

    private static List<string> Short(IEnumerable<string> details)
    {
        var all = details.ToList();
        return all.Count <= MaxDetails
            ? all
            : [.. all.Take(MaxDetails), $"And {all.Count - MaxDetails} more of this kind on other clusters."];
    }

    private static string Summary(Finding finding) => finding.Kind == FindingKind.Fault ? ""
        : finding.Rule is { } rule ? VerdictWording.Of(rule).Summary
        : finding.About is { } about ? Titled(FindingSummary.Of(finding.Kind), about)
        : FindingSummary.Of(finding.Kind);

    /// <summary>In quotes, so that the guide's address does not depend on it.</summary>
    public static string Titled(string summary, string? about) => about is null ? summary : $"{summary}: \"{about}\"";

    private static string Detail(Finding finding) =>
        finding.Cluster.Length == 0 || finding.Detail.Contains($"\"{finding.Cluster}\"", StringComparison.Ordinal)
            ? finding.Detail
            : $"Cluster \"{finding.Cluster}\": {finding.Detail}";
}
