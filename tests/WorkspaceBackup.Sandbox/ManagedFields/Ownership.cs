using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.ManagedFields;

/// <summary>Keeps <c>metadata.managedFields</c>: who set which field, and server-side apply on top of it.</summary>
internal static class Ownership
{
    /// <summary>Records a create, PUT or patch: the fields it changed become this manager's alone.</summary>
    public static void Update(JsonObject before, JsonObject after, ResourceType type, string manager, string now)
    {
        var changes = FieldChanges.Between(before, after, type.Schema);
        var entries = ManagedEntry.Read(before);
        var index = entries.FindIndex(entry =>
            entry.Manager == manager && entry.Operation == "Update" && entry.ApiVersion == type.GroupVersion);
        if (index < 0)
        {
            entries.Add(new ManagedEntry(manager, "Update", type.GroupVersion, now, new FieldSet()));
            index = entries.Count - 1;
        }

        foreach (var path in changes.Set.Paths())
        {
            Release(entries, path, except: index);
            entries[index].Fields.Add(path);
        }

        foreach (var path in changes.Removed.Paths())
        {
            Release(entries, path, except: -1);
        }

        if (!changes.Set.IsEmpty)
        {
            entries[index] = entries[index] with { Time = now };
        }

        ManagedEntry.Write(after, entries);
    }

    /// <summary>
    /// Server-side apply: merges the configuration into the live object, takes out what this manager applied before and
    /// no longer does, and moves ownership.
    /// </summary>
    /// <returns>The fields that other managers own with other values; empty when it went through.</returns>
    public static IReadOnlyList<(ManagedEntry Manager, string Path)> Apply(
        JsonObject live,
        JsonObject configuration,
        ResourceType type,
        string manager,
        string now,
        bool force,
        out JsonObject result)
    {
        var entries = ManagedEntry.Read(live);
        var index = entries.FindIndex(entry => entry.Manager == manager && entry.Operation == "Apply");
        var previous = index < 0 ? new FieldSet() : entries[index].Fields;
        var applied = FieldTree.Leaves(configuration, type.Schema);

        result = (JsonObject)live.DeepClone();
        Merge(result, configuration, type.Schema);
        var others = entries.Where((_, at) => at != index).ToList();
        foreach (var path in previous.Paths().Reverse())
        {
            if (!applied.Touches(path) && !others.Exists(entry => entry.Fields.Touches(path)))
            {
                Take(result, path, others, applied);
            }
        }

        var changes = FieldChanges.Between(live, result, type.Schema);
        var conflicts = changes.Set.Paths()
            .SelectMany(path => others
                .Where(entry => entry.Fields.Contains(path))
                .Select(entry => (entry, FieldSet.Display(path))))
            .ToList();
        if (conflicts.Count > 0 && !force)
        {
            return conflicts;
        }

        foreach (var path in changes.Set.Paths().Concat(changes.Removed.Paths()))
        {
            Release(others, path, except: -1);
        }

        var same = index >= 0 && JsonNode.DeepEquals(previous.ToJson(), applied.ToJson());
        others.Add(new ManagedEntry(manager, "Apply", type.GroupVersion, same ? entries[index].Time : now, applied));
        ManagedEntry.Write(result, others);
        return [];
    }

    private static void Release(List<ManagedEntry> entries, string[] path, int except)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            if (index != except)
            {
                entries[index].Fields.Remove(path);
            }
        }
    }

    private static void Merge(JsonObject live, JsonObject configuration, StructuralSchema? schema)
    {
        foreach (var (key, value) in configuration)
        {
            if (key is "finalizers" && value is JsonArray added && live[key] is JsonArray current)
            {
                foreach (var item in added.Where(item => !current.Any(known => JsonNode.DeepEquals(known, item))))
                {
                    current.Add(item?.DeepClone());
                }

                continue;
            }

            var field = schema?.Field(key);
            if (value is JsonObject { Count: > 0 } fields && field is not { AtomicMap: true }
                && live[key] is JsonObject target)
            {
                Merge(target, fields, field);
            }
            else if (value is not JsonObject { Count: 0 } || live[key] is not JsonObject)
            {
                live[key] = value?.DeepClone();
            }
        }
    }

    // Removes the field, and every map above it that this leaves empty and that no one owns.
    private static void Take(JsonObject root, string[] path, List<ManagedEntry> others, FieldSet applied)
    {
        if (path[^1][0] == 'v')
        {
            var value = path[^1][2..];
            if (root.At(path[0][2..], path[1][2..]) is JsonArray list
                && list.FirstOrDefault(item => item?.ToJsonString() == value) is { } found)
            {
                list.Remove(found);
                if (list.Count == 0)
                {
                    Take(root, path[..^1], others, applied);
                }
            }

            return;
        }

        for (var length = path.Length; length > 0; length--)
        {
            var parent = root.At([.. path[..(length - 1)].Select(element => element[2..])]) as JsonObject;
            parent?.Remove(path[length - 1][2..]);
            var above = path[..(length - 1)];
            if (parent is null or { Count: > 0 } || above.Length < 2 || applied.Touches(above)
                || others.Exists(entry => entry.Fields.Touches(above)))
            {
                return;
            }
        }
    }
}
