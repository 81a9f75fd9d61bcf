using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>How a write is made.</summary>
/// <param name="Manager">The field manager.</param>
internal sealed record WriteRequest(
    ResourceType Type, string Namespace, string Name, string Manager, bool DryRun = false)
{
    public FieldValidation Validation { get; init; } = FieldValidation.Warn;

    /// <summary>Paths of keys that came twice in the body.</summary>
    public IReadOnlyList<string> Duplicates { get; init; } = [];

    /// <summary>Receives what <see cref="FieldValidation.Warn"/> tells.</summary>
    public List<string> Warnings { get; } = [];
}

/// <param name="Object">The object as stored, or as it would have been.</param>
/// <param name="Created">Whether it is new (201).</param>
internal readonly record struct WriteResult(JsonObject Object, bool Created = false);
