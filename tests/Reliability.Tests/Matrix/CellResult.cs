namespace Reliability.Tests.Matrix;

/// <summary>What became of a cell.</summary>
/// <param name="Verdict">For the report.</param>
/// <param name="Problems">What should not have happened; empty: the cell is green.</param>
internal sealed record CellResult(Cell Cell, string Verdict, IReadOnlyList<string> Problems);
