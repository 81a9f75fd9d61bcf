using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Api;

/// <summary><c>/api</c>, <c>/apis</c>, <c>/version</c>, <c>/readyz</c>, <c>/openapi</c>.</summary>
internal sealed class DiscoveryHandler(ResourceCatalog catalog, int minor)
{
    private static readonly string[] Verbs =
        ["create", "delete", "get", "list", "patch", "update", "watch"];

    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <param name="path">What is asked for.</param>
    /// <param name="accept">Of the kinds of answer, those that the client reads.</param>
    /// <returns>Null when nothing is served there.</returns>
    public ApiResponse? Find(string path, string accept) => path switch
    {
        // In this form since 1.26, and under this version since 1.30.
        "/api" or "/apis" when minor >= 30 && accept.Contains(Aggregated, StringComparison.Ordinal) => All(isCore: path == "/api"),
        "/healthz" or "/livez" or "/readyz" => ApiResponse.Text("ok"),
        "/version" => Version(),
        "/api" => ApiResponse.Of(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }),
        "/apis" => Groups(),
        "/api/v1" => Resources("v1"),
        "/openapi/v3" when minor >= 24 => OpenApi.Index(catalog),
        "/openapi/v2" => OpenApi.Swagger(catalog),
        _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) && minor >= 24 =>
            OpenApi.Document(catalog, path["/openapi/v3/".Length..]),
        _ when path.StartsWith("/apis/", StringComparison.Ordinal) => path.Split('/') switch
        {
            [_, _, var group] => Group(group),
            [_, _, var group, var version] => Resources($"{group}/{version}"),
            _ => null,
        },
        _ => null,
    };

    private ApiResponse All(bool isCore) => ApiResponse.Of(new JsonObject
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. catalog.Types.Concat(ServedElsewhere.Types)
            .Where(type => (type.Group.Length == 0) == isCore)
            .GroupBy(type => type.Group)
            .Select(group => new JsonObject
            {
                ["metadata"] = isCore ? new JsonObject() : new JsonObject { ["name"] = group.Key },
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["version"] = "v1",
                    ["freshness"] = "Current",
                    ["resources"] = new JsonArray([.. group.Select(Discovered)]),
                }),
            })]),
    }) with
    {
        ContentType = Aggregated,
    };

    private static JsonObject Discovered(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = new JsonObject { ["group"] = "", ["version"] = "", ["kind"] = type.Kind },
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Kind.ToLowerInvariant(),
            ["verbs"] = new JsonArray([.. Verbs.Select(verb => (JsonNode)verb)]),
        };
        if (type.ShortNames.Count > 0)
        {
            resource["shortNames"] = new JsonArray([.. type.ShortNames.Select(name => (JsonNode)name)]);
        }

        if (type.InAll)
        {
            resource["categories"] = new JsonArray("all");
        }

        return resource;
    }

    private ApiResponse Version() => ApiResponse.Of(new JsonObject
    {
        ["major"] = "1",
        ["minor"] = $"{minor}",
        ["gitVersion"] = $"v1.{minor}.2",
        ["gitCommit"] = "0000000000000000000000000000000000000000",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "go1.24",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    });

    private ApiResponse Groups() => ApiResponse.Of(new JsonObject
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. GroupNames().Select(group => (JsonNode)Describe(group))]),
    });

    private ApiResponse? Group(string name)
    {
        if (!GroupNames().Contains(name))
        {
            return null;
        }

        var group = Describe(name);
        group["kind"] = "APIGroup";
        group["apiVersion"] = "v1";
        return ApiResponse.Of(group);
    }

    private IEnumerable<string> GroupNames() =>
        catalog.Types.Select(type => type.Group).Where(group => group.Length > 0).Append("authorization.k8s.io")
            .Distinct();

    private static JsonObject Describe(string group)
    {
        var version = new JsonObject { ["groupVersion"] = $"{group}/v1", ["version"] = "v1" };
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray(version),
            ["preferredVersion"] = version.DeepClone(),
        };
    }

    private ApiResponse? Resources(string groupVersion)
    {
        JsonNode[] resources = groupVersion == "authorization.k8s.io/v1"
            ? [Review()]
            : [.. catalog.Types.Where(type => type.GroupVersion == groupVersion).Select(Describe)];
        return resources.Length == 0 ? null : ApiResponse.Of(new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = groupVersion,
            ["resources"] = new JsonArray(resources),
        });
    }

    private static JsonNode Describe(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Kind.ToLowerInvariant(),
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = new JsonArray([.. Verbs.Select(verb => (JsonNode)verb)]),
        };
        if (type.ShortNames.Count > 0)
        {
            resource["shortNames"] = new JsonArray([.. type.ShortNames.Select(name => (JsonNode)name)]);
        }

        if (type.InAll)
        {
            resource["categories"] = new JsonArray("all");
        }

        return resource;
    }

    private static JsonObject Review() => new()
    {
        ["name"] = "selfsubjectaccessreviews",
        ["singularName"] = "",
        ["namespaced"] = false,
        ["kind"] = "SelfSubjectAccessReview",
        ["verbs"] = new JsonArray("create"),
    };
}
