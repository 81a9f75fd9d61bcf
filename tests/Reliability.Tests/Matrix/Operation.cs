using Reliability.Tests.Driver;
using VeleroSandbox.Api;

namespace Reliability.Tests.Matrix;

/// <summary>One operation of the matrix.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Address">The resource; null for data sources and the provider itself.</param>
/// <param name="IsMain">The request that it is about.</param>
/// <param name="Begin">Prepares it, and gives what is to be done under the fault.</param>
internal sealed record Operation(
    string Name, string? Address, Func<RequestLine, bool> IsMain, Func<Lane, Func<Report>> Begin)
{
    /// <summary>The request that changes something for good; null for an operation that only reads.</summary>
    public string? Writes { get; init; }

    /// <summary>Whether it lists objects that there may be many of.</summary>
    public bool ListsInPages { get; init; }

    /// <summary>Whether its main request is one of several checks at once.</summary>
    public bool ChecksSideBySide { get; init; }

    /// <summary>
    /// Does again what a failure may have left undone, before the apply that has to converge; null: nothing.
    /// </summary>
    public Func<Lane, Report?>? Again { get; init; }

    /// <summary>The data source that it reads.</summary>
    public string? DataType { get; init; }

    /// <summary>How long it may take, all waiting included.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);
}
