namespace Reliability.Tests.Matrix;

/// <summary>One cell of the matrix.</summary>
/// <param name="Position">Which cluster has the fault, from 0.</param>
internal sealed record Cell(Operation Operation, FaultRow Fault, Moment Moment, int Position)
{
    /// <summary>
    /// The main request is one of several checks under way at once, and which of the others the fault meets is chance.
    /// </summary>
    public bool IsChance => Operation.ChecksSideBySide && !Fault.IsEvent
        && (Moment == Moment.FromTheMainRequest
            || (Moment == Moment.TheMainRequestAlone && Fault.BreaksConnection));

    public override string ToString() => $"{Operation.Name}, {Fault.Name}, {Moment}, cluster {Position + 1} of 3";
}
