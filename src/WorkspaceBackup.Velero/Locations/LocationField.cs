using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>One owned field of a location's spec.</summary>
/// <param name="Setting">The argument that sets it, and the entry that shows it.</param>
/// <param name="JsonPath">Below <c>spec</c>.</param>
/// <param name="Show">Its text in canonical form; null: it counts as absent.</param>
/// <param name="Since">The first Velero that has it; null: all that are supported.</param>
internal sealed record LocationField(string Setting, string JsonPath, Func<JsonNode?, string?> Show, VeleroVersion? Since = null)
{
    /// <summary>From the object's root on.</summary>
    public string Path => $"spec.{JsonPath}";

    public IReadOnlyList<string> Segments { get; } = JsonPath.Split('.');

    public string? Of(JsonNode? spec) => Show(MergePatch.Find(spec, Segments));
}
