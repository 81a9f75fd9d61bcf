using System.Text.Json.Nodes;

namespace VeleroSandbox.Schemas;

/// <summary>
/// Drops what the schema does not know, and nulls where none may stand, then fills in defaults: what the API server
/// does to a custom resource before it looks whether it is valid.
/// </summary>
internal static class Pruning
{
    /// <param name="unknown">Receives the paths of the fields dropped because the schema does not know them.</param>
    public static void Prune(JsonObject root, StructuralSchema schema, List<string> unknown)
    {
        foreach (var (key, value) in root.ToList())
        {
            // metadata is ObjectMeta's business, apiVersion and kind always stay.
            if (key is "metadata" or "apiVersion" or "kind")
            {
                continue;
            }

            if (!schema.Properties.TryGetValue(key, out var field))
            {
                if (!schema.PreserveUnknownFields)
                {
                    unknown.Add(key);
                    root.Remove(key);
                }

                continue;
            }

            Field(root, key, value, field, key, unknown);
        }

        Default(root, schema);
    }

    private static void Field(
        JsonObject parent, string key, JsonNode? value, StructuralSchema schema, string path, List<string> unknown)
    {
        if (value is null && !schema.Nullable)
        {
            parent.Remove(key);
            return;
        }

        Value(value, schema, path, unknown);
    }

    private static void Value(JsonNode? value, StructuralSchema schema, string path, List<string> unknown)
    {
        if (value is JsonArray array && schema.Items is not null)
        {
            for (var index = 0; index < array.Count; index++)
            {
                Value(array[index], schema.Items, $"{path}[{index}]", unknown);
            }
        }

        if (value is not JsonObject @object)
        {
            return;
        }

        foreach (var (key, child) in @object.ToList())
        {
            if (schema.Field(key) is { } field)
            {
                Field(@object, key, child, field, $"{path}.{key}", unknown);
            }
            else if (!schema.PreserveUnknownFields)
            {
                unknown.Add($"{path}.{key}");
                @object.Remove(key);
            }
        }

        Default(@object, schema);
    }

    private static void Default(JsonObject @object, StructuralSchema schema)
    {
        foreach (var (name, field) in schema.Properties)
        {
            if (field.Default is not null && !@object.ContainsKey(name))
            {
                @object[name] = field.Default.DeepClone();
            }
        }
    }
}
