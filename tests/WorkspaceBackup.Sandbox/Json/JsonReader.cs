using System.Text.Json;
using System.Text.Json.Nodes;

namespace VeleroSandbox.Json;

/// <summary>
/// JSON text into nodes the way the API server reads it: of keys that come twice the last one counts, and strict field
/// validation wants to know their paths.
/// </summary>
internal static class JsonReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonNode? Read(ReadOnlyMemory<byte> text, List<string>? duplicates = null)
    {
        using var document = JsonDocument.Parse(text, Options);
        return Convert(document.RootElement, "", duplicates);
    }

    public static JsonObject ReadObject(ReadOnlyMemory<byte> text) =>
        (JsonObject)(Read(text) ?? throw new JsonException("null is no object"));

    private static JsonNode? Convert(JsonElement element, string path, List<string>? duplicates)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (duplicates is not null && result.ContainsKey(property.Name))
                    {
                        duplicates.Add(at);
                    }

                    result[property.Name] = Convert(property.Value, at, duplicates);
                }

                return result;
            case JsonValueKind.Array:
                var array = new JsonArray();
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    array.Add(Convert(item, $"{path}[{index++}]", duplicates));
                }

                return array;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.True:
                return JsonValue.Create(true);
            case JsonValueKind.False:
                return JsonValue.Create(false);
            case JsonValueKind.Number:
                return element.TryGetInt64(out var integer)
                    ? JsonValue.Create(integer)
                    : Whole(element.GetDouble());
            default:
                return null;
        }
    }

    // 2.0 is read as the integer 2, as Go's unstructured decoder does.
    private static JsonValue Whole(double number) =>
        double.IsInteger(number) && Math.Abs(number) < 1e15
            ? JsonValue.Create((long)number)
            : JsonValue.Create(number);
}
