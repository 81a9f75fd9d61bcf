using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>What a restore would do.</summary>
/// <param name="Choices">What each cluster is restored from; clusters that do not answer are not in it.</param>
/// <param name="LeftOut">Clusters of the backup's run that are not in the workspace now, with the reason.</param>
/// <param name="Findings">What stands in the way; if nothing does, a warning that says what will be restored.</param>
public sealed record RestorePlan(
    IReadOnlyDictionary<string, RestoreChoice> Choices, StringMap LeftOut, IReadOnlyList<Finding> Findings);
