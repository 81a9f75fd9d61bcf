using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>A request refused, as the <c>Status</c> the API server answers.</summary>
internal sealed class ApiException(int code, string? reason, string message, JsonObject? details = null)
    : Exception(message)
{
    public int Code => code;

    public string? Reason => reason;

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason is not null)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = code;
        return status;
    }

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.GroupResource} \"{name}\" not found", Details(name, type.Group, type.Plural));

    public static ApiException AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.GroupResource} \"{name}\" already exists",
            Details(name, type.Group, type.Plural));

    public static ApiException Conflict(ResourceType type, string name, string cause) => new(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {type.GroupResource} \"{name}\": {cause}",
        Details(name, type.Group, type.Plural));

    public static ApiException Modified(ResourceType type, string name) => Conflict(
        type, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>A failed precondition of a DELETE, which names the kind where others name the resource.</summary>
    public static ApiException Precondition(ResourceType type, string name, string cause) => new(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {type.GroupKind} \"{name}\": {cause}",
        Details(name, type.Group, type.Kind));

    public static ApiException Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var lines = errors.Select(error => $"{error.Field}: {error.Message}").Distinct().ToList();
        var text = lines.Count == 1 ? lines[0] : $"[{string.Join(", ", lines)}]";
        var details = Details(name, group, kind);
        details["causes"] = new JsonArray([.. errors.Distinct().Select(error => (JsonNode)new JsonObject
        {
            ["reason"] = error.Reason,
            ["message"] = error.Message,
            ["field"] = error.Field,
        })]);
        return new ApiException(
            422, "Invalid", $"{(group.Length == 0 ? kind : $"{kind}.{group}")} \"{name}\" is invalid: {text}", details);
    }

    public static ApiException Invalid(ResourceType type, string name, IReadOnlyList<FieldError> errors) =>
        Invalid(type.Group, type.Kind, name, errors);

    public static ApiException InvalidPatch(string text, string cause) =>
        Invalid("", "", "", [FieldError.Invalid("patch", FieldError.Quoted(text), cause)]);

    private static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        if (kind.Length > 0)
        {
            details["kind"] = kind;
        }

        return details;
    }
}
