using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads JSON that came from outside.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    /// <summary>
    /// The whole tree, built: <see cref="JsonNode"/> builds its levels when they are first looked at, and two readers
    /// of one shared list must not do that at once.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        JsonNode? root = JsonNode.Parse(utf8, documentOptions: s_options);
        Build(root);
        return root;
    }

    private static void Build(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach ((_, JsonNode? child) in json)
                {
                    Build(child);
                }

                break;
            case JsonArray array:
                foreach (JsonNode? child in array)
                {
                    Build(child);
                }

                break;
        }
    }
}
