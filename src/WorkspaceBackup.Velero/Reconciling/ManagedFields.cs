using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>Reads who set which field from <c>metadata.managedFields</c>.</summary>
internal static class ManagedFields
{
    /// <summary>
    /// What others set of a Schedule's spec, newest first. Velero's own writes are left out: its status, and
    /// <c>skipImmediately</c>, which it sets back in every schedule.
    /// </summary>
    public static IReadOnlyList<FieldChange> ChangesByOthers(JsonNode? managedFields)
    {
        var changes = new List<FieldChange>();
        foreach (var entry in Entries(managedFields))
        {
            if (entry is not JsonObject || Json.Text(entry, "manager") is not { } manager
                || manager == OwnedMetadata.FieldManager)
            {
                continue;
            }

            var fields = new List<string>();
            Collect(MergePatch.Find(entry, "fieldsV1", "f:spec"), "spec", fields);
            fields.Remove("spec.skipImmediately");
            if (fields.Count > 0)
            {
                fields.Sort(StringComparer.Ordinal);
                changes.Add(new FieldChange(manager, KubernetesTime.Read(Json.Text(entry, "time")), fields));
            }
        }

        return [.. changes.OrderByDescending(change => change.Time ?? DateTimeOffset.MinValue)];
    }

    /// <summary>A shared list keeps them as text.</summary>
    private static JsonArray Entries(JsonNode? managedFields)
    {
        try
        {
            return (Json.Text(managedFields) is { } text ? JsonTree.Parse(Encoding.UTF8.GetBytes(text)) : managedFields) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // Members are "f:name"; "k:" and "v:" are items of lists, which all of ours are replaced as a whole; "." is the
    // object.
    private static void Collect(JsonNode? node, string path, List<string> fields)
    {
        if (node is not JsonObject members)
        {
            return;
        }

        var isLeaf = true;
        foreach (var (key, value) in members)
        {
            if (key.StartsWith("f:", StringComparison.Ordinal))
            {
                isLeaf = false;
                Collect(value, $"{path}.{key[2..]}", fields);
            }
        }

        if (isLeaf)
        {
            fields.Add(path);
        }
    }
}
