using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>
/// What is checked and mended of an object that is written, before anything is compared with what is stored.
/// </summary>
internal static class WriteBody
{
    /// <summary>The object must be of the kind and version the path says.</summary>
    public static void CheckKind(ResourceType type, JsonObject body, string name)
    {
        if (type.IsCustom && body.Text("apiVersion") is not { Length: > 0 })
        {
            const string Missing = "Object 'apiVersion' is missing in 'object has no apiVersion field'";
            throw new ApiException(
                500,
                "InternalError",
                $"Internal error occurred: {Missing}",
                new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = Missing }) });
        }

        if (type.IsCustom && body.Text("kind") is not { Length: > 0 })
        {
            throw ApiException.BadRequest(
                $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: "
                + $"unmarshalerDecoder: Object 'Kind' is missing in '{body.ToJsonString()}'");
        }

        body["apiVersion"] ??= type.GroupVersion;
        body["kind"] ??= type.Kind;
        if (body.Text("apiVersion") != type.GroupVersion)
        {
            throw ApiException.BadRequest(
                $"the API version in the data ({body.Text("apiVersion")}) does not match the expected API version "
                + $"({type.GroupVersion})");
        }

        if (body.Text("kind") is { } kind && kind != type.Kind)
        {
            throw ApiException.Invalid(
                type.Group,
                kind,
                body.Text("metadata", "name") ?? name,
                [FieldError.Invalid("kind", FieldError.Quoted(kind), $"must be {type.Kind}")]);
        }
    }

    /// <summary>Drops unknown fields and fills in defaults.</summary>
    /// <returns>The paths of the fields dropped, in the order in which the API server names them.</returns>
    public static List<string> Complete(JsonObject body, ResourceType type)
    {
        var inMetadata = new List<string>();
        BuiltIn.NormalizeMetadata(body, type, inMetadata);
        if (type.Schema is null)
        {
            return inMetadata;
        }

        var unknown = new List<string>();
        Pruning.Prune(body, type.Schema, unknown);
        unknown.Sort(StringComparer.Ordinal);
        return [.. unknown, .. inMetadata];
    }

    /// <summary>Refuses or warns of unknown and repeated fields, as the request wishes.</summary>
    /// <param name="patched">The whole object, when it came out of a patch.</param>
    public static void Strict(bool modern, WriteRequest request, List<string> unknown, JsonObject? patched)
    {
        if (!modern || request.Validation == FieldValidation.Ignore)
        {
            return;
        }

        var findings = request.Duplicates.Select(path => $"duplicate field \"{path}\"")
            .Concat(unknown.Select(path => $"unknown field \"{path}\""))
            .ToList();
        if (findings.Count == 0)
        {
            return;
        }

        if (request.Validation == FieldValidation.Warn)
        {
            request.Warnings.AddRange(findings);
            return;
        }

        var (kind, cause) = (request.Type.Kind, "strict decoding error: " + string.Join(", ", findings));
        throw patched is null
            ? ApiException.BadRequest(
                $"{kind} in version \"{request.Type.Version}\" cannot be handled as a {kind}: {cause}")
            : ApiException.InvalidPatch(patched.ToJsonString(), cause);
    }
}
