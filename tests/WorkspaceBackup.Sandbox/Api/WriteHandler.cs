using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;
using YamlDotNet.Core;

namespace VeleroSandbox.Api;

/// <summary>POST, PUT, PATCH and DELETE: options and bodies, then the registry.</summary>
internal sealed class WriteHandler(ObjectRegistry registry, bool modern)
{
    public ApiResponse Create(ApiRequest request)
    {
        var write = Options(request, "CreateOptions");
        var body = Body(request, write, out var duplicates);
        var result = registry.Create(write with { Duplicates = duplicates }, body);
        return Answer(result, write);
    }

    public ApiResponse Replace(ApiRequest request)
    {
        var write = Options(request, "UpdateOptions");
        var body = Body(request, write, out var duplicates);
        return Answer(registry.Replace(write with { Duplicates = duplicates }, body), write);
    }

    public ApiResponse Patch(ApiRequest request)
    {
        var write = Options(request, "PatchOptions");
        switch (request.ContentType)
        {
            case "application/apply-patch+yaml":
                if (request.Option("fieldManager") is not { Length: > 0 })
                {
                    throw ApiException.Invalid(
                        "meta.k8s.io",
                        "PatchOptions",
                        "",
                        [FieldError.Required("fieldManager", "is required for apply patch")]);
                }

                return Answer(registry.Apply(write, Yaml(request), request.Flag("force")), write);
            case "application/merge-patch+json":
                return Merge(request, write);
            case "application/strategic-merge-patch+json" when !request.Type.IsCustom:
                // Close enough for maps; no list of a built-in kind is edited here.
                return Merge(request, write);
            case "application/json-patch+json":
                return Answer(registry.Patch(write, before => JsonPatch.Apply(before, Parse(request))), write);
            default:
                throw new ApiException(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
    }

    public ApiResponse Delete(ApiRequest request)
    {
        var options = request.Body.IsEmpty ? [] : DeleteOptions(request);
        var dryRun = request.Option("dryRun") is not null || options["dryRun"] is JsonArray { Count: > 0 };
        CheckDryRun(request, "DeleteOptions");
        if ((request.Option("propagationPolicy") ?? options.Text("propagationPolicy")) is { } policy
            and not ("Foreground" or "Background" or "Orphan"))
        {
            throw ApiException.Invalid("meta.k8s.io", "DeleteOptions", "", [FieldError.NotSupported(
                "propagationPolicy", FieldError.Quoted(policy), ["Foreground", "Background", "Orphan", "nil"])]);
        }

        var write = new WriteRequest(request.Type, request.Namespace, request.Name, request.Manager, dryRun);
        var (value, gone) = registry.Delete(
            write, options.Text("preconditions", "uid"), options.Text("preconditions", "resourceVersion"));
        if (!gone || request.Type.Plural is "namespaces")
        {
            return ApiResponse.Of(value);
        }

        var details = new JsonObject { ["name"] = request.Name };
        if (request.Type.Group.Length > 0)
        {
            details["group"] = request.Type.Group;
        }

        details["kind"] = request.Type.Plural;
        details["uid"] = value.Text("metadata", "uid");
        return ApiResponse.Of(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        });
    }

    private ApiResponse Merge(ApiRequest request, WriteRequest write)
    {
        JsonNode? patch;
        var duplicates = new List<string>();
        try
        {
            patch = JsonReader.Read(request.Body, duplicates);
        }
        catch (JsonException)
        {
            throw modern
                ? ApiException.BadRequest("error decoding patch: unexpected end of JSON input")
                : new ApiException(500, null, "Invalid JSON Patch");
        }

        if (patch is not JsonObject)
        {
            throw ApiException.InvalidPatch(
                Encoding.UTF8.GetString(request.Body.Span), "couldn't get version/kind; json parse error");
        }

        return Answer(
            registry.Patch(write with { Duplicates = duplicates }, before => JsonMergePatch.Apply(before, patch)),
            write);
    }

    private WriteRequest Options(ApiRequest request, string kind)
    {
        CheckDryRun(request, kind);
        var validation = request.Option("fieldValidation") switch
        {
            null or "" => FieldValidation.Warn,
            "Strict" => FieldValidation.Strict,
            "Warn" => FieldValidation.Warn,
            "Ignore" => FieldValidation.Ignore,
            { } other when modern => throw ApiException.Invalid("meta.k8s.io", kind, "", [FieldError.NotSupported(
                "fieldValidation", FieldError.Quoted(other), ["", "Ignore", "Strict", "Warn"])]),
            _ => FieldValidation.Ignore,
        };
        return new WriteRequest(
            request.Type, request.Namespace, request.Name, request.Manager, request.Option("dryRun") is { Length: > 0 })
        {
            Validation = validation,
        };
    }

    private static void CheckDryRun(ApiRequest request, string kind)
    {
        if (request.Option("dryRun") is { Length: > 0 } dryRun && dryRun != "All")
        {
            throw ApiException.Invalid("meta.k8s.io", kind, "", [FieldError.NotSupported(
                "dryRun", $"[]string{{{FieldError.Quoted(dryRun)}}}", ["All"])]);
        }
    }

    private static JsonObject Body(ApiRequest request, WriteRequest write, out List<string> duplicates)
    {
        duplicates = [];
        if (request.ContentType is "application/yaml")
        {
            return Yaml(request);
        }

        if (request.ContentType == ProtobufBody.ContentType
            && ProtobufBody.Namespace(request.Body.Span, request.Type) is { } decoded)
        {
            return decoded;
        }

        if (request.ContentType is not ("application/json" or ""))
        {
            throw new ApiException(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: application/json, "
                + "application/yaml, application/vnd.kubernetes.protobuf");
        }

        try
        {
            return JsonReader.Read(request.Body, duplicates) as JsonObject
                ?? throw Unrecognized(write, "json: cannot unmarshal into an object");
        }
        catch (JsonException error)
        {
            throw Unrecognized(write, error.Message);
        }
    }

    private static ApiException Unrecognized(WriteRequest write, string cause) => ApiException.BadRequest(
        $"the object provided is unrecognized (must be of type {write.Type.Kind}): couldn't get version/kind; "
        + $"json parse error: {cause}");

    private static JsonObject Yaml(ApiRequest request)
    {
        try
        {
            using var text = new StringReader(Encoding.UTF8.GetString(request.Body.Span));
            return YamlReader.ReadAll(text).FirstOrDefault() as JsonObject
                ?? throw ApiException.BadRequest("error decoding YAML: not an object");
        }
        catch (YamlException error)
        {
            throw ApiException.BadRequest($"error decoding YAML: {error.Message}");
        }
    }

    private static JsonNode? Parse(ApiRequest request)
    {
        try
        {
            return JsonReader.Read(request.Body);
        }
        catch (JsonException error)
        {
            throw ApiException.BadRequest($"error decoding patch: {error.Message}");
        }
    }

    private static JsonObject DeleteOptions(ApiRequest request) =>
        Parse(request) as JsonObject ?? throw ApiException.BadRequest("DeleteOptions expected");

    private static ApiResponse Answer(WriteResult result, WriteRequest write) =>
        ApiResponse.Of(result.Object, result.Created ? 201 : 200) with
        {
            Headers = [.. write.Warnings.Select(warning =>
                new KeyValuePair<string, string>(
                    "Warning", $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\""))],
        };
}
