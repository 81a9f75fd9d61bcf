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
            "The object was there already, with all labels of this resource and cluster, but not in the state: an apply was killed, or the state let go of it (`removed` with `destroy = false`, `state rm`), or another state has it.",
            "Nothing to do, it belongs to the resource now; if another state has it too, take it out of one of the two."),
        FindingKind.OwnedByAnotherInstance => (
            "The object carries the token of another instance of the resource: `create_before_destroy` gives it one, and so does another configuration from which it was imported. It was not deleted.",
            "After a replacement there is nothing to do. An import with `+adopt` at the end of the id takes the object over."),
        FindingKind.ManagedByTwo => (
            "Another configuration has taken the object over. Here it is neither written nor deleted.",
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
            "The cluster was removed from the provider's `clusters`, so the provider can no longer reach it. What is there stays: Schedules go on making backups.",
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
            "What was imported belongs to something else too: an object that controls it (`ownerReferences`), Argo CD, Flux or Helm. That undoes what an apply writes, and makes again what a destroy deletes.",
            "Take it out of there: remove the Schedule from the chart, the application or the Git repository, without deleting it on the cluster."),
        FindingKind.NotTakenOver => (
            "The object is stored, but Velero has not looked at it yet. Nothing comes of it until it does.",
            "Check the deployment `velero` on that cluster, and its log."),
        FindingKind.NotRolledBack => (
            "A create or an update failed, and something that it had done on this cluster could not be taken back.",
            "Apply again, or run the `kubectl` command of the message."),
        FindingKind.CannotCheck => (
            "The provider could not make a check: the identity lacks a right, or a webhook or the cluster's state prevents it. Everything else was checked.",
            "Expected if the plan runs with a read-only identity. Otherwise grant the right that the message names; see the guide on least privilege."),
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
            "The namespace has the label `velero.io/exclude-from-backup=true`, so it is in no backup although it is listed.",
            "Remove the label, or remove the namespace from the resource."),
        FindingKind.SnapshotClassMissing => (
            "Some storage classes of the cluster have no VolumeSnapshotClass that Velero would use. Their volumes are not snapshotted, and each backup ends PartiallyFailed.",
            "Create a class for the driver with the label `velero.io/csi-volumesnapshot-class: \"true\"`, set "
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
            "Follow the reason that the message has for each claim: a snapshot class, `default_volumes_to_fs_backup`, `snapshot_move_data`, "
            + "a node agent. Leave volumes out on purpose with a `resource_policy`, or with `include_disks = false`. "
            + "`require_volumes = true` makes it an error."),
        FindingKind.RestoreNotWhole => (
            "Objects that the backup holds and the restore was to bring back are not in the restore's own list, or failed.",
            "`verification` and `problems` tell more, and so does `velero restore describe --details`. `verify = \"required\"` makes it an error."),
        FindingKind.FilesNotRead => (
            "Velero's own files of a backup or a restore (results, volume information, lists) could not be read, so what only they tell is not known. "
            + "They come from the bucket itself, by an address that Velero signs.",
            "Follow the message: grant the right that it names, or make the object storage reachable from here (`publicUrl` in the location's `config`, `ca_cert`)."),
        FindingKind.LocationShared => (
            "Two clusters write to the same bucket and prefix. Their backups can overwrite each other, and "
            + "deleting one cluster's can delete the other's. With data movement or file backup it is an error.",
            "Give each cluster's BackupStorageLocation a prefix of its own."),
        FindingKind.LocationNested => (
            "One location's folder is above another's. Velero calls a location Unavailable when it finds folders of others in its own.",
            "Give each a prefix beside the other's, such as `{workspace}/{cluster}`."),
        FindingKind.SecretMissing => (
            "The Secret that the location names, or its key, is not in Velero's namespace. At plan another resource may make it yet.",
            "Make the Secret there, or correct `credential_secret` or `ca_cert_ref`."),
        FindingKind.SecretTaken => (
            "`credential_wo` would go into a Secret that is there already and that no label calls this location's. It was left alone.",
            "Delete or rename that Secret, give the location another name, or use `credential_secret`."),
        FindingKind.CredentialMissing => (
            "A cluster needs the credentials of `credential_wo_version`, and `credential_wo` is not set. No state has them, so they must be given again. Nothing was written.",
            "Set `credential_wo`, and apply again."),
        FindingKind.SecretLeft => (
            "A location that had its own credentials is gone, or reads others now, and the Secret with them could not be deleted.",
            "Run the `kubectl` command of the message. The provider needs the right to delete Secrets in Velero's namespace."),
        FindingKind.ManyLocations => (
            "There are more than 20 locations on the cluster. Velero lists the object store for each, one after the other.",
            "Set `backup_sync_period = \"15m\"` or longer, or name fewer `peers`."),
        FindingKind.PeersShareRepositories => (
            "Velero before 1.16 maintains repositories through read-only locations too. With `peers`, two clusters would maintain one repository and can lose data. Nothing was written.",
            "Upgrade Velero to 1.16 on the clusters that the message names, or take them out of `peers`."),
        FindingKind.DefaultTaken => (
            "Another location of the cluster is the default, and it is not this workspace's. Of two Velero keeps the one that was created last.",
            "Take the flag away with the command of the message, import that location, or leave `default` out."),
        FindingKind.LocationInUse => (
            "A location is to be destroyed, and Schedules of this workspace still make their backups through it.",
            "Destroy the schedules first, or give them another `backup_location`. `backup_location = workspace_backup_location.x.location` gives the order."),
        FindingKind.BackupsUnusable => (
            "A location is to be destroyed, and there are backups in it. Their Backup objects stay, Completed, and can be neither restored nor deleted.",
            "A location of the same name, bucket and prefix brings them back. Nothing is lost in the bucket."),
        FindingKind.TimeZoneUnsupported => (
            "The cluster's Velero is older than 1.15, which brought time zones.",
            "Write the schedule in UTC, without `time_zone`, or upgrade Velero."),
        FindingKind.RunFailed => (
            "A backup or a restore failed, did not end in time, or was deleted while the provider waited for it.",
            "The message has Velero's reason and the command that shows its log. If it only needs longer, raise `timeouts.create`."),
        FindingKind.RunIncomplete => (
            "A backup or a restore ended PartiallyFailed: some objects are missing, the rest can be used.",
            "The command in the message shows what is missing. With `allow_partially_failed = true` it counts as success."),
        FindingKind.RunStillGoing => (
            "Terraform was stopped, or does not wait. Velero continues.",
            "Nothing to do: the next plan shows how it ended."),
        FindingKind.RunStuck => (
            "A backup or a restore was not over in time, and does not go on by itself: no Velero server runs, an object with a bad "
            + "duration keeps Velero from seeing any, or a place in its queue was never given back.",
            "The message says which it is and has the command. Then `terraform untaint` keeps the resource; the next apply starts another otherwise."),
        FindingKind.AnotherUnderWay => (
            "A backup or a restore of this name is still under way, and no state knows it: an apply was killed, or another "
            + "configuration uses the name.",
            "Wait until it is over, then plan again and see whether you still need another."),
        FindingKind.NothingRestored => (
            "A restore is Completed, and nothing in the backup matched it.",
            "Compare `namespaces`, `included_resources` and `label_selector` with what the backup holds. "
            + "Where that is meant, `allow_empty = true` makes it a warning."),
        FindingKind.RestoredWithWarnings => (
            "Velero completed a restore and warned of objects: as a rule each exists, differs from the "
            + "backup and was left as it is.",
            "The command in the message tells which. `existing_resource_policy = \"update\"` overwrites such "
            + "objects."),
        FindingKind.ClocksDiffer => (
            "This machine and the API servers tell times that differ by more than five minutes, or a backup was made in the future. Ages are counted by "
            + "the clock of most API servers, and that of a run in the future by its own cluster's.",
            "Correct the clock that is wrong (NTP): the message has both times."),
        FindingKind.BackupPastExpiry => (
            "The backup is older than its expiry. Velero deletes it, with its data, with its next hourly "
            + "pass.",
            "Restore from it at once, or make another backup."),
        FindingKind.DeploymentMissing => (
            "Since 1.16 Velero reads the Deployment `velero` in its own namespace for every restore, and "
            + "there is none of that name. The restore would end PartiallyFailed, with nothing restored.",
            "Give Velero's Deployment that name (with Helm: `fullnameOverride: velero`)."),
        FindingKind.AnotherCluster => (
            "A backup or a restore was made on another cluster than the one behind the name now: the connection leads "
            + "elsewhere, or the cluster was rebuilt. Nothing is touched there, and what the state shows stays.",
            "Correct the connection. Where the old cluster is gone for good, set `deletion_policy = \"retain\"` or remove "
            + "the resource from the state."),
        FindingKind.BackupNotDeleted => (
            "Velero could not delete a backup, or the cluster cannot be reached any more.",
            "Correct what Velero names and apply again, or set `deletion_policy = \"retain\"` and let it expire."),
        FindingKind.RestorePlanned => (
            "Says what the restore will do: which namespaces on which cluster, from which backup, made when.",
            "Read it before you apply: a restore is not undone by destroying the resource."),
        FindingKind.NoBackup => (
            "This cluster has no backup to restore from, or the backup failed, or Velero there does not see it, or another one than planned would be used now.",
            "Name another run (`data.workspace_backups` lists them), remove the cluster from the restore, or make the backup visible to Velero there, as the message says."),
        FindingKind.NamespaceNotInBackup => (
            "A namespace to restore or to map is not in the backup. Velero would end such a restore as Completed without restoring anything.",
            "Correct `namespaces` or `namespace_mapping`, or name another backup."),
        FindingKind.NameInvalid => (
            "The Schedule's name (`<prefix>-<cluster>`) cannot be used. With more than 63 characters, Velero accepts it and never makes a backup.",
            "Choose a shorter prefix, or a shorter name for the cluster."),
        FindingKind.NameLong => (
            "The Schedule's name has more than 48 characters, so Velero shortens the labels of its backups to a "
            + "hash.",
            "Choose a shorter prefix if you select backups by label."),
        FindingKind.ScheduleRefused => (
            "The Velero there refuses the schedule, or has no date for it, or its runs are more than five years apart: "
            + "no backup is made, or one every minute.",
            "Correct what the message names. Clusters with different versions can have a resource each "
            + "(`clusters = [...]`)."),
        FindingKind.ScheduleUnderstoodBySome => (
            "No version of Velero is known for the cluster, and only one of the three ways in which Velero has read "
            + "schedules has runs for this one.",
            "Use a schedule that all versions understand, or allow the identity to ask the server "
            + "(`create` on `serverstatusrequests`)."),
        FindingKind.ScheduleChangesWith115 or FindingKind.ScheduleChangesWith119 => (
            "That version reads the schedule in another way than the one that runs there, and says nothing when it "
            + "does. The message has the next runs in both readings.",
            "Before Velero is upgraded, write the schedules that the message proposes. "
            + "See [Before you upgrade Velero](before-you-upgrade-velero.md)."),
        FindingKind.EitherDayEnough => (
            "Day of month and day of week are both restricted: up to Velero 1.18 one of the two is enough, from 1.19 on "
            + "a day has to match both.",
            "Set one of them to `*`, or write one schedule for each."),
        FindingKind.BothDaysNeeded => (
            "Day of month and day of week are both restricted: from Velero 1.19 on a day has to match both.",
            "Set one of them to `*`, unless that is meant."),
        FindingKind.LabelInvalid => (
            "A label is not valid in Kubernetes, or is one that the provider or Velero sets. With an invalid label Velero never makes a backup and reports nothing.",
            "Correct the label."),
        _ => throw new ArgumentOutOfRangeException(
            nameof(kind), kind, "a kind of finding that the guide does not explain"),
    };
}
