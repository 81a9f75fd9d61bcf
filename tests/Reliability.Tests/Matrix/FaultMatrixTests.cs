using Reliability.Tests.Page;

namespace Reliability.Tests.Matrix;

/// <summary>Every fault in every operation, on the first, the middle and the last of three clusters.</summary>
public sealed class FaultMatrixTests(MatrixRun matrix) : IClassFixture<MatrixRun>
{
    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var cell in MatrixRun.Cells.DistinctBy(cell => (cell.Operation, cell.Fault)))
        {
            pairs.Add(cell.Operation.Name, cell.Fault.Name);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Nothing_is_lost_and_one_apply_converges(string operation, string fault)
    {
        AssertNone(Of(operation, fault));
    }

    /// <summary>
    /// Which of the requests that are under way a broken connection takes along is chance: what differs is tried again.
    /// </summary>
    [Fact]
    public void The_page_shows_the_matrix()
    {
        var different = MatrixTables.NotOn(Block.Read("matrix"), matrix.Results);
        var results = different.Count == 0 ? matrix.Results : matrix.Again(different);
        AssertNone(results);
        Block.Verify("matrix", MatrixTables.Of(results), "make docs/reliability");
    }

    private static void AssertNone(IEnumerable<CellResult> results)
    {
        var problems = results.SelectMany(result => result.Problems.Select(problem => $"{result.Cell}: {problem}")).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private IEnumerable<CellResult> Of(string operation, string fault) => matrix.Results
        .Where(result => result.Cell.Operation.Name == operation && result.Cell.Fault.Name == fault);
}
