using System.Globalization;
using System.Text;
using Reliability.Tests.Matrix;

namespace Reliability.Tests.Page;

/// <summary>The matrix as the page shows it: one table for each operation.</summary>
internal static class MatrixTables
{
    public static string Of(IReadOnlyList<CellResult> results)
    {
        var page = new StringBuilder(Figures(results));
        foreach (var operation in results.GroupBy(result => result.Cell.Operation))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {Title(operation.Key.Name)}\n\n")
                .Append("| fault | from the first request on | from the main request on | the main request alone |\n")
                .Append("|---|---|---|---|\n");
            foreach (var fault in operation.GroupBy(result => result.Cell.Fault))
            {
                page.Append(CultureInfo.InvariantCulture, $"{Row(fault)}\n");
            }
        }

        return page.ToString();
    }

    /// <summary>Those of the results whose rows are not on the page.</summary>
    public static IReadOnlyList<CellResult> NotOn(string page, IReadOnlyList<CellResult> results)
    {
        var tables = page.Split("\n### ").ToDictionary(
            static table => table.Split('\n')[0], static table => table.Split('\n').ToHashSet(), StringComparer.Ordinal);
        return
        [
            .. results
                .GroupBy(result => (result.Cell.Operation, result.Cell.Fault))
                .Where(row => !tables.TryGetValue(Title(row.Key.Operation.Name), out var rows) || !rows.Contains(Row(row)))
                .SelectMany(row => row),
        ];
    }

    private static string Row(IEnumerable<CellResult> results)
    {
        var cells = results.ToList();
        var moments = Enum.GetValues<Moment>().Select(moment => Verdict(cells, moment));
        return $"| {cells[0].Cell.Fault.Name} | {string.Join(" | ", moments)} |";
    }

    private static string Figures(IReadOnlyList<CellResult> results)
    {
        var figures = new StringBuilder("| verdict | cells |\n|---|---|\n");
        foreach (var kind in results
            .GroupBy(result => Kind(result.Verdict))
            .OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            figures.Append(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} |\n");
        }

        return figures.Append(CultureInfo.InvariantCulture, $"| **all, of them with a problem** | {results.Count}, ")
            .Append(CultureInfo.InvariantCulture, $"{results.Count(result => result.Problems.Count > 0)} |\n")
            .ToString();
    }

    private static string Kind(string verdict) => verdict.Split(':')[0];

    /// <summary>What differs from one cluster to another is shown for each, the first one's first.</summary>
    private static string Verdict(IEnumerable<CellResult> results, Moment moment) => string.Join("; on another cluster ", results
        .Where(result => result.Cell.Moment == moment).Select(static result => result.Verdict).Distinct());

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
