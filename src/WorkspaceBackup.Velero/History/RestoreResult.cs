using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <param name="Operation">What exists and what stood in the way.</param>
/// <param name="LeftOut">Clusters of the backup's run that are not in the workspace now, with the reason.</param>
public sealed record RestoreResult(OperationResult<RestoreRecord> Operation, StringMap LeftOut);
