using System.Text.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.ManagedFields;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>What server-side apply refuses before it merges, and how it reports conflicts.</summary>
internal static class ApplyChecks
{
    public static void Check(ResourceType type, WriteRequest request, JsonObject configuration)
    {
        if (configuration.Text("apiVersion") != type.GroupVersion)
        {
            throw ApiException.BadRequest(
                "Incorrect version specified in apply patch. Specified patch version: "
                + $"{configuration.Text("apiVersion")}, expected: {type.GroupVersion}");
        }

        if (configuration.At("metadata", "managedFields") is not null)
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        var errors = new List<string>();
        if (type.Schema is not null)
        {
            foreach (var (key, value) in configuration)
            {
                if (key is not ("apiVersion" or "kind" or "metadata"))
                {
                    Typed(value, type.Schema.Field(key), "." + key, type.Schema.PreserveUnknownFields, errors);
                }
            }
        }

        if (errors.Count > 0)
        {
            var text = errors.Count == 1 ? errors[0] : "errors:\n  " + string.Join("\n  ", errors);
            throw new ApiException(500, null, $"failed to create typed patch object: {text}");
        }

        switch (configuration.Text("metadata", "name"))
        {
            case not { Length: > 0 }:
                throw ApiException.BadRequest(
                    $"the name of the object ({request.Name} based on URL) was undeterminable: name must be provided");
            case { } named when named != request.Name:
                throw ApiException.BadRequest(
                    $"the name of the object ({named}) does not match the name on the URL ({request.Name})");
        }
    }

    public static ApiException Conflict(IReadOnlyList<(ManagedEntry Manager, string Path)> conflicts)
    {
        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {conflict.Manager.Display}",
            ["field"] = conflict.Path,
        });
        var text = conflicts.Count == 1
            ? $"1 conflict: conflict with {conflicts[0].Manager.Display}: {conflicts[0].Path}"
            : $"{conflicts.Count} conflicts: " + string.Join("\n", conflicts
                .GroupBy(conflict => conflict.Manager.Display, conflict => conflict.Path)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"conflicts with {group.Key}:\n"
                    + string.Join("\n", group.Select(path => $"- {path}"))));
        return new ApiException(
            409, "Conflict", $"Apply failed with {text}", new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private static void Typed(JsonNode? value, StructuralSchema? schema, string path, bool anything,
        List<string> errors)
    {
        if (schema is null)
        {
            if (!anything)
            {
                errors.Add($"{path}: field not declared in schema");
            }

            return;
        }

        if (value is null)
        {
            return;
        }

        var kind = value.GetValueKind();
        var expected = schema.Type switch
        {
            "array" when kind != JsonValueKind.Array => "list",
            "object" when kind != JsonValueKind.Object => "map",
            "string" when kind != JsonValueKind.String && !schema.IntOrString => "string",
            "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False) => "boolean",
            "integer" or "number" when kind != JsonValueKind.Number => "numeric (int or float)",
            _ => null,
        };
        if (expected is not null)
        {
            errors.Add($"{path}: expected {expected}, got &{{{value}}}");
            return;
        }

        foreach (var (key, child) in value as JsonObject ?? [])
        {
            Typed(child, schema.Field(key), $"{path}.{key}", schema.PreserveUnknownFields, errors);
        }
    }
}
