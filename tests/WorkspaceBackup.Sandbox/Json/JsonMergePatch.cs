using System.Text.Json.Nodes;

namespace VeleroSandbox.Json;

/// <summary>RFC 7386.</summary>
internal static class JsonMergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else if (value is JsonObject)
            {
                var current = result[key] as JsonObject;
                result.Remove(key);
                result[key] = Apply(current, value);
            }
            else
            {
                result[key] = value.DeepClone();
            }
        }

        return result;
    }
}
