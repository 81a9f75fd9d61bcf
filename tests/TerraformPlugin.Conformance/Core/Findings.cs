using TerraformPlugin.Hosting.Protocol;

namespace TerraformPlugin.Conformance.Core;

/// <summary>What a call found.</summary>
internal sealed record Findings(IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Warnings)
{
    public static Findings None { get; } = new([], []);

    public bool Failed => Errors.Count > 0;

    public override string ToString() => string.Join(" | ", Errors.Select(static e => $"{e.Summary}: {e.Detail}"));
}
