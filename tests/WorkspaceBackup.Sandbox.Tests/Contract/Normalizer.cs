using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract;

/// <summary>
/// Takes out of an answer what differs from run to run: uids, versions, times, tokens, and the order and repetition of
/// a
/// refusal's causes, which the real server takes from a random map.
/// </summary>
internal sealed partial class Normalizer(string @namespace)
{
    private readonly Dictionary<string, string> _uids = new(StringComparer.Ordinal);

    public JsonNode? Normalize(JsonNode? body, Exchange exchange)
    {
        var value = Walk(body?.DeepClone(), "");
        if (value is JsonObject status && status.Text("kind") == "Status")
        {
            Causes(status);
            if (exchange.AnyMessage)
            {
                status.Remove("message");
                (status["details"] as JsonObject)?.Remove("causes");
            }
        }

        // Reviews are not stored; only older servers keep managed fields for them.
        if (value.Text("kind") == "SelfSubjectAccessReview")
        {
            ((JsonObject)value!).Remove("metadata");
        }

        return value;
    }

    private JsonNode? Walk(JsonNode? node, string key)
    {
        switch (node)
        {
            case JsonObject @object:
                foreach (var (name, child) in @object.ToList())
                {
                    @object[name] = Walk(child?.DeepClone(), name);
                }

                return @object;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Walk(item?.DeepClone(), key))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return Text(value.GetValue<string>(), key);
            default:
                return node;
        }
    }

    private string Text(string text, string key)
    {
        if (key is "resourceVersion" && text.Length > 0)
        {
            return "RV";
        }

        if (key is "continue" && text.Length > 0)
        {
            return "CONTINUE";
        }

        text = text.Replace(@namespace, "NAMESPACE", StringComparison.Ordinal);
        text = Uid().Replace(text, match =>
        {
            if (!_uids.TryGetValue(match.Value, out var name))
            {
                _uids[match.Value] = name = $"UID-{_uids.Count + 1}";
            }

            return name;
        });
        text = Time().Replace(text, "TIME");
        text = Record().Replace(text, "record (RV)");
        return Versions().Replace(text, "version: RV (RV)");
    }

    // Causes say all that the message says, in a stable order.
    private static void Causes(JsonObject status)
    {
        if (status.At("details", "causes") is not JsonArray causes || status.Text("reason") != "Invalid")
        {
            return;
        }

        var sorted = causes.Select(cause => Encoding.UTF8.GetString(JsonWriter.Write(cause))).Distinct()
            .Order(StringComparer.Ordinal);
        status["details"]!["causes"] = new JsonArray([.. sorted.Select(cause => JsonNode.Parse(cause))]);
        status["message"] = status.Text("message")!.Split(" is invalid: ")[0] + " is invalid";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();

    [GeneratedRegex(@"record \(\d+\)")]
    private static partial Regex Record();

    [GeneratedRegex(@"version: \d+ \(\d+\)")]
    private static partial Regex Versions();
}
