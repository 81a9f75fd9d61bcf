using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What the checks before a write found on one cluster.</summary>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="IsVeleroSilent">No Velero server answers there, so that waiting for one is in vain.</param>
/// <param name="VeleroVersion">What runs there; null when nothing said so.</param>
internal sealed record PreflightResult(
    IReadOnlyList<Finding> Findings, bool IsVeleroSilent = false, string? VeleroVersion = null);
