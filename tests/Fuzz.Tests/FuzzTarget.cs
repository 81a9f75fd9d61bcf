namespace Fuzz.Tests;

/// <summary>One reader of what comes from outside.</summary>
/// <param name="Name">A noun.</param>
/// <param name="Make">Makes a case; the same one for the same random numbers.</param>
/// <param name="Refusal">The exception by which it refuses an input; null: it throws none.</param>
/// <param name="MemoryPerByte">Bytes of memory that one byte of input may cost.</param>
internal sealed record FuzzTarget(string Name, Func<Random, FuzzCase> Make, Type? Refusal, int MemoryPerByte)
{
    /// <summary>Bytes that a refusal, and the first use of a zone or a type, may cost, however short the input.</summary>
    public const int FixedMemory = 1_000_000;
}
