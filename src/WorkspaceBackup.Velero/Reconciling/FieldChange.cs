namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>Who last set fields of ours, as the API server recorded it (<c>metadata.managedFields</c>).</summary>
/// <param name="Manager">The program: <c>kubectl-edit</c>, <c>velero</c> (its CLI).</param>
/// <param name="Time">Null when the server recorded none.</param>
/// <param name="Fields">Dotted paths, sorted: <c>spec.schedule</c>, <c>spec.template.ttl</c>.</param>
public sealed record FieldChange(string Manager, DateTimeOffset? Time, IReadOnlyList<string> Fields);
