using System.Text.Json.Nodes;

namespace VeleroSandbox.Schemas;

/// <summary>The part of a CRD's openAPIV3Schema that decides what the API server stores and refuses.</summary>
internal sealed record StructuralSchema
{
    public string Type { get; init; } = "";

    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } =
        new Dictionary<string, StructuralSchema>();

    /// <summary>The schema of a map's values; null when the object is no map.</summary>
    public StructuralSchema? AdditionalProperties { get; init; }

    public StructuralSchema? Items { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<JsonNode?> Enum { get; init; } = [];

    public JsonNode? Default { get; init; }

    public string Format { get; init; } = "";

    public string? Pattern { get; init; }

    public long? MinItems { get; init; }

    public bool Nullable { get; init; }

    public bool PreserveUnknownFields { get; init; }

    public bool IntOrString { get; init; }

    /// <summary>x-kubernetes-map-type: atomic, so managers own the object as a whole.</summary>
    public bool AtomicMap { get; init; }

    public StructuralSchema? Field(string name) =>
        Properties.TryGetValue(name, out var schema) ? schema : AdditionalProperties;
}
