namespace Fuzz.Tests;

/// <summary>A valid input, and what reads it and whatever becomes of it.</summary>
/// <param name="Valid">Read without a refusal.</param>
/// <param name="Read">
/// Reads an input; it throws what the target declares as a refusal, and anything else is a finding.
/// </param>
internal sealed record FuzzCase(byte[] Valid, Action<byte[]> Read);
