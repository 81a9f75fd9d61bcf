using System.Text.Json.Nodes;
using VeleroSandbox.Api;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Tests.Api;

/// <summary>
/// All resources in two answers, in the form of <c>api/discovery/aggregated_v2.json</c> in Kubernetes' repository.
/// </summary>
public sealed class DiscoveryHandlerTests
{
    private const string Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    [Theory]
    [InlineData("a client that reads it", 34, Accept, "APIGroupDiscoveryList")]
    [InlineData("one that does not", 34, "application/json", "APIGroupList")]
    [InlineData("an API server before 1.30", 29, Accept, "APIGroupList")]
    public void All_resources_at_once_are_for_those_who_ask_for_them(string who, int minor, string accept, string kind)
    {
        var answer = new DiscoveryHandler(new ResourceCatalog(), minor).Find("/apis", accept)!;

        Assert.True((string?)JsonNode.Parse(answer.Body.Span)!["kind"] == kind, who);
        Assert.Equal(kind == "APIGroupDiscoveryList", answer.ContentType.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api", "", "pods", "Pod", "Namespaced")]
    [InlineData("/api", "", "nodes", "Node", "Cluster")]
    [InlineData("/apis", "batch", "jobs", "Job", "Namespaced")]
    [InlineData("/apis", "storage.k8s.io", "storageclasses", "StorageClass", "Cluster")]
    public void A_resource_is_under_its_group(string path, string group, string plural, string kind, string scope)
    {
        var answer = JsonNode.Parse(new DiscoveryHandler(new ResourceCatalog(), 34).Find(path, Accept)!.Body.Span)!;

        var item = answer["items"]!.AsArray().Single(one => ((string?)one!["metadata"]!["name"] ?? "") == group)!;
        var resource = item["versions"]![0]!["resources"]!.AsArray().Single(one => (string?)one!["resource"] == plural)!;
        Assert.Equal((kind, scope), ((string?)resource["responseKind"]!["kind"], (string?)resource["scope"]));
    }
}
