using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.ManagedFields;

/// <summary>What a write changed, field by field.</summary>
/// <param name="Set">Fields added or given another value.</param>
/// <param name="Removed">Fields that are gone.</param>
internal sealed record FieldChanges(FieldSet Set, FieldSet Removed)
{
    public static FieldChanges Between(JsonObject before, JsonObject after, StructuralSchema? schema)
    {
        var old = Flatten(before, schema);
        var now = Flatten(after, schema);
        var set = new FieldSet();
        var removed = new FieldSet();
        foreach (var (key, field) in now)
        {
            if (!old.TryGetValue(key, out var was))
            {
                set.Add(field.Path);
            }
            else if (field.Leaf && !(was.Leaf && JsonNode.DeepEquals(was.Value, field.Value)))
            {
                // A map that lost its last key is still the same field.
                if (was.Leaf || field.Value is not JsonObject)
                {
                    set.Add(field.Path);
                }
            }
        }

        foreach (var (key, field) in old)
        {
            if (!now.ContainsKey(key))
            {
                removed.Add(field.Path);
            }
        }

        return new FieldChanges(set, removed);
    }

    private static Dictionary<string, (string[] Path, JsonNode? Value, bool Leaf)> Flatten(
        JsonObject root, StructuralSchema? schema)
    {
        var fields = new Dictionary<string, (string[], JsonNode?, bool)>(StringComparer.Ordinal);
        FieldTree.Visit(root, schema, (path, value, leaf) => fields[string.Join('\0', path)] = (path, value, leaf));
        return fields;
    }
}
