using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Schemas;

/// <summary>CustomResourceDefinitions into the resource types they define.</summary>
internal static class CrdReader
{
    public static IEnumerable<ResourceType> Read(JsonObject crd)
    {
        var spec = crd.At("spec");
        foreach (var version in spec.At("versions")!.AsArray().Where(version => version.Flag("served")))
        {
            var columns = Columns(version.At("additionalPrinterColumns") as JsonArray);
            var type = new ResourceType(
                spec.Text("group")!,
                version.Text("name")!,
                spec.Text("names", "plural")!,
                spec.Text("names", "kind")!,
                spec.Text("scope") == "Namespaced",
                Schema(version.At("schema", "openAPIV3Schema")))
            {
                ShortNames = spec.Texts("names", "shortNames"),
                Definition = version.At("schema", "openAPIV3Schema"),
            };
            yield return columns is null ? type : type with { Columns = columns };
        }
    }

    private static List<PrinterColumn>? Columns(JsonArray? columns) =>
        columns?.Select(column => new PrinterColumn(
            column.Text("name")!,
            column.Text("type")!,
            column.Text("description") ?? "",
            column.At("priority")?.GetValue<long>() ?? 0,
            column.Text("jsonPath")!.Split('.', StringSplitOptions.RemoveEmptyEntries))).ToList();

    private static StructuralSchema Schema(JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            // additionalProperties: true
            return new StructuralSchema { PreserveUnknownFields = true, Nullable = true };
        }

        return new StructuralSchema
        {
            Type = schema.Text("type") ?? "",
            Properties = (schema["properties"] as JsonObject ?? [])
                .ToDictionary(property => property.Key, property => Schema(property.Value), StringComparer.Ordinal),
            AdditionalProperties = schema["additionalProperties"] is { } values ? Schema(values) : null,
            Items = schema["items"] is { } items ? Schema(items) : null,
            Required = schema.Texts("required"),
            Enum = schema["enum"] is JsonArray options ? [.. options] : [],
            Default = schema["default"],
            Format = schema.Text("format") ?? "",
            Pattern = schema.Text("pattern"),
            MinItems = schema["minItems"]?.GetValue<long>(),
            Nullable = schema.Flag("nullable"),
            PreserveUnknownFields = schema.Flag("x-kubernetes-preserve-unknown-fields"),
            IntOrString = schema.Flag("x-kubernetes-int-or-string"),
            AtomicMap = schema.Text("x-kubernetes-map-type") == "atomic",
        };
    }
}
