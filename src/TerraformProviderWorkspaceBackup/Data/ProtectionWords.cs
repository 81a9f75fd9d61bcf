using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The words that configurations compare with.</summary>
internal static class ProtectionWords
{
    public static string Of(ProtectionState state) => state switch
    {
        ProtectionState.Covered => "covered",
        ProtectionState.Uncovered => "uncovered",
        _ => "unknown",
    };

    public static string Of(ProtectionSeverity severity) => severity switch
    {
        ProtectionSeverity.Error => "error",
        ProtectionSeverity.Warning => "warning",
        _ => "unknown",
    };

    /// <exception cref="ArgumentOutOfRangeException">A kind without a word.</exception>
    public static string Of(ProtectionFindingKind kind) => kind switch
    {
        ProtectionFindingKind.ClusterUnknown => "cluster_unknown",
        ProtectionFindingKind.CheckNotPossible => "check_not_possible",
        ProtectionFindingKind.VeleroNotAnswering => "velero_not_answering",
        ProtectionFindingKind.VeleroStopped => "velero_stopped",
        ProtectionFindingKind.NamespaceMissing => "namespace_missing",
        ProtectionFindingKind.NamespaceUncovered => "namespace_uncovered",
        ProtectionFindingKind.NamespaceUnknown => "namespace_unknown",
        ProtectionFindingKind.BackupMissing => "backup_missing",
        ProtectionFindingKind.BackupUnknown => "backup_unknown",
        ProtectionFindingKind.BackupLate => "backup_late",
        ProtectionFindingKind.SchedulePaused => "schedule_paused",
        ProtectionFindingKind.ScheduleFailing => "schedule_failing",
        ProtectionFindingKind.ScheduleWillChange => "schedule_will_change",
        ProtectionFindingKind.LocationNotUsable => "location_not_usable",
        ProtectionFindingKind.LocationNotSynced => "location_not_synced",
        ProtectionFindingKind.RepositoryFailing => "repository_failing",
        ProtectionFindingKind.VolumeMissing => "volume_missing",
        ProtectionFindingKind.VolumeUnknown => "volume_unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind of finding without a word"),
    };
}
