using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads JSON that came from outside.</summary>
internal static class JsonTree
{
    /// <summary>
    /// What one answer may cost, in values, a container counting as <see cref="ContainerCost"/>: some 200 MB as a tree.
    /// The limit on bytes does not hold memory: of <c>[{},{},{}]</c> it would let a hundred times its size through.
    /// </summary>
    public const int CostLimit = 2_000_000;

    private const int ContainerCost = 4;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    private static readonly JsonReaderOptions s_reader = new() { MaxDepth = 256 };

    /// <summary>
    /// The whole tree, built: <see cref="JsonNode"/> builds its levels when they are first looked at, and two readers
    /// of one shared list must not do that at once.
    /// </summary>
    /// <exception cref="JsonException">
    /// It is not JSON, holds text that is not valid Unicode, or is made of too many values.
    /// </exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, out _);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <param name="utf8">The text.</param>
    /// <param name="cost">What the tree costs at most, as <see cref="CostLimit"/> counts.</param>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, out int cost)
    {
        // Texts are decoded when they are first looked at, which would be too late to refuse them.
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("the text is not valid UTF-8");
        }

        if ((cost = Cost(utf8)) > CostLimit)
        {
            throw new JsonException("the text is made of too many values");
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

    private static int Cost(ReadOnlySpan<byte> utf8)
    {
        // Marks within texts count too, so that it is a bound; what exceeds it is counted for good.
        long bound = utf8.Count((byte)',') + (ContainerCost * ((long)utf8.Count((byte)'{') + utf8.Count((byte)'['))) + 1;
        if (bound <= CostLimit)
        {
            return (int)bound;
        }

        var reader = new Utf8JsonReader(utf8, s_reader);
        int cost = 0;
        while (cost <= CostLimit && reader.Read())
        {
            cost += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => ContainerCost,
                JsonTokenType.EndObject or JsonTokenType.EndArray or JsonTokenType.PropertyName => 0,
                _ => 1,
            };
        }

        return cost;
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
