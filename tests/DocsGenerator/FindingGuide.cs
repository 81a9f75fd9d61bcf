using WorkspaceBackup.Velero.Faults;

namespace DocsGenerator;

/// <summary>
/// What the troubleshooting guide says of a kind of finding. The diagnostic itself says more: it knows the cluster and
/// the object.
/// </summary>
internal static class FindingGuide
{
    /// <exception cref="ArgumentOutOfRangeException">A fault, whose own kind has the words.</exception>
    public static (string Cause, string Remedy) Of(FindingKind kind) => kind switch
    {
        FindingKind.BadDuration => (
            "An object in Velero's namespace holds a text that Velero cannot read as a duration. One is enough "
            + "to stop Velero for every object of that kind: no backup is made, and nothing says so.",
            "Correct or remove the value that the message names (`kubectl edit`). If the object is a Schedule of "
            + "this resource, apply does it."),
        FindingKind.UnreadableField => (
            "A field of the object has another type than Velero's definition gives it. It is taken as absent.",
            "Correct it; if the object is a Schedule of this resource, apply does."),
        FindingKind.Adopted => (
            "A Schedule with all labels of this workspace, prefix and cluster was there and in no state, as "
            + "after an apply that was killed.",
            "None is needed: it belongs to the resource now."),
        FindingKind.OwnedByAnotherInstance => (
            "Another instance of the resource has taken the object over, as `create_before_destroy` does. It was "
            + "not deleted.",
            "None is needed when it was a replacement. If two configurations manage one object, remove it from "
            + "one of them."),
        FindingKind.ReplacedByAnother => (
            "An object of that name is there, but it is not the one that the state recorded. It was not deleted.",
            "If nobody needs it, run the `kubectl delete` command of the message."),
        FindingKind.FieldLeftOut => (
            "The cluster's Velero is too old for a field that the provider adds by itself. The message names the "
            + "consequence.",
            "Upgrade Velero there (its CRDs too), or accept the consequence."),
        FindingKind.ClusterSkipped => (
            "The cluster does not answer and is not backed up as declared; `skipped_clusters` names it.",
            "Bring the cluster back and apply again, or set `unhealthy_clusters = \"fail\"` to have an error "
            + "instead."),
        FindingKind.ClusterForgotten => (
            "The cluster was removed from the provider's `clusters`, so it can no longer be reached. What was "
            + "made there stays and goes on making backups.",
            "Run the `kubectl delete` command of the message there. Next time set `detached = true` and apply "
            + "before you remove the cluster."),
        FindingKind.NoClusterLeft => (
            "Every cluster of the resource is unhealthy. Nothing was written.",
            "Apply again when one of them answers."),
        FindingKind.NothingToImport => (
            "No cluster that answers has a Schedule by the name that was looked for.",
            "Correct the id. Schedules under names of their own are imported as "
            + "`prefix:cluster=schedule,cluster=schedule`."),
        FindingKind.NotTakenOver => (
            "The Schedule is stored, but no Velero server was seen to take it over. Nothing is backed up until "
            + "one runs.",
            "Look at the deployment `velero` on that cluster, and at its log."),
        FindingKind.NotRolledBack => (
            "A create failed, and what it had made on this cluster could not be deleted again.",
            "Apply again, or run the `kubectl delete` command of the message."),
        FindingKind.CannotCheck => (
            "This identity may not make a check, or a webhook or the cluster's state prevents it. Only that "
            + "check is lost.",
            "In a plan run with a read-only identity this is expected. Otherwise grant what the message names; "
            + "see the guide on least privilege."),
        FindingKind.LocationNotAvailable => (
            "Velero cannot use the backup location, or has not tried yet. No backup is made until it can.",
            "`velero backup-location get` shows the reason: the bucket, its credentials, or the network."),
        FindingKind.LocationReadOnly => (
            "The location's `accessMode` is ReadOnly: every backup to it fails.",
            "Set it to ReadWrite, or name another `backup_location`."),
        FindingKind.NamespaceMissing => (
            "A namespace to back up does not exist on this cluster. What the backup becomes depends on Velero's "
            + "version; since 1.14.1 it ends PartiallyFailed.",
            "Create the namespace, or leave it or the cluster out."),
        FindingKind.NamespaceExcluded => (
            "The namespace carries the label `velero.io/exclude-from-backup=true`: no backup contains it, "
            + "although it is listed.",
            "Remove the label, or leave the namespace out."),
        FindingKind.SnapshotClassMissing => (
            "No VolumeSnapshotClass that Velero would choose serves some storage classes of the cluster: their "
            + "volumes are not snapshotted, and each backup ends PartiallyFailed.",
            "Make a class for the driver with the label `velero.io/csi-volumesnapshot-class: \"true\"`, set "
            + "`default_volumes_to_fs_backup = true`, or `include_disks = false`."),
        FindingKind.SnapshotsNotRetained => (
            "The VolumeSnapshotClass has `deletionPolicy: Delete`: deleting the namespace deletes the snapshots "
            + "of its volumes too.",
            "Give Velero a class with `deletionPolicy: Retain`, or set `snapshot_move_data = true`."),
        FindingKind.SnapshotLocationAmbiguous => (
            "There are several VolumeSnapshotLocations of one provider, and none is named. Unless the server has "
            + "a default, every backup fails validation.",
            "Name one in `volume_snapshot_locations`."),
        FindingKind.LocationShared => (
            "Two clusters write to the same bucket and prefix. Their backups can overwrite each other, and "
            + "deleting one cluster's can delete the other's. With data movement or file backup it is an error.",
            "Give each cluster's BackupStorageLocation a prefix of its own."),
        FindingKind.TimeZoneUnsupported => (
            "The cluster's Velero is older than 1.15, which brought time zones.",
            "Write the schedule in UTC, without `time_zone`, or upgrade Velero."),
        FindingKind.RunFailed => (
            "A backup or a restore ended without having done its work, was not over in time, or was deleted "
            + "while it was waited for.",
            "The message has Velero's reason, and the command that shows its log. For a backup that only needs "
            + "longer, raise `timeouts.create`."),
        FindingKind.RunIncomplete => (
            "A backup or a restore ended PartiallyFailed: something was left out, the rest can be used.",
            "The command in the message tells what is missing. `allow_partially_failed = true` takes such an end "
            + "for success."),
        FindingKind.RunStillGoing => (
            "Terraform was stopped, or does not wait; Velero goes on.",
            "None is needed: the next plan or refresh shows how it ended."),
        FindingKind.BackupNotDeleted => (
            "Velero could not delete a backup, or the cluster cannot be reached any more.",
            "Mend what Velero names and apply again, or set `deletion_policy = \"retain\"` and leave it to its "
            + "expiry."),
        FindingKind.RestorePlanned => (
            "What the restore will do: which namespaces of which cluster, from which backup, made when.",
            "Read it before you apply: a restore is not undone by destroying the resource."),
        FindingKind.NoBackup => (
            "There is no backup to restore from on this cluster, it did not end well, Velero there does not see it, "
            + "or the one that was planned is not the one that would be taken now.",
            "Name another run (`data.workspace_backups` lists them), take the cluster out of the restore, or let "
            + "Velero there see the backup, as the message says."),
        FindingKind.NamespaceNotInBackup => (
            "A namespace to restore or to map is not in the backup. Velero would end such a restore as Completed, "
            + "with nothing in it.",
            "Correct `namespaces` or `namespace_mapping`, or name another backup."),
        FindingKind.NameInvalid => (
            "The Schedule's name (`<prefix>-<cluster>`) cannot be used. Above 63 characters Velero takes it and "
            + "never makes a backup.",
            "Choose a shorter prefix, or a shorter name for the cluster."),
        FindingKind.NameLong => (
            "The Schedule's name has more than 48 characters, so Velero shortens the labels of its backups to a "
            + "hash.",
            "Choose a shorter prefix if you select backups by label."),
        FindingKind.LabelInvalid => (
            "A label is not valid in Kubernetes, or is not yours to set. With an invalid one Velero never makes "
            + "a backup, and does not say so.",
            "Correct the label."),
        _ => throw new ArgumentOutOfRangeException(
            nameof(kind), kind, "a kind of finding that the guide does not explain"),
    };
}
