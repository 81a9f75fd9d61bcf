using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VeleroSandbox.Schemas;

/// <summary>Validation of a pruned custom resource against its schema, in the API server's words.</summary>
/// <param name="modern">
/// Since Kubernetes 1.27 paths carry list indexes and a wrong type has a reason of its own; before, neither.
/// </param>
internal sealed class SchemaValidation(bool modern)
{
    private readonly List<FieldError> _errors = [];

    public static IReadOnlyList<FieldError> Validate(JsonObject root, StructuralSchema schema, bool modern)
    {
        var validation = new SchemaValidation(modern);
        foreach (var (name, field) in schema.Properties)
        {
            if (name is not ("metadata" or "apiVersion" or "kind") && root.TryGetPropertyValue(name, out var value))
            {
                validation.Value(value, field, name);
            }
        }

        validation.Missing(root, schema, "");
        return validation._errors;
    }

    private void Value(JsonNode? value, StructuralSchema schema, string path)
    {
        if (value is null)
        {
            if (!schema.Nullable)
            {
                WrongType(path, schema.Type, "null");
            }

            return;
        }

        var type = TypeOf(value);
        if (!Accepts(schema, type))
        {
            WrongType(path, schema.Type, type);
            return;
        }

        Format(value, schema, path);
        if (schema.Enum.Count > 0 && !schema.Enum.Any(option => JsonNode.DeepEquals(option, value)))
        {
            _errors.Add(FieldError.NotSupported(
                path,
                value.GetValueKind() == JsonValueKind.String
                    ? FieldError.Quoted(value.GetValue<string>())
                    : value.ToJsonString(),
                schema.Enum.Select(option => option?.ToString() ?? "null")));
        }

        if (value is JsonArray array)
        {
            Items(array, schema, path);
        }
        else if (value is JsonObject @object)
        {
            Missing(@object, schema, path + ".");
            foreach (var (key, child) in @object)
            {
                if (schema.Field(key) is { } field)
                {
                    Value(child, field, $"{path}.{key}");
                }
            }
        }
    }

    private void Items(JsonArray array, StructuralSchema schema, string path)
    {
        if (schema.MinItems > array.Count)
        {
            _errors.Add(FieldError.Invalid(
                path,
                array.Count.ToString(CultureInfo.InvariantCulture),
                $"{path} in body should have at least {schema.MinItems} items"));
        }

        for (var index = 0; index < array.Count && schema.Items is not null; index++)
        {
            Value(array[index], schema.Items, modern ? $"{path}[{index}]" : path);
        }
    }

    private void Missing(JsonObject @object, StructuralSchema schema, string prefix)
    {
        foreach (var name in schema.Required)
        {
            if (!@object.ContainsKey(name))
            {
                _errors.Add(FieldError.Required(prefix + name));
            }
        }
    }

    private void Format(JsonNode value, StructuralSchema schema, string path)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return;
        }

        var text = value.GetValue<string>();
        var valid = schema.Format switch
        {
            "date-time" => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
                    && text.Contains('T', StringComparison.Ordinal),
            "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
            _ => true,
        };
        if (!valid)
        {
            WrongType(path, schema.Format, text);
        }

        if (schema.Pattern is not null && !Regex.IsMatch(text, schema.Pattern))
        {
            _errors.Add(FieldError.Invalid(
                path, FieldError.Quoted(text), $"{path} in body should match '{schema.Pattern}'"));
        }
    }

    private void WrongType(string path, string expected, string actual) =>
        _errors.Add(FieldError.Invalid(
            path,
            FieldError.Quoted(actual),
            $"{path} in body must be of type {expected}: {FieldError.Quoted(actual)}") with
        {
            Reason = modern ? "FieldValueTypeInvalid" : "FieldValueInvalid",
        });

    private static bool Accepts(StructuralSchema schema, string type) =>
        schema.IntOrString
            ? type is "integer" or "string"
            : schema.Type.Length == 0 || schema.Type == type || (schema.Type == "number" && type == "integer");

    private static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "number" : "integer",
    };
}
