using WorkspaceBackup.Velero.Faults;

namespace DocsGenerator;

/// <summary>
/// What the troubleshooting guide says of a kind of finding. The diagnostic itself says more: it knows the cluster and
/// the object.
/// </summary>
internal static class FindingGuide
{
    /// <exception cref="ArgumentOutOfRangeException">A fault or a verdict, whose own kind has the words.</exception>
    public static (string Cause, string Remedy) Of(FindingKind kind) => kind switch
    {
        FindingKind.BadDuration => (
            "An object in Velero's namespace has a duration that Velero cannot read. One such object stops Velero for every object of that kind: no backup is made, and Velero reports nothing.",
            "Correct or remove the value that the message names (`kubectl edit`). If the object is one of this resource's, the next apply corrects it."),
        FindingKind.UnreadableField => (
            "A field of the object does not have the type that Velero's definition gives it. The provider treats it as unset.",
            "Correct it. If the object is one of this resource's, the next apply corrects it."),
        FindingKind.Adopted => (
            "The object exists with all labels of this resource and cluster, but it was not in the state. Either an apply was interrupted, or it was removed from the state (`removed` with `destroy = false`, `state rm`), or another state has it.",
            "There is nothing to do: it belongs to the resource now. If another state has it too, remove it from one of the two."),
        FindingKind.OwnedByAnotherInstance => (
            "The object has the token of another instance of the resource. The token changes with `create_before_destroy`, and when another configuration imports the object. It was not deleted.",
            "After a replacement there is nothing to do. An import with `+adopt` at the end of the id takes the object over."),
        FindingKind.ManagedByTwo => (
            "Another configuration has taken over the object. This one neither writes nor deletes it.",
            "Remove it from one of the two. An import with `+adopt` at the end of the id takes it back."),
        FindingKind.ReplacedByAnother => (
            "There is an object of that name, but not the one in the state. It was not deleted.",
            "If nobody needs it, run the `kubectl delete` command of the message."),
        FindingKind.FieldLeftOut => (
            "The cluster's Velero is too old for a field that the provider adds by itself. The message says what follows from that.",
            "Upgrade Velero and its CRDs there, or accept it."),
        FindingKind.ClusterSkipped => (
            "The cluster does not answer, so it is not backed up as declared. `skipped_clusters` names it.",
            "Repair the cluster and apply again. If you want an error instead, set `unhealthy_clusters = \"fail\"`."),
        FindingKind.ClusterForgotten => (
            "The cluster was removed from the provider's `clusters`, so the provider can no longer reach it. Everything there stays, and Schedules go on making backups.",
            "Run the message's `kubectl delete` command there. Next time set `detached = true` and apply before you remove the cluster."),
        FindingKind.NoClusterLeft => (
            "No cluster of the resource is healthy. Nothing was written.",
            "Repair one of them, and apply again."),
        FindingKind.NothingToImport => (
            "No cluster that answers has an object of that name.",
            "Correct the id. If the objects have other names, use an id such as `daily:eu=nightly,us=nightly`."),
        FindingKind.ImportedFromAnother => (
            "An imported object has the labels of another workspace or resource. Another configuration may still manage it, and would undo what this one writes. "
            + "Until an apply has written to it, a destroy leaves it where it is.",
            "Remove it from the other configuration (`terraform state rm`). To take it over at once, import it with `+adopt` at the end of the id."),
        FindingKind.ManagedElsewhere => (
            "Something else manages the imported object too: an object that controls it (`ownerReferences`), Argo CD, Flux or Helm. It undoes what an apply writes, and creates again what a destroy deletes.",
            "Remove the Schedule from the chart, the application or the Git repository, without deleting it on the cluster."),
        FindingKind.NotTakenOver => (
            "The object is stored, but Velero has not looked at it yet. Until it does, nothing happens.",
            "Check the deployment `velero` on that cluster, and its log."),
        FindingKind.NotRolledBack => (
            "A create or an update failed, and something that it had already written on this cluster could not be undone.",
            "Apply again, or run the `kubectl` command of the message."),
        FindingKind.CannotCheck => (
            "The provider could not check something: the identity lacks a right, or a webhook or the cluster's state prevents it. Everything else was checked.",
            "This is normal if the plan runs with a read-only identity. Otherwise grant the right that the message names. See [least privilege](least-privilege.md)."),
        FindingKind.LocationNotAvailable => (
            "Velero cannot use the backup location, or has not tried yet. No backup is made until it can.",
            "`velero backup-location get` shows the reason: the bucket, its credentials, or the network."),
        FindingKind.LocationReadOnly => (
            "The location's `accessMode` is ReadOnly: every backup to it fails.",
            "Set it to ReadWrite, or name another `backup_location`."),
        FindingKind.NamespaceMissing => (
            "A namespace to back up does not exist on this cluster. Since Velero 1.14.1 the backup then ends PartiallyFailed; older versions differ.",
            "Create the namespace, or remove it or the cluster from the resource."),
        FindingKind.NamespaceExcluded => (
            "The namespace has the label `velero.io/exclude-from-backup` and is listed by name. The whole backup fails.",
            "Remove the label, or remove the namespace from the resource."),
        FindingKind.SnapshotClassMissing => (
            "Some storage classes of the cluster have no VolumeSnapshotClass that Velero would use. Their volumes are not snapshotted, and each backup ends PartiallyFailed.",
            "Create a class for the driver with Velero's label (see [volume snapshots](volume-snapshots.md)), set "
            + "`default_volumes_to_fs_backup = true`, or `include_disks = false`."),
        FindingKind.SnapshotsNotRetained => (
            "The VolumeSnapshotClass has `deletionPolicy: Delete`: deleting the namespace deletes the snapshots "
            + "of its volumes too.",
            "Give Velero a class with `deletionPolicy: Retain`, or set `snapshot_move_data = true`."),
        FindingKind.SnapshotLocationAmbiguous => (
            "There are several VolumeSnapshotLocations of one provider, and the resource names none. Unless the Velero server has a default, every backup fails validation.",
            "Name one in `volume_snapshot_locations`."),
        FindingKind.VolumesMissing => (
            "The backup has ended, perhaps as `Completed`, and Velero's volume information says that the data of a volume is not in it. "
            + "Velero reports no error for a claim that no snapshotter serves, nor for one that no pod mounts in a file-system backup.",
            "The message has the reason for each claim. Depending on it, add a snapshot class, set `default_volumes_to_fs_backup` or `snapshot_move_data`, "
            + "or install the node agent. To exclude volumes on purpose, use a `resource_policy` or `include_disks = false`. "
            + "`require_volumes = true` makes it an error."),
        FindingKind.RestoreNotWhole => (
            "Some objects that are in the backup, and that the restore should have restored, failed or are not in the restore's own list.",
            "See `verification` and `problems`, and `velero restore describe --details`. `verify = \"required\"` makes it an error."),
        FindingKind.FilesNotRead => (
            "Velero's own files of a backup or a restore (results, volume information, lists) could not be read, so the provider does not know what is in them. "
            + "It downloads them from the bucket, from an address that Velero signs.",
            "Grant the right that the message names, or make the object storage reachable from here (`publicUrl` in the location's `config`, `ca_cert`)."),
        FindingKind.LocationShared => (
            "Two clusters write to the same bucket and prefix. Their backups can overwrite each other, and "
            + "deleting one cluster's can delete the other's. With data movement or file backup it is an error.",
            "Give each cluster's BackupStorageLocation a different prefix."),
        FindingKind.LocationNested => (
            "The folder of one location is inside that of another. Velero calls a location Unavailable if it finds other folders in it.",
            "Give them prefixes that are not inside each other, such as `{workspace}/{cluster}`."),
        FindingKind.SecretMissing => (
            "The Secret that the location names, or its key, is not in Velero's namespace. During a plan this is a warning, because another resource may still create it.",
            "Create the Secret there, or correct `credential_secret` or `ca_cert_ref`."),
        FindingKind.SecretTaken => (
            "The Secret for `credential_wo` exists already, and has no label of this location. It was not changed.",
            "Delete or rename that Secret, give the location another name, or use `credential_secret`."),
        FindingKind.CredentialMissing => (
            "A cluster needs the credentials of `credential_wo_version`, and `credential_wo` is not set. No state has them, so set them again. Nothing was written.",
            "Set `credential_wo`, and apply again."),
        FindingKind.SecretLeft => (
            "A location was deleted, or now uses other credentials, and the Secret with its credentials could not be deleted.",
            "Run the `kubectl` command of the message. The provider needs the right to delete Secrets in Velero's namespace."),
        FindingKind.ManyLocations => (
            "There are more than 20 locations on the cluster. Velero lists the object store for each, one after the other.",
            "Set `backup_sync_period = \"15m\"` or longer, or name fewer `peers`."),
        FindingKind.PeersShareRepositories => (
            "Velero before 1.16 also maintains repositories in read-only locations. With `peers` and data movement or file-system backup, two clusters would maintain one repository, and could lose data.",
            "Upgrade Velero to 1.16 on the clusters that the message names, remove them from `peers`, or do not use `snapshot_move_data` or `default_volumes_to_fs_backup` there."),
        FindingKind.DefaultTaken => (
            "Another location of the cluster is the default, and it does not belong to this workspace. If there are two, Velero keeps the one that was created last.",
            "Remove the flag with the command in the message, import that location, or remove `default` here."),
        FindingKind.LocationInUse => (
            "You want to destroy a location, or to take a cluster out of it, and Schedules of this workspace still use it for their backups.",
            "Destroy the schedules first, or give them another `backup_location`. If the schedule's `backup_location` refers to this resource's `location`, Terraform keeps the right order. A cluster leaves in two applies: first take it out of the schedule's `clusters`, then out of the location's."),
        FindingKind.BackupsUnusable => (
            "You want to destroy a location with backups in it, or to take a cluster out of it. Their Backup objects stay, with the phase Completed, but you can neither restore nor delete them.",
            "Nothing in the bucket is lost. A location with the same name, bucket and prefix makes them usable again."),
        FindingKind.TimeZoneUnsupported => (
            "The cluster's Velero is older than 1.15, which brought time zones.",
            "Write the schedule in UTC, without `time_zone`, or upgrade Velero."),
        FindingKind.RunFailed => (
            "A backup or a restore failed, did not end in time, or was deleted while the provider waited for it.",
            "The message has Velero's reason and the command that shows its log. If it only needs more time, raise `timeouts.create`."),
        FindingKind.RunIncomplete => (
            "A backup or a restore ended PartiallyFailed: some objects are missing, the rest can be used.",
            "The command in the message shows what is missing. With `allow_partially_failed = true` it counts as success."),
        FindingKind.RunStillGoing => (
            "Terraform was stopped, or does not wait. Velero continues.",
            "There is nothing to do. The next plan shows how it ended."),
        FindingKind.RunStuck => (
            "A backup or a restore did not end in time, and will not go on by itself: no Velero server runs, an object with a bad "
            + "duration stops Velero, or a place in its queue was never freed.",
            "The message has the reason and the command. After that, run `terraform untaint` to keep the resource. Otherwise the next apply starts another."),
        FindingKind.AnotherUnderWay => (
            "A backup or a restore with this name is still running, and is not in this state: an apply was interrupted, or another "
            + "configuration uses the name.",
            "Wait until it has ended. Then plan again, and decide whether you need another."),
        FindingKind.NothingRestored => (
            "A restore is Completed, and nothing in the backup matched it.",
            "Compare `namespaces`, `included_resources` and `label_selector` with what is in the backup. "
            + "If you expect this, `allow_empty = true` makes it a warning."),
        FindingKind.RestoredWithWarnings => (
            "Velero completed a restore with warnings about objects. Usually these exist, differ from the "
            + "backup, and were not changed.",
            "The command in the message shows which. `existing_resource_policy = \"update\"` overwrites such "
            + "objects."),
        FindingKind.ClocksDiffer => (
            "The clocks of this machine and the API servers differ by more than five minutes, or a backup is from the future. The provider computes ages with "
            + "the clock of most API servers, and the age of a run in the future with the clock of its own cluster.",
            "Correct the clock that is wrong (NTP): the message has both times."),
        FindingKind.BackupPastExpiry => (
            "The backup is older than its expiry. Velero deletes it, with its data, within "
            + "the hour.",
            "Restore from it at once, or make another backup."),
        FindingKind.DeploymentMissing => (
            "Since 1.16 Velero reads the Deployment `velero` in its own namespace for every restore, and "
            + "there is no such Deployment. The restore would end PartiallyFailed, with nothing restored.",
            "Give Velero's Deployment that name (with Helm: `fullnameOverride: velero`)."),
        FindingKind.AnotherCluster => (
            "A backup or a restore was made on another cluster than the one that now has this name: the connection leads "
            + "elsewhere, or the cluster was rebuilt. The provider changes nothing there, and keeps what is in the state.",
            "Correct the connection. If the old cluster no longer exists, set `deletion_policy = \"retain\"` or remove "
            + "the resource from the state."),
        FindingKind.BackupNotDeleted => (
            "Velero could not delete a backup, or the cluster can no longer be reached.",
            "Correct what Velero names and apply again, or set `deletion_policy = \"retain\"` and let it expire."),
        FindingKind.RestorePlanned => (
            "This says what the restore will do: which namespaces on which cluster, from which backup, and when that was made.",
            "Read it before you apply. Destroying the resource does not undo the restore."),
        FindingKind.NoBackup => (
            "This cluster has no backup to restore from, or the backup failed, or Velero there does not see it, or it is no longer the backup that was planned.",
            "Name another run (`data.workspace_backups` lists them), remove the cluster from the restore, or make the backup visible to Velero there, as the message says."),
        FindingKind.BackupHidden => (
            "The backup to restore belongs to another cluster, and another Backup on this cluster has its name. Velero shows only one Backup of each name, so `peers` do not help.",
            "Restore a run whose name is not taken, or delete the Backup that has the name, if nobody needs it. Give the Schedules different names on each cluster."),
        FindingKind.NoCommonRun => (
            "With `@every` each Velero counts from its own last backup. Clusters share no run, so `data.workspace_backup` is never complete for several of them, and "
            + "a restore cannot take one run for all.",
            "Use a cron such as `0 */6 * * *`. For a restore, take the `from_backups` of the message, or restore one cluster at a time (`clusters`)."),
        FindingKind.NamespaceNotInBackup => (
            "A namespace to restore or to map is not in the backup, and Velero ends such a restore as Completed all the same. It is a warning while the backup has others of those to restore, and an error when it has none.",
            "Correct `namespaces` or `namespace_mapping`, or name another backup."),
        FindingKind.NameInvalid => (
            "The Schedule's name (`<prefix>-<cluster>`) cannot be used. With more than 63 characters, Velero accepts it and never makes a backup.",
            "Choose a shorter prefix, or a shorter name for the cluster."),
        FindingKind.NameLong => (
            "The Schedule's name has more than 48 characters, so Velero shortens the labels of its backups to a "
            + "hash.",
            "Choose a shorter prefix if you select backups by label."),
        FindingKind.ScheduleRefused => (
            "The Velero on that cluster refuses the schedule, or finds no date for it, or its runs are more than five years apart. "
            + "Velero would make no backup, or one every minute.",
            "Correct what the message names. For clusters with different versions, declare a resource for each "
            + "(`clusters = [...]`)."),
        FindingKind.ScheduleUnderstoodBySome => (
            "The version of Velero on the cluster is not known, and only some of the three ways in which Velero versions read "
            + "schedules have runs for this one.",
            "Use a schedule that all versions understand, or allow the identity to ask the server "
            + "(`create` on `serverstatusrequests`)."),
        FindingKind.ScheduleChangesWith115 or FindingKind.ScheduleChangesWith119 => (
            "That version reads the schedule differently from the one on the cluster, and does not tell you. "
            + "The message has the next runs with both versions.",
            "Before you upgrade Velero, use the schedules that the message proposes. "
            + "See [Before you upgrade Velero](before-you-upgrade-velero.md)."),
        FindingKind.EitherDayEnough => (
            "Day of month and day of week are both restricted: up to Velero 1.18 a day has to match one of them, from 1.19 on "
            + "both.",
            "Set one of them to `*`, or write a schedule for each."),
        FindingKind.BothDaysNeeded => (
            "Day of month and day of week are both restricted: from Velero 1.19 on a day has to match both.",
            "If you do not want that, set one of them to `*`."),
        FindingKind.LabelInvalid => (
            "A label is not valid in Kubernetes, or is one that the provider or Velero sets. With an invalid label Velero never makes a backup and reports nothing.",
            "Correct the label."),
        _ => throw new ArgumentOutOfRangeException(
            nameof(kind), kind, "a kind of finding that the guide does not explain"),
    };
}
