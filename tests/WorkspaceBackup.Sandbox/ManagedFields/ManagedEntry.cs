using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.ManagedFields;

/// <summary>One entry of <c>metadata.managedFields</c>.</summary>
/// <param name="Operation"><c>Update</c> or <c>Apply</c>.</param>
internal sealed record ManagedEntry(string Manager, string Operation, string ApiVersion, string Time, FieldSet Fields)
{
    public static List<ManagedEntry> Read(JsonObject @object) =>
        (@object.At("metadata", "managedFields") as JsonArray ?? [])
            .Select(entry => new ManagedEntry(
                entry.Text("manager") ?? "",
                entry.Text("operation") ?? "",
                entry.Text("apiVersion") ?? "",
                entry.Text("time") ?? "",
                FieldSet.FromJson(entry.At("fieldsV1") as JsonObject)))
            .ToList();

    /// <summary>Writes the entries in the server's order: applies first, then by time, then by name.</summary>
    public static void Write(JsonObject @object, IEnumerable<ManagedEntry> entries)
    {
        var sorted = entries
            .Where(entry => !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Time, StringComparer.Ordinal)
            .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
            .Select(entry => (JsonNode)new JsonObject
            {
                ["manager"] = entry.Manager,
                ["operation"] = entry.Operation,
                ["apiVersion"] = entry.ApiVersion,
                ["time"] = entry.Time,
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = entry.Fields.ToJson(),
            })
            .ToArray();
        var metadata = @object.Make("metadata");
        metadata.Remove("managedFields");
        if (sorted.Length > 0)
        {
            metadata["managedFields"] = new JsonArray(sorted);
        }
    }

    /// <summary>The manager as conflicts print it.</summary>
    public string Display => Operation == "Apply" ? $"\"{Manager}\"" : $"\"{Manager}\" using {ApiVersion}";
}
