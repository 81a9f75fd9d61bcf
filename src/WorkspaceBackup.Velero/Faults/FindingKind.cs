namespace WorkspaceBackup.Velero.Faults;

/// <summary>What was found, as a closed list; see <see cref="Finding"/>.</summary>
public enum FindingKind
{
    /// <summary>What <see cref="Finding.Fault"/> says.</summary>
    Fault,

    /// <summary>What <see cref="Finding.Rule"/> says: Velero would make nothing of use of it, or less than it names.</summary>
    Verdict,

    /// <summary>An object holds a text that is no duration, which stops Velero for every object of its kind.</summary>
    BadDuration,

    /// <summary>An object holds a value of another type than Velero's.</summary>
    UnreadableField,

    /// <summary>An object of ours that no state knew was taken over.</summary>
    Adopted,

    /// <summary>The object carries the token of another instance of this resource, which owns it now: it was not deleted.</summary>
    OwnedByAnotherInstance,

    /// <summary>The same, of an object that this resource has in its state: two configurations manage it.</summary>
    ManagedByTwo,

    /// <summary>The object of that name is not the one the state recorded; it was left alone.</summary>
    ReplacedByAnother,

    /// <summary>A field that the provider adds by itself is unknown to the cluster's Velero and was left out.</summary>
    FieldLeftOut,

    /// <summary>An unhealthy cluster was skipped.</summary>
    ClusterSkipped,

    /// <summary>The cluster left the provider configuration; its object stays there and is forgotten.</summary>
    ClusterForgotten,

    /// <summary>No cluster is left to write on.</summary>
    NoClusterLeft,

    /// <summary>No cluster has an object of the name to import.</summary>
    NothingToImport,

    /// <summary>Velero has not been seen to take the object over.</summary>
    NotTakenOver,

    /// <summary>What a failed create made could not be taken back.</summary>
    NotRolledBack,

    /// <summary>This identity, or this cluster, does not allow the check.</summary>
    CannotCheck,

    /// <summary>The location is not Available, or not validated yet.</summary>
    LocationNotAvailable,

    /// <summary>The location accepts no backups.</summary>
    LocationReadOnly,

    /// <summary>A namespace to back up does not exist on the cluster.</summary>
    NamespaceMissing,

    /// <summary>A namespace to back up carries the label that keeps it out of every backup.</summary>
    NamespaceExcluded,

    /// <summary>No VolumeSnapshotClass serves the driver of volumes to back up.</summary>
    SnapshotClassMissing,

    /// <summary>The VolumeSnapshotClass deletes its snapshots.</summary>
    SnapshotsNotRetained,

    /// <summary>Several volume snapshot locations of one provider, and none is named.</summary>
    SnapshotLocationAmbiguous,

    /// <summary>Another cluster writes to the same place.</summary>
    LocationShared,

    /// <summary>Another location writes to a place above or below.</summary>
    LocationNested,

    /// <summary>A Secret that a location names is not there, or its key is not.</summary>
    SecretMissing,

    /// <summary>The Secret that a location's own credentials would go to is somebody else's.</summary>
    SecretTaken,

    /// <summary>Credentials of a version that is not there yet, and nobody says what they are.</summary>
    CredentialMissing,

    /// <summary>A Secret of ours is of no use any more, and could not be deleted.</summary>
    SecretLeft,

    /// <summary>More locations on a cluster than Velero looks through in time.</summary>
    ManyLocations,

    /// <summary>Two clusters that see each other's folders would both maintain the repositories in them.</summary>
    PeersShareRepositories,

    /// <summary>The default location is somebody else's.</summary>
    DefaultTaken,

    /// <summary>Schedules still make backups through a location that is to be deleted.</summary>
    LocationInUse,

    /// <summary>Backups of a location that is to be deleted.</summary>
    BackupsUnusable,

    /// <summary>The Velero there is too old for a time zone.</summary>
    TimeZoneUnsupported,

    /// <summary>The Velero there has no runs for the schedule: refused, or never due.</summary>
    ScheduleRefused,

    /// <summary>It is not known which Velero runs there, and only some versions have runs for the schedule.</summary>
    ScheduleUnderstoodBySome,

    /// <summary>Velero 1.15 reads the schedule in another way than the Velero there.</summary>
    ScheduleChangesWith115,

    /// <summary>Velero 1.19 reads the schedule in another way than the Velero there.</summary>
    ScheduleChangesWith119,

    /// <summary>Both day fields are restricted, and one is enough.</summary>
    EitherDayEnough,

    /// <summary>Both day fields are restricted, and a day has to match both.</summary>
    BothDaysNeeded,

    /// <summary>A label that Kubernetes does not allow, or that is not the user's to set.</summary>
    LabelInvalid,

    /// <summary>What is imported is another configuration's, or was.</summary>
    ImportedFromAnother,

    /// <summary>Another controller keeps what is imported as it wants it.</summary>
    ManagedElsewhere,

    /// <summary>The name cannot be used.</summary>
    NameInvalid,

    /// <summary>The name leaves Velero little room.</summary>
    NameLong,

    /// <summary>A backup or restore ended without having done its work, or is gone.</summary>
    RunFailed,

    /// <summary>A backup or restore left something out (phase PartiallyFailed).</summary>
    RunIncomplete,

    /// <summary>A backup or restore goes on although nobody waits for it any more.</summary>
    RunStillGoing,

    /// <summary>A backup or restore that was waited for does not go on until somebody mends something.</summary>
    RunStuck,

    /// <summary>An operation of this name that no state knows is still under way.</summary>
    AnotherUnderWay,

    /// <summary>A restore is Completed, and nothing matched it.</summary>
    NothingRestored,

    /// <summary>Restores are Completed, and Velero warned of objects.</summary>
    RestoredWithWarnings,

    /// <summary>Volumes that were to be in a backup, and whose data is not.</summary>
    VolumesMissing,

    /// <summary>Objects that a restore was to bring back, and did not.</summary>
    RestoreNotWhole,

    /// <summary>The own files of a backup or a restore could not be read.</summary>
    FilesNotRead,

    /// <summary>The clocks of this machine and of clusters tell different times.</summary>
    ClocksDiffer,

    /// <summary>A backup is past its expiry: Velero may delete it at any moment.</summary>
    BackupPastExpiry,

    /// <summary>There is no Deployment that a restore of this Velero reads.</summary>
    DeploymentMissing,

    /// <summary>Another cluster stands behind the key than the one an object was made on.</summary>
    AnotherCluster,

    /// <summary>Velero could not delete a backup.</summary>
    BackupNotDeleted,

    /// <summary>What a restore is about to do.</summary>
    RestorePlanned,

    /// <summary>There is no backup to restore from.</summary>
    NoBackup,

    /// <summary>The backup to restore from is hidden by another one of its name.</summary>
    BackupHidden,

    /// <summary>Clusters make the backups of a schedule at times of their own, so that they share no run.</summary>
    NoCommonRun,

    /// <summary>A namespace to restore is not in the backup.</summary>
    NamespaceNotInBackup,
}
