using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Api;

/// <summary>
/// As much OpenAPI as kubectl asks for before it applies: that the server itself validates fields, and the CRDs'
/// schemas.
/// </summary>
internal static class OpenApi
{
    public static ApiResponse Index(ResourceCatalog catalog)
    {
        var paths = new JsonObject();
        foreach (var groupVersion in catalog.Types.Select(type => type.GroupVersion).Distinct())
        {
            var path = Path(groupVersion);
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };
        }

        return ApiResponse.Of(new JsonObject { ["paths"] = paths });
    }

    public static ApiResponse? Document(ResourceCatalog catalog, string path)
    {
        var types = catalog.Types.Where(type => Path(type.GroupVersion) == path).ToList();
        if (types.Count == 0)
        {
            return null;
        }

        var paths = new JsonObject();
        foreach (var type in types)
        {
            var at = $"/{path}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}";
            paths[at] = new JsonObject { ["post"] = Operation(type) };
            paths[at + "/{name}"] = new JsonObject { ["patch"] = Operation(type), ["put"] = Operation(type) };
        }

        return ApiResponse.Of(new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = Schemas(types) },
        });
    }

    public static ApiResponse Swagger(ResourceCatalog catalog) => ApiResponse.Of(new JsonObject
    {
        ["swagger"] = "2.0",
        ["info"] = Info(),
        ["paths"] = new JsonObject(),
        ["definitions"] = Schemas(catalog.Types),
    });

    private static string Path(string groupVersion) =>
        groupVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{groupVersion}" : $"api/{groupVersion}";

    private static JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = "v1" };

    private static JsonObject Operation(ResourceType type) => new()
    {
        ["parameters"] = new JsonArray([.. new[] { "dryRun", "fieldManager", "fieldValidation" }.Select(name =>
            (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["in"] = "query",
                ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
            })]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-group-version-kind"] = Kind(type),
    };

    private static JsonObject Schemas(IEnumerable<ResourceType> types)
    {
        var schemas = new JsonObject();
        foreach (var type in types)
        {
            var schema = type.Definition?.DeepClone() as JsonObject
                ?? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
            schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(type));
            var name = string.Join('.', type.Group.Split('.').Reverse().Append(type.Version).Append(type.Kind));
            schemas[name.TrimStart('.')] = schema;
        }

        return schemas;
    }

    private static JsonObject Kind(ResourceType type) => new()
    {
        ["group"] = type.Group,
        ["version"] = type.Version,
        ["kind"] = type.Kind,
    };
}
