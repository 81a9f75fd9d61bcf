namespace WorkspaceBackup.Velero.Writing;

/// <summary>A field that the API server stored otherwise than it was sent.</summary>
/// <param name="Field">Dotted path from the object's root.</param>
/// <param name="IsDropped">It is not there at all: the cluster's CRD does not know it.</param>
/// <param name="Sent">As JSON.</param>
/// <param name="Stored">As JSON.</param>
internal sealed record FieldMismatch(string Field, bool IsDropped, string Sent, string Stored);
