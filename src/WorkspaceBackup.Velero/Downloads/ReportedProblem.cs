using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>An error or a warning that Velero reports of a backup or a restore, as one line that can be shown.</summary>
/// <param name="Namespace">Null: it is about none.</param>
public sealed record ReportedProblem(Severity Severity, string? Namespace, string Message)
{
    /// <summary>Of each namespace; an outage says the same of every object.</summary>
    private const int MaxOfNamespace = 3;

    /// <summary>Of one backup or restore.</summary>
    private const int Max = 20;

    private const int MaxLength = 300;

    /// <summary>The first of each namespace, errors before warnings, and a last line for those that were left out.</summary>
    public static IReadOnlyList<ReportedProblem> Read(JsonNode? results)
    {
        var all = Of(results, "errors", Severity.Error).Concat(Of(results, "warnings", Severity.Warning)).ToList();
        var shown = all
            .GroupBy(static problem => (problem.Severity, problem.Namespace))
            .SelectMany(static same => same.Distinct().Take(MaxOfNamespace))
            .Take(Max)
            .ToList();
        return shown.Count == all.Count ? shown :
        [
            .. shown,
            new ReportedProblem(
                all.Skip(shown.Count).Any(static problem => problem.Severity == Severity.Error) && shown[^1].Severity == Severity.Error
                    ? Severity.Error
                    : Severity.Warning,
                null,
                $"and {all.Count - shown.Count} more"),
        ];
    }

    /// <summary>Every message of a kind about one namespace (empty: about none), uncut, for what has to be found in it.</summary>
    internal static IEnumerable<string> All(JsonNode? results, string kind, string @namespace) => @namespace.Length > 0
        ? Json.Texts(results, kind, "namespaces", @namespace)
        : Json.Texts(results, kind, "cluster").Concat(Json.Texts(results, kind, "velero"));

    /// <summary><c>error in namespace "app": ...</c></summary>
    public override string ToString() =>
        $"{(Severity == Severity.Error ? "error" : "warning")}{(Namespace is null ? "" : $" in namespace \"{Namespace}\"")}: {Message}";

    private static IEnumerable<ReportedProblem> Of(JsonNode? results, string kind, Severity severity)
    {
        foreach (var message in Json.Texts(results, kind, "velero").Concat(Json.Texts(results, kind, "cluster")))
        {
            yield return new ReportedProblem(severity, null, PlainText.Line(message, MaxLength));
        }

        foreach (var (@namespace, _) in MergePatch.Find(results, kind, "namespaces") as JsonObject ?? [])
        {
            foreach (var message in Json.Texts(results, kind, "namespaces", @namespace))
            {
                yield return new ReportedProblem(severity, PlainText.Line(@namespace, 63), PlainText.Line(message, MaxLength));
            }
        }
    }
}
