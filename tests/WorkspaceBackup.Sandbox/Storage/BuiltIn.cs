using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>The little that built-in kinds do to their objects by themselves, and what ObjectMeta knows.</summary>
internal static class BuiltIn
{
    private static readonly HashSet<string> MetadataFields = new(StringComparer.Ordinal)
    {
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers",
        "managedFields", "clusterName",
    };

    public static void BeforeCreate(ResourceType type, JsonObject body)
    {
        switch (type.Plural)
        {
            case "namespaces":
                body.Make("metadata").Remove("generation");
                body.Make("spec")["finalizers"] = new JsonArray("kubernetes");
                body.Make("status")["phase"] = "Active";
                break;
            case "customresourcedefinitions":
                body.Make("status")["conditions"] = new JsonArray(
                    Condition("NamesAccepted"), Condition("Established"));
                body.Make("status")["acceptedNames"] = body.At("spec", "names")?.DeepClone();
                break;
            case "secrets":
                body.Make("metadata").Remove("generation");
                body["type"] ??= "Opaque";
                foreach (var (key, value) in body["stringData"] as JsonObject ?? [])
                {
                    body.Make("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.ToString() ?? ""));
                }

                body.Remove("stringData");
                break;
        }
    }

    /// <summary>Types ObjectMeta's fields, drops those it has not, and lets null strings become empty ones.</summary>
    public static void NormalizeMetadata(JsonObject body, ResourceType type, List<string> unknown)
    {
        if (body["metadata"] is not JsonObject metadata)
        {
            return;
        }

        foreach (var (key, value) in metadata.ToList())
        {
            if (!MetadataFields.Contains(key))
            {
                unknown.Add($"metadata.{key}");
                metadata.Remove(key);
            }
            else if (value is null)
            {
                metadata.Remove(key);
            }
            else if (key is "name" or "generateName" or "namespace" && value.GetValueKind() != JsonValueKind.String)
            {
                throw Untyped(value, type, key);
            }
            else if (key is "labels" or "annotations")
            {
                Texts(value, type, key);
                if (value is JsonObject { Count: 0 })
                {
                    metadata.Remove(key);
                }
            }
            else if (value is JsonArray { Count: 0 })
            {
                metadata.Remove(key);
            }
        }
    }

    private static JsonNode Condition(string type) => new JsonObject { ["type"] = type, ["status"] = "True" };

    private static void Texts(JsonNode value, ResourceType type, string key)
    {
        foreach (var (name, text) in value as JsonObject ?? [])
        {
            if (text is null)
            {
                value[name] = "";
            }
            else if (text.GetValueKind() != JsonValueKind.String)
            {
                throw Untyped(text, type, key);
            }
        }
    }

    private static ApiException Untyped(JsonNode value, ResourceType type, string key) => ApiException.BadRequest(
        $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: json: cannot unmarshal "
        + $"{(value.GetValueKind() == JsonValueKind.Number ? "number" : "value")} into Go struct field "
        + $"ObjectMeta.metadata.{key} of type string");
}
