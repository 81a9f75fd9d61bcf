using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads JSON that came from outside.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    /// <summary>
    /// The whole tree, built: <see cref="JsonNode"/> builds its levels when they are first looked at, and two readers
    /// of one shared list must not do that at once.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON, or holds text that is not valid Unicode.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        // Texts are decoded when they are first looked at, which would be too late to refuse them.
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("the text is not valid UTF-8");
        }

        try
        {
            JsonNode? root = JsonNode.Parse(utf8, documentOptions: s_options);
            Build(root, hasEscapes: utf8.IndexOf("\\u"u8) >= 0);
            return root;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("the text holds half of a surrogate pair");
        }
    }

    private static void Build(JsonNode? node, bool hasEscapes)
    {
        switch (node)
        {
            case JsonValue value when hasEscapes && value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
            case JsonObject json:
                foreach ((_, JsonNode? child) in json)
                {
                    Build(child, hasEscapes);
                }

                break;
            case JsonArray array:
                foreach (JsonNode? child in array)
                {
                    Build(child, hasEscapes);
                }

                break;
        }
    }
}
