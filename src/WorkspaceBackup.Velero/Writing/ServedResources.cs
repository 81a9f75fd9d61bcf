using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// What a cluster serves, in two requests: API servers give all resources at once since Kubernetes 1.26. An older one
/// would have to be asked for each group, so there it is not known.
/// </summary>
internal static class ServedResources
{
    /// <returns>Null for what is not known as a whole, and why when it could not be asked.</returns>
    public static async Task<(IReadOnlyList<KnownResource>? Resources, Fault? Fault)> ReadAsync(
        Cluster cluster, CancellationToken cancellationToken)
    {
        var resources = new List<KnownResource>();
        var isWhole = true;
        foreach (var read in await Task.WhenAll(
            SharedReads.RawAsync(cluster, "/api", cancellationToken), SharedReads.RawAsync(cluster, "/apis", cancellationToken)))
        {
            if (!read.TryGet(out var answer, out var fault))
            {
                return (null, fault);
            }

            isWhole &= Add(answer, resources);
        }

        return (isWhole ? resources : null, null);
    }

    private static bool Add(JsonNode answer, List<KnownResource> resources)
    {
        if (Json.Text(answer, "kind") != "APIGroupDiscoveryList")
        {
            return false;
        }

        foreach (var group in MergePatch.Find(answer, "items") as JsonArray ?? [])
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var version in MergePatch.Find(group, "versions") as JsonArray ?? [])
            {
                // Whoever serves the group did not answer the API server.
                if (Json.Text(version, "freshness") == "Stale")
                {
                    return false;
                }

                resources.AddRange((MergePatch.Find(version, "resources") as JsonArray ?? [])
                    .Where(resource => known.Add(Json.Text(resource, "resource") ?? ""))
                    .Select(resource => new KnownResource(
                        Json.Text(group, "metadata", "name") ?? "",
                        Json.Text(resource, "resource") ?? "",
                        Json.Text(resource, "responseKind", "kind") ?? "",
                        Json.Text(resource, "scope") == "Namespaced",
                        [.. Json.Texts(resource, "shortNames")])));
            }
        }

        return true;
    }
}
