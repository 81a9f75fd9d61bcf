namespace VeleroSandbox.Tests.Contract;

/// <summary>Exchanges that build on each other, in a namespace of their own.</summary>
/// <param name="Name">A sentence.</param>
internal sealed record ContractCase(string Name, params Exchange[] Exchanges)
{
    /// <summary>
    /// Where Kubernetes since 1.25 answers otherwise than the 1.20 of the recording, and why; else null.
    /// </summary>
    public string? NewerDifference { get; init; }

    public override string ToString() => Name;
}
