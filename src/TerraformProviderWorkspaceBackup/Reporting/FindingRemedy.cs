using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>
/// What a user can do about a kind of finding with arguments and commands: the domain knows neither. What helps on the
/// cluster, and depends on what was found there, is in the finding itself.
/// </summary>
internal static class FindingRemedy
{
    /// <returns>Whole sentences; null: the finding says it all.</returns>
    public static string? Of(Finding finding) => finding.Kind switch
    {
        FindingKind.Adopted =>
            "An apply that was killed leaves one behind, and so do a removed block with destroy = false, and state rm. If another state "
            + "still has it, take it out of one of the two.",
        FindingKind.LocationInUse =>
            "Destroy the schedule first, or give it another backup_location; a reference to this resource's location gives the order.",
        FindingKind.ScheduleRefused =>
            (finding.IsError ? "Correct the schedule. " : "")
            + "Where clusters need different texts, declare a resource for each (clusters = [...]).",
        FindingKind.NoClusterLeft => "Apply again when one has recovered.",
        FindingKind.TimeZoneUnsupported => "Write the schedule in UTC, without time_zone, or upgrade Velero.",
        FindingKind.ScheduleUnderstoodBySome =>
            (finding.IsError ? "" : "The apply asks again, and refuses to write there if nothing answers. ")
            + "Use a schedule that all versions understand, or allow this identity to create serverstatusrequests.velero.io.",
        FindingKind.SnapshotClassMissing =>
            "Make a class for the driver with the label velero.io/csi-volumesnapshot-class=true, back the volumes up as files "
            + "(default_volumes_to_fs_backup = true), or leave them out (include_disks = false).",
        FindingKind.SnapshotsNotRetained =>
            "Give Velero a class with deletionPolicy Retain, or move the data (snapshot_move_data = true).",
        FindingKind.NothingToImport =>
            "Objects of other names are imported with an id such as daily:eu=nightly,us=nightly: what this resource is called, and by cluster what "
            + "is there. kubectl get schedules.velero.io,backupstoragelocations.velero.io -A lists them.",
        FindingKind.ManagedByTwo =>
            "Take it out of one of the two (terraform state rm there). To keep it here, forget it here too and import it with an id that ends in +adopt.",
        FindingKind.OwnedByAnotherInstance =>
            "create_before_destroy gives it another token, and so does another configuration that it was imported from.",
        FindingKind.NothingRestored =>
            "Compare namespaces, included_resources and label_selector with what the backup holds (velero backup describe --details)"
            + (finding.IsError ? "; allow_empty = true takes such an end for success." : "."),
        FindingKind.RunIncomplete when finding.IsError => "allow_partially_failed = true takes such an end for success.",
        FindingKind.RestoredWithWarnings => "existing_resource_policy = \"update\" overwrites such objects.",
        FindingKind.RunStillGoing =>
            "The next plan or refresh shows how it ended" + (finding.IsError ? "; timeouts.create allows more time." : "."),
        FindingKind.RunStuck => "Once that is mended, a plan or refresh shows what became of it.",
        FindingKind.AnotherUnderWay =>
            "An apply that was killed began it, the resource that this one replaces, or another configuration. This apply starts "
            + "another beside it, under a name of its own. To have only one, wait until that one is over, and see then whether you "
            + "still need another.",
        FindingKind.VolumesMissing =>
            "Give the storage class a snapshot class that Velero chooses (data.workspace_clusters shows which have none), or set "
            + "default_volumes_to_fs_backup = true or, where snapshots leave the cluster, snapshot_move_data = true: both need a node "
            + "agent that is ready. A volume that is not worth it is left out by a resource_policy, or all by include_disks = false."
            + (finding.IsError ? " require_volumes = false takes such an end for success." : " require_volumes = true makes this an error."),
        FindingKind.RestoreNotWhole =>
            "The attributes verification and problems have the numbers and Velero's reasons."
            + (finding.IsError ? "" : " verify = \"required\" makes this an error."),
        FindingKind.FilesNotRead =>
            "The operation itself went its way. The example examples/rbac has the rules.",
        FindingKind.AnotherCluster => "Check config_context, host or the kubeconfig of this cluster.",
        FindingKind.CredentialMissing =>
            "Set credential_wo to the credentials, which are in no state and so have to be given whenever a cluster needs them: after another "
            + "credential_wo_version, and where the Secret is gone or a cluster is new. Nothing was written.",
        FindingKind.SecretTaken => "credential_secret names a Secret of your own instead.",
        FindingKind.ManyLocations => "backup_sync_period = \"15m\" is such a period; fewer peers are fewer locations.",
        FindingKind.PeersShareRepositories =>
            "Until then take peers out, or the clusters with an older Velero. Nothing was written.",
        FindingKind.BackupsUnusable =>
            "A location of the same name that leads to the same bucket and prefix makes them usable again: nothing in the bucket is lost. To be rid of "
            + "them, delete them before the location (velero backup delete).",
        FindingKind.BackupNotDeleted =>
            "Mend what stands in the way and apply again; timeouts.delete allows more time. With deletion_policy = \"retain\" the "
            + "backup is left to its expiry, and files without an object stay where they are.",
        _ => null,
    };
}
