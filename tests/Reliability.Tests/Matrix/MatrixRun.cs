using System.Runtime.ExceptionServices;

namespace Reliability.Tests.Matrix;

/// <summary>The whole matrix, run once: operations are shared out between lanes that work side by side.</summary>
public sealed class MatrixRun
{
    private const int Lanes = 2;

    private readonly Lazy<IReadOnlyList<CellResult>> _results = new(static () => Run(Cells));

    /// <summary>In the order of the table.</summary>
    internal IReadOnlyList<CellResult> Results => _results.Value;

    /// <summary>
    /// Every fault in every operation on the first, the middle and the last cluster; the moments go round, so that each
    /// is there too.
    /// </summary>
    internal static IReadOnlyList<Cell> Cells { get; } =
    [
        .. from operation in Operations.All.Index()
           from fault in FaultRows.All.Index()
           where (operation.Item.ListsInPages || !fault.Item.IsOfPages) && fault.Item.IsFor(operation.Item)
           let moments = fault.Item.Moments.ToList()
           from position in fault.Item.IsCostly ? [operation.Index % 3] : Enumerable.Range(0, 3)
           let moment = moments[(position + operation.Index + fault.Index) % moments.Count]
           orderby operation.Index, fault.Index, moment
           select new Cell(operation.Item, fault.Item, moment, position),
    ];

    /// <summary>The results, some of them from another run.</summary>
    internal IReadOnlyList<CellResult> Again(IReadOnlyList<CellResult> some)
    {
        var again = Run([.. some.Select(result => result.Cell)]).ToDictionary(result => result.Cell);
        return [.. Results.Select(result => again.GetValueOrDefault(result.Cell, result))];
    }

    private static IReadOnlyList<CellResult> Run(IReadOnlyList<Cell> cells)
    {
        // Full pages slow everything else down, so they come last.
        var work = new Queue<Cell[]>(cells
            .GroupBy(cell => (cell.Fault.IsOfPages, cell.Operation))
            .OrderBy(group => group.Key.IsOfPages)
            .Select(group => group.ToArray()));
        var results = new Dictionary<Cell, CellResult>();
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Lanes).Select(_ => new Thread(() =>
        {
            try
            {
                Work(work, results);
            }
            catch (Exception e)
            {
                lock (results)
                {
                    failures.Add(e);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        return [.. cells.Select(cell => results[cell])];
    }

    private static void Work(Queue<Cell[]> work, Dictionary<Cell, CellResult> results)
    {
        using var lane = new Lane();
        var hasPages = false;
        while (Next(work) is { } cells)
        {
            if (cells[0].Fault.IsOfPages && !hasPages)
            {
                lane.FillPages();
                hasPages = true;
            }

            foreach (var cell in cells)
            {
                CellResult result;
                try
                {
                    result = new CellRun(lane, cell).Run();
                }
                catch (Exception e)
                {
                    lane.Clear();
                    result = new CellResult(cell, "", [$"{e}"]);
                }

                if (result.Problems.Count > 0)
                {
                    lane.Clear();
                }

                lock (results)
                {
                    results[cell] = result;
                }
            }
        }
    }

    private static Cell[]? Next(Queue<Cell[]> work)
    {
        lock (work)
        {
            return work.TryDequeue(out var next) ? next : null;
        }
    }
}
