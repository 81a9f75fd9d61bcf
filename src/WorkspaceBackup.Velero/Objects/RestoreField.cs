using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>One field of Velero's <c>RestoreSpec</c>.</summary>
/// <param name="Attribute">The attribute's name in Terraform.</param>
/// <param name="JsonPath">Within the <c>RestoreSpec</c>, dotted.</param>
/// <param name="Write">The value's JSON; null when absent.</param>
/// <param name="Since">The first Velero whose CRDs have it; null: all that are supported.</param>
public sealed record RestoreField(
    string Attribute, string JsonPath, Func<RestoreSpec, JsonNode?> Write, VeleroVersion? Since = null);
