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
    public static void AddRange(this Diagnostics diagnostics, IEnumerable<Finding> findings, AttributePaths paths)
    {
        foreach (var finding in findings)
        {
            diagnostics.Add(finding, paths);
        }
    }

    /// <summary>
    /// A warning whose title ends with what it is about: of several of one title Terraform shows only the first.
    /// </summary>
    public static void AddWarning(this Diagnostics diagnostics, string summary, RunId about, string detail) =>
        diagnostics.AddWarning(Titled(summary, $"{about}"), detail);

    public static void Add(this Diagnostics diagnostics, Finding finding, AttributePaths paths)
    {
        var severity = finding.IsError ? Severity.Error : Severity.Warning;
        diagnostics.Add(finding is { Kind: FindingKind.Fault, Fault: { } fault }
            ? Of(fault, severity, paths)
            : new(severity, Summary(finding), Detail(finding), paths.Of(finding.Field)));
    }

    public static Diagnostic Of(Fault fault, Severity severity, AttributePaths paths)
    {
        var words = FaultWording.Of(fault.Kind);
        var sentence = words.Sentence
            .Replace("{cluster}", fault.Cluster, StringComparison.Ordinal)
            .Replace("{object}", PlainText.Line(fault.Object ?? "the object", 300), StringComparison.Ordinal);
        var where = fault.Field is not { } field ? ""
            : paths.Of(field) is { } path ? $" (attribute {path})"
            : field.Contains('.') && !field.StartsWith("exec.", StringComparison.Ordinal) ? $" (field {field})"
            : $" (clusters[\"{fault.Cluster}\"].{field} of the provider configuration)";
        var detail = $"{sentence.TrimEnd('.')}{where}.\n\n{words.Remedy}";
        return new(
            severity,
            words.Summary,
            fault.Detail.Length == 0 ? detail : $"{detail}\n\nCluster {fault.Cluster}: {PlainText.Line(fault.Detail)}",
            paths.Of(fault.Field));
    }

    private static string Summary(Finding finding) =>
        finding.About is { } about ? Titled(FindingSummary.Of(finding.Kind), about) : FindingSummary.Of(finding.Kind);

    /// <summary>In quotes, so that the guide's address does not depend on it.</summary>
    private static string Titled(string summary, string about) => $"{summary}: \"{about}\"";

    private static string Detail(Finding finding) =>
        finding.Cluster.Length == 0 || finding.Detail.Contains($"\"{finding.Cluster}\"", StringComparison.Ordinal)
            ? finding.Detail
            : $"Cluster \"{finding.Cluster}\": {finding.Detail}";
}
