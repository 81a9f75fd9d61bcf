using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary><c>meta.k8s.io/v1 Table</c>, which kubectl prints.</summary>
/// <param name="includeObject"><c>None</c>, <c>Metadata</c> or <c>Object</c>.</param>
internal sealed class TableWriter(ResourceType type, DateTimeOffset now, string includeObject)
{
    public static bool Wanted(string accept) => accept.Contains("as=Table", StringComparison.Ordinal);

    public JsonObject Write(IReadOnlyList<StoredObject> items, JsonObject metadata, bool withColumns = true)
    {
        var table = new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["rows"] = new JsonArray([.. items.Select(Row)]),
        };
        if (withColumns)
        {
            table["columnDefinitions"] = new JsonArray(
                [Column("Name", "string", "name", "", 0), .. type.Columns.Select(column =>
                    Column(column.Name, column.Type, "", column.Description, column.Priority))]);
        }

        return table;
    }

    private static JsonNode Column(string name, string kind, string format, string description, long priority) =>
        new JsonObject
        {
            ["name"] = name,
            ["type"] = kind,
            ["format"] = format,
            ["description"] = description,
            ["priority"] = priority,
        };

    private JsonNode Row(StoredObject item)
    {
        var value = item.Read();
        return new JsonObject
        {
            ["cells"] = new JsonArray([item.Name, .. type.Columns.Select(column => Cell(value, column))]),
            ["object"] = includeObject switch
            {
                "None" => null,
                "Object" => value,
                _ => PartialMetadata.Of(item),
            },
        };
    }

    private JsonNode? Cell(JsonObject value, PrinterColumn column)
    {
        var cell = value.At(column.Path);
        if (column.Type != "date" || cell is null)
        {
            return cell?.DeepClone();
        }

        return value.Time(column.Path) is { } time ? Age(now - time) : "<unknown>";
    }

    // kubectl's own short form: 59s, 4m7s, 3h2m, 5d1h, 14d.
    internal static string Age(TimeSpan age)
    {
        if (age < TimeSpan.Zero)
        {
            return "<invalid>";
        }

        return age.TotalSeconds switch
        {
            < 120 => $"{(int)age.TotalSeconds}s",
            < 600 => age.Seconds == 0 ? $"{age.Minutes}m" : $"{age.Minutes}m{age.Seconds}s",
            < 3 * 3600 => $"{(int)age.TotalMinutes}m",
            < 8 * 3600 => age.Minutes == 0 ? $"{age.Hours}h" : $"{age.Hours}h{age.Minutes}m",
            < 48 * 3600 => $"{(int)age.TotalHours}h",
            < 192 * 3600 => age.Hours == 0 ? $"{age.Days}d" : $"{age.Days}d{age.Hours}h",
            _ => $"{age.Days}d",
        };
    }
}
