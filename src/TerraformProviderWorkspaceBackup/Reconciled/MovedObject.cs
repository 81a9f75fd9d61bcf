using System.Text.Json.Nodes;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>The object that a resource of another type held before its state was moved here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="VeleroNamespace">Its namespace.</param>
/// <param name="Uid">Null when that resource did not record it.</param>
/// <param name="Spec">As it was recorded; null when it was not.</param>
internal sealed record MovedObject(string Name, string VeleroNamespace, string? Uid, JsonObject? Spec);
