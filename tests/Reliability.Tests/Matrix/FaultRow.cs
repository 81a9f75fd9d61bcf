using Reliability.Tests.Driver;
using VeleroSandbox;
using VeleroSandbox.Faults;
using FaultKind = WorkspaceBackup.Velero.Faults.FaultKind;

namespace Reliability.Tests.Matrix;

/// <summary>One fault of the matrix.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Make">The fault, to meet every request; given the cluster and the provider's clock.</param>
/// <param name="Causes">What the provider may call it.</param>
internal sealed record FaultRow(
    string Name, Func<SandboxCluster, IdleTime, Fault> Make, params IReadOnlyList<FaultKind> Causes)
{
    /// <summary>The request is never answered, or not in time.</summary>
    public bool Stalls { get; init; }

    /// <summary>
    /// The headers come, so that it is chance whether they do before the time of the request that asks if the cluster is
    /// there at all is over.
    /// </summary>
    public bool AnswersPartly { get; init; }

    /// <summary>It lies in the connections and not in a request, so that it cannot meet one request alone.</summary>
    public bool IsOfConnections { get; init; }

    /// <summary>
    /// It takes the connection along, and so whichever requests are under way beside the one that it meets.
    /// </summary>
    public bool BreaksConnection { get; init; }

    /// <summary>It happens once, and is no fault that an operation may fail by.</summary>
    public bool IsEvent { get; init; }

    /// <summary>It happens to the later pages of lists, so that there have to be some.</summary>
    public bool IsOfPages { get; init; }

    /// <summary>It happens to what is about to be written, and to nothing else.</summary>
    public bool IsOfWrites { get; init; }

    /// <summary>The credential plugin of the cluster fails: it lies in the configuration, and no request is sent.</summary>
    public bool IsOfCredentials { get; init; }

    /// <summary>The operations that it can meet; what it leaves behind is no fault's to mend in the others.</summary>
    public Func<Operation, bool> IsFor { get; init; } = static _ => true;

    /// <summary>Titles under which it is told besides those of <see cref="Causes"/>.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>
    /// What is warned of, naming no cluster, when it happens while answers are under way, and not when they have come:
    /// chance.
    /// </summary>
    public string? Incidental { get; init; }

    /// <summary>It costs so much that each operation has it on one cluster, another one each time.</summary>
    public bool IsCostly { get; init; }

    /// <summary>The server has said that it did nothing and that the request may come again.</summary>
    public bool AllowsAnotherWrite { get; init; }

    public IEnumerable<Moment> Moments => IsOfPages || IsOfCredentials ? [Moment.FromTheStart]
        : IsOfWrites ? [Moment.TheMainRequestAlone]
        : IsEvent || IsOfConnections ? [Moment.FromTheStart, Moment.FromTheMainRequest]
        : Enum.GetValues<Moment>();

    /// <summary>Puts the fault in force.</summary>
    public void Begin(Moment moment, Operation operation, SandboxCluster cluster, IdleTime time)
    {
        if (IsOfCredentials)
        {
            return;
        }

        var fault = Make(cluster, time);
        if (IsOfConnections && moment == Moment.FromTheStart)
        {
            cluster.Faults.Add(fault);
            return;
        }

        var (begun, over) = (false, false);
        cluster.Faults.Add(fault.When(line =>
        {
            if (over)
            {
                return false;
            }

            begun |= IsOfPages ? line.Query.Contains("continue=", StringComparison.Ordinal)
                : moment == Moment.FromTheStart || operation.IsMain(line);
            over = begun && (IsEvent || IsOfPages || moment == Moment.TheMainRequestAlone);
            if (begun && Stalls)
            {
                time.Stall(line.Id);
            }

            return begun;
        }));
    }
}
