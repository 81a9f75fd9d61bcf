using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Building of JSON merge patches (RFC 7386) that touch owned fields only.</summary>
internal static class MergePatch
{
    /// <summary>What stands at a path; null when nothing does.</summary>
    public static JsonNode? Find(JsonNode? root, params IReadOnlyList<string> path)
    {
        foreach (var segment in path)
        {
            root = (root as JsonObject)?[segment];
        }

        return root;
    }

    /// <summary>Sets a value at a path, making the objects on the way. Null stays as an explicit null.</summary>
    public static void Set(JsonObject root, IReadOnlyList<string> path, JsonNode? value)
    {
        var parent = root;
        for (var index = 0; index < path.Count - 1; index++)
        {
            if (parent[path[index]] is not JsonObject child)
            {
                child = [];
                parent[path[index]] = child;
            }

            parent = child;
        }

        parent[path[^1]] = value;
    }

    /// <summary>
    /// What to send for one owned value so that it replaces the current one: a merge patch merges objects, so entries
    /// of the current object that are not wanted need a null of their own.
    /// </summary>
    public static JsonNode? Replacing(JsonNode? current, JsonNode? wanted)
    {
        if (wanted is not JsonObject wantedObject || current is not JsonObject currentObject)
        {
            return wanted?.DeepClone();
        }

        var patch = new JsonObject();
        foreach (var (key, value) in wantedObject)
        {
            patch[key] = Replacing(currentObject[key], value);
        }

        foreach (var (key, _) in currentObject)
        {
            if (!wantedObject.ContainsKey(key))
            {
                patch[key] = null;
            }
        }

        return patch;
    }
}
