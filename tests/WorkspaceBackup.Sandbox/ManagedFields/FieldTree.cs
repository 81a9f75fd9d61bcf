using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.ManagedFields;

/// <summary>
/// The fields of an object as paths with their values, cut where ownership ends: lists and atomic maps are owned as a
/// whole; <c>finalizers</c> by value and <c>ownerReferences</c> by uid, as ObjectMeta declares them.
/// </summary>
internal static class FieldTree
{
    private static readonly HashSet<string> ServerMetadata = new(StringComparer.Ordinal)
    {
        "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    };

    /// <summary>
    /// Visits every field: its path, its value, and whether it is a leaf (nothing is owned below it).
    /// </summary>
    public static void Visit(JsonObject root, StructuralSchema? schema, Action<string[], JsonNode?, bool> visit)
    {
        foreach (var (key, value) in root)
        {
            if (key is "apiVersion" or "kind")
            {
                continue;
            }

            if (key == "metadata")
            {
                Metadata(value as JsonObject ?? [], visit);
            }
            else
            {
                Value(["f:" + key], value, schema?.Field(key), visit);
            }
        }
    }

    public static FieldSet Leaves(JsonObject root, StructuralSchema? schema)
    {
        var set = new FieldSet();
        Visit(root, schema, (path, _, leaf) =>
        {
            if (leaf)
            {
                set.Add(path);
            }
        });
        return set;
    }

    private static void Metadata(JsonObject metadata, Action<string[], JsonNode?, bool> visit)
    {
        foreach (var (key, value) in metadata)
        {
            if (ServerMetadata.Contains(key))
            {
                continue;
            }

            string[] path = ["f:metadata", "f:" + key];
            switch (key, value)
            {
                case ("finalizers", JsonArray { Count: > 0 } finalizers):
                    visit(path, null, false);
                    foreach (var finalizer in finalizers)
                    {
                        visit([.. path, "v:" + finalizer?.ToJsonString()], null, true);
                    }

                    break;
                case ("ownerReferences", JsonArray { Count: > 0 } owners):
                    visit(path, null, false);
                    foreach (var owner in owners)
                    {
                        var uid = new JsonObject { ["uid"] = owner.Text("uid") ?? "" };
                        Value([.. path, "k:" + uid.ToJsonString()], owner, null, visit);
                    }

                    break;
                default:
                    Value(path, value, null, visit);
                    break;
            }
        }
    }

    private static void Value(
        string[] path, JsonNode? value, StructuralSchema? schema, Action<string[], JsonNode?, bool> visit)
    {
        if (value is not JsonObject { Count: > 0 } fields || schema is { AtomicMap: true })
        {
            visit(path, value, true);
            return;
        }

        visit(path, null, false);
        foreach (var (key, child) in fields)
        {
            Value([.. path, "f:" + key], child, schema?.Field(key), visit);
        }
    }
}
