using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>The title of each kind of finding.</summary>
internal static class FindingSummary
{
    /// <exception cref="ArgumentOutOfRangeException">A fault or a verdict, whose own kind has the words.</exception>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.BadDuration => "Duration That Stops Velero",
        FindingKind.UnreadableField => "Unreadable Field",
        FindingKind.Adopted => "Existing Object Taken Over",
        FindingKind.OwnedByAnotherInstance => "Object Owned By Another Instance",
        FindingKind.ReplacedByAnother => "Object Replaced By Another",
        FindingKind.FieldLeftOut => "Field Left Out",
        FindingKind.ClusterSkipped => "Cluster Skipped",
        FindingKind.ClusterForgotten => "Cluster Forgotten",
        FindingKind.NoClusterLeft => "No Cluster To Write On",
        FindingKind.NothingToImport => "Nothing To Import",
        FindingKind.ImportedFromAnother => "Object Of Another Owner Imported",
        FindingKind.NotTakenOver => "Not Taken Over By Velero Yet",
        FindingKind.NotRolledBack => "Not Rolled Back",
        FindingKind.CannotCheck => "Check Not Possible",
        FindingKind.LocationNotAvailable => "Backup Location Not Available",
        FindingKind.LocationReadOnly => "Backup Location Read-Only",
        FindingKind.NamespaceMissing => "Namespace Missing",
        FindingKind.NamespaceExcluded => "Namespace Excluded From Backups",
        FindingKind.SnapshotClassMissing => "Volumes Without Snapshot Class",
        FindingKind.SnapshotsNotRetained => "Snapshots Not Retained",
        FindingKind.SnapshotLocationAmbiguous => "Several Volume Snapshot Locations",
        FindingKind.LocationShared => "Backup Location Shared With Another Cluster",
        FindingKind.LocationNested => "Backup Location Above Another",
        FindingKind.SecretMissing => "Secret Missing",
        FindingKind.DefaultTaken => "Default Location Taken",
        FindingKind.LocationInUse => "Backup Location In Use",
        FindingKind.BackupsUnusable => "Backups Become Unusable",
        FindingKind.TimeZoneUnsupported => "Time Zone Not Supported By This Velero",
        FindingKind.ScheduleRefused => "Schedule Without Runs On This Velero",
        FindingKind.ScheduleUnderstoodBySome => "Schedule Only Some Velero Versions Understand",
        FindingKind.ScheduleChangesWith115 => "Schedule Will Change With Velero 1.15",
        FindingKind.ScheduleChangesWith119 => "Schedule Will Change With Velero 1.19",
        FindingKind.EitherDayEnough => "Either Day Is Enough",
        FindingKind.BothDaysNeeded => "Both Days Must Match",
        FindingKind.NameInvalid => "Invalid Name",
        FindingKind.NameLong => "Long Name",
        FindingKind.LabelInvalid => "Invalid Label",
        FindingKind.RunFailed => "Not Completed",
        FindingKind.RunIncomplete => "Partially Failed",
        FindingKind.RunStillGoing => "Still Running",
        FindingKind.AnotherUnderWay => "Another One Under Way",
        FindingKind.NothingRestored => "Nothing Restored",
        FindingKind.RestoredWithWarnings => "Restored With Warnings",
        FindingKind.ClocksDiffer => "Clocks Differ",
        FindingKind.BackupPastExpiry => "Backup Past Its Expiry",
        FindingKind.DeploymentMissing => "Velero Deployment Missing",
        FindingKind.AnotherCluster => "Another Cluster Than Before",
        FindingKind.BackupNotDeleted => "Backup Not Deleted",
        FindingKind.RestorePlanned => "Restore Planned",
        FindingKind.NoBackup => "No Backup To Restore",
        FindingKind.NamespaceNotInBackup => "Namespace Not In Backup",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind of finding without a title"),
    };
}
