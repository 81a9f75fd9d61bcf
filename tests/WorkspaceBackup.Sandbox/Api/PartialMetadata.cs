using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary><c>PartialObjectMetadata</c>: objects without spec and status.</summary>
internal static class PartialMetadata
{
    public static bool Wanted(string accept) => accept.Contains("as=PartialObjectMetadata", StringComparison.Ordinal);

    public static JsonObject Of(StoredObject item) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = item.Read().At("metadata")?.DeepClone(),
    };

    public static JsonObject List(IEnumerable<StoredObject> items, JsonObject metadata) => new()
    {
        ["kind"] = "PartialObjectMetadataList",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["items"] = new JsonArray([.. items.Select(Of)]),
    };
}
