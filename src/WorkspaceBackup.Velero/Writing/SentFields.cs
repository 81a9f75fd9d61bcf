using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Compares what was sent with what an API server made of it.</summary>
internal static class SentFields
{
    /// <summary>
    /// The sent values that are not in the answer, as dotted paths: missing ones were dropped, others changed. What the
    /// answer has besides is the server's business.
    /// </summary>
    public static IEnumerable<(string Path, JsonNode Sent, JsonNode? Stored)> NotIn(
        JsonObject sent, JsonObject? answer, string root)
    {
        foreach (var (name, value) in sent)
        {
            var path = $"{root}.{name}";
            var stored = answer?[name];
            if (value is JsonObject inner && (stored is null or JsonObject))
            {
                foreach (var difference in NotIn(inner, stored as JsonObject, path))
                {
                    yield return difference;
                }
            }
            else if (value is not null && !JsonNode.DeepEquals(value, stored))
            {
                yield return (path, value, stored);
            }
        }
    }

    /// <summary>Takes the value at a dotted path out.</summary>
    public static void Remove(JsonObject root, string path)
    {
        var segments = path.Split('.');
        JsonNode? parent = root;
        foreach (var segment in segments[..^1])
        {
            parent = (parent as JsonObject)?[segment];
        }

        (parent as JsonObject)?.Remove(segments[^1]);
    }
}
