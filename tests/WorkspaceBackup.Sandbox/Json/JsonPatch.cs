using System.Globalization;
using System.Text.Json.Nodes;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Json;

/// <summary>RFC 6902, for kubectl's <c>--type=json</c>.</summary>
internal static class JsonPatch
{
    public static JsonNode Apply(JsonObject target, JsonNode? patch)
    {
        foreach (var operation in patch as JsonArray ?? throw ApiException.BadRequest("a JSON patch is a list"))
        {
            One(target, operation);
        }

        return target;
    }

    private static void One(JsonObject target, JsonNode? operation)
    {
        var steps = (operation.Text("path") ?? "").Split('/').Skip(1)
            .Select(step => step.Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal))
            .ToArray();
        var parent = steps.SkipLast(1).Aggregate((JsonNode?)target, Step);
        var kind = operation.Text("op");
        var last = steps.LastOrDefault();
        switch (kind, parent)
        {
            case ("add" or "replace", JsonObject @object) when last is not null:
                Exists(kind == "add" || @object.ContainsKey(last), operation);
                @object[last] = operation.At("value")?.DeepClone();
                break;
            case ("add", JsonArray array) when last == "-":
                array.Add(operation.At("value")?.DeepClone());
                break;
            case ("remove", JsonObject @object) when last is not null:
                Exists(@object.Remove(last), operation);
                break;
            case ("remove", JsonArray array) when Index(last) is { } index && index < array.Count:
                array.RemoveAt(index);
                break;
            case ("replace", JsonArray array) when Index(last) is { } index && index < array.Count:
                array[index] = operation.At("value")?.DeepClone();
                break;
            case ("test", _) when JsonNode.DeepEquals(Step(parent, last ?? ""), operation.At("value")):
                break;
            default:
                Exists(false, operation);
                break;
        }
    }

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        JsonObject @object => @object[step],
        JsonArray array when Index(step) is { } index && index < array.Count => array[index],
        _ => null,
    };

    private static int? Index(string? step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static void Exists(bool found, JsonNode? operation)
    {
        if (!found)
        {
            throw new ApiException(
                422,
                "Invalid",
                $"the server rejected our request due to an error in our request: {operation.Text("op")} of "
                + $"{operation.Text("path")} cannot be applied");
        }
    }
}
