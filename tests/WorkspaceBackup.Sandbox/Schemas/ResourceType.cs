using System.Text.Json.Nodes;

namespace VeleroSandbox.Schemas;

/// <summary>A resource that the API serves.</summary>
/// <param name="Schema">Null for built-in resources, which are stored as they come.</param>
internal sealed record ResourceType(
    string Group,
    string Version,
    string Plural,
    string Kind,
    bool Namespaced,
    StructuralSchema? Schema = null)
{
    /// <summary>The CRD's openAPIV3Schema as written; null for built-in resources.</summary>
    public JsonNode? Definition { get; init; }

    /// <summary>Whether <c>kubectl get all</c> asks for it.</summary>
    public bool InAll { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<PrinterColumn> Columns { get; init; } =
        [new("Age", "date", "", 0, ["metadata", "creationTimestamp"])];

    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>How errors name the resource: <c>schedules.velero.io</c>.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>How errors name the kind: <c>Schedule.velero.io</c>.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public bool IsCustom => Schema is not null;
}
