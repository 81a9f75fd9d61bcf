using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>
/// What a user can do about a kind of finding with arguments and commands: the domain knows neither. What helps on the
/// cluster, and depends on what was found there, is in the finding itself.
/// </summary>
internal static class FindingRemedy
{
    // Of a fleet that is larger, the first ones show the form.
    private const int MaxInstead = 100;

    /// <returns>Whole sentences; null: the finding says it all.</returns>
    public static string? Of(Finding finding) => finding.Kind switch
    {
        FindingKind.Adopted =>
            "An apply that was killed leaves such an object behind, and so do a removed block with destroy = false, and state rm; it is this "
            + "resource's own after taint with -refresh=false, and in a replacement with create_before_destroy. If another state still has it, "
            + "remove it from one of the two states.",
        FindingKind.LocationInUse when finding.Facts.HasFlag(FindingFacts.Leaves) =>
            (finding.Facts.HasFlag(FindingFacts.IsPlanned)
                ? "As long as the Schedule is there, the apply refuses it. Terraform changes a location before the schedules that refer to it, even "
                    + "if they leave the cluster too: first"
                : "Nothing was written. Terraform changes a location before the schedules that refer to it, so this takes two applies: first")
            + " take the cluster out of the schedule's clusters, or give the schedule another backup_location, and apply; then take the cluster out "
            + "of the location's clusters.",
        FindingKind.LocationInUse =>
            "Nothing was deleted. Destroy the schedule first, or give it another backup_location. If the schedule refers to this resource's location, Terraform keeps "
            + "that order.",
        FindingKind.ScheduleRefused =>
            (finding.IsError ? "Correct the schedule. " : "")
            + "If clusters need different schedules, declare a resource for each (clusters = [...]).",
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
            "To import objects with other names, use an id such as daily:eu=nightly,us=nightly: the name of this resource, and for each cluster the "
            + "name of the object. kubectl get schedules.velero.io,backupstoragelocations.velero.io -A lists them.",
        FindingKind.ManagedByTwo =>
            "Remove it from one of the two (terraform state rm). To keep it here, remove it from this state too, and import it with an id that ends in +adopt.",
        FindingKind.OwnedByAnotherInstance =>
            "The token changes with create_before_destroy, and when another configuration imports the object.",
        FindingKind.NothingRestored =>
            "Compare namespaces, included_resources and label_selector with what the backup holds (velero backup describe --details)"
            + (finding.IsError ? "; with allow_empty = true such a restore counts as success." : "."),
        FindingKind.RunIncomplete when finding.IsError => "With allow_partially_failed = true this counts as success.",
        FindingKind.RestoredWithWarnings => "existing_resource_policy = \"update\" overwrites such objects.",
        FindingKind.RunStillGoing =>
            "The next plan or refresh shows how it ended" + (finding.IsError ? "; to wait longer, raise timeouts.create." : "."),
        FindingKind.RunStuck => "Once that is corrected, a plan or refresh shows how it ended.",
        FindingKind.AnotherUnderWay =>
            "It was started by an apply that was killed, by the resource that this one replaces, or by another configuration. This apply starts "
            + "another one beside it, under a different name. If you want only one, wait until that one has ended, and then decide whether you "
            + "need another.",
        FindingKind.VolumesMissing =>
            "Give the storage class a snapshot class that Velero chooses (data.workspace_clusters shows which have none), or set "
            + "default_volumes_to_fs_backup = true or, where snapshots leave the cluster, snapshot_move_data = true: both need a node "
            + "agent that is ready. To exclude a volume, use a resource_policy; to exclude all, set include_disks = false."
            + (finding.IsError ? " With require_volumes = false this counts as success." : " require_volumes = true makes this an error."),
        FindingKind.RestoreNotWhole =>
            "The attributes verification and problems have the numbers and Velero's reasons."
            + (finding.IsError ? "" : " verify = \"required\" makes this an error."),
        FindingKind.FilesNotRead =>
            "The operation itself is not affected. Where a right is missing, the example examples/rbac has it. Where the object storage refuses or "
            + "cannot be reached from here, look at the location's credentials, and at its publicUrl.",
        FindingKind.AnotherCluster => "Check config_context, host or the kubeconfig of this cluster.",
        FindingKind.CredentialMissing =>
            "Set credential_wo to the credentials. No state has them, so set them whenever a cluster needs them: after a change of "
            + "credential_wo_version, when the Secret is gone, and for a new cluster. Nothing was written.",
        FindingKind.DefaultTaken => "Or import that one and set default = false, or leave default out here.",
        FindingKind.RestorePlanned =>
            (finding.Facts.HasFlag(FindingFacts.RunsPassedOver)
                ? "To take a run that is passed over, restore the clusters that have it (clusters), and the others by a second resource. " : "")
            + (finding.Facts.HasFlag(FindingFacts.Overwrites) ? "existing_resource_policy = \"update\" is why objects are overwritten. "
                : "existing_resource_policy = \"update\" overwrites objects that exist. ")
            + "Destroying the resource undoes nothing.",
        FindingKind.SecretTaken => "Or use your own Secret instead, with credential_secret.",
        FindingKind.ManyLocations => "Set backup_sync_period = \"15m\" or longer, or name fewer peers.",
        FindingKind.PeersShareRepositories =>
            "Until then, remove the clusters with an older Velero from peers of the workspace_backup_location, or store no volumes in repositories there "
            + "(snapshot_move_data, default_volumes_to_fs_backup)." + (finding.IsError ? " Nothing was written." : ""),
        FindingKind.BackupsUnusable =>
            "Nothing in the bucket is lost: a location with the same name, bucket and prefix makes them usable again. If you no longer need "
            + "them, delete them before the location (velero backup delete).",
        FindingKind.BackupHidden =>
            "Restore another run, whose name is not taken. Or, if nobody needs the Backup that has the name, delete it with its files (velero backup "
            + "delete): with peers of the workspace_backup_location, Velero then shows the other one within 15 minutes. For later runs, give the "
            + "Schedules different names, as workspace_backup_schedule does (prefix-cluster).",
        FindingKind.NoBackup => OfBackup(finding.Facts, finding.Cluster),
        FindingKind.NoCommonRun when finding.Instead is { } instead => Instead(instead),
        FindingKind.NoCommonRun =>
            "data.workspace_backup can be complete for one cluster only (clusters = [\"...\"]). workspace_restore takes from_schedule for one "
            + "cluster only, or from_backups. A cron, such as 0 */6 * * *, gives runs that all clusters share.",
        FindingKind.BackupNotDeleted when finding.IsError =>
            "Correct what prevents it, and apply again; to wait longer, raise timeouts.delete. With deletion_policy = \"retain\" the "
            + "backup stays until it expires, and files without an object stay where they are.",
        _ => null,
    };

    private static string OfBackup(FindingFacts facts, string cluster) =>
        facts.HasFlag(FindingFacts.TimeToCome) ? "Set before to a time that is over."
        : facts.HasFlag(FindingFacts.GoneSincePlanned) ? "To take what there is now, plan again."
        : facts.HasFlag(FindingFacts.NoRunForAll)
            ? "data.workspace_backups lists what there is. To restore fewer clusters, set clusters; from_backup names a run."
        : facts.HasFlag(FindingFacts.NotInRun)
            ? "Choose a run that has one (data.workspace_backup tells), restore the other clusters alone (clusters), or take another cluster's: "
              + $"source_clusters = {{ {cluster} = \"...\" }}, with its own name where the cluster was rebuilt since."
        : facts.HasFlag(FindingFacts.Unseen)
            ? "Name both clusters in peers of the workspace_backup_location, or create a location with the other one's bucket and prefix and "
              + "access_mode = \"ReadOnly\" on the cluster that is to be restored. Wait until it is Available and Velero has synced it (a minute; 15 "
              + "minutes with peers), and plan again."
        : (facts.HasFlag(FindingFacts.OfRun) ? "Choose another run, or restore the other clusters alone (clusters)." : "Name another one.")
            + (facts.HasFlag(FindingFacts.IsPartial) ? " allow_partially_failed = true takes a backup that lacks something." : "");

    private static string Instead(IReadOnlyList<KeyValuePair<string, string>> backups) =>
        (backups.Count == 0 ? ""
            : "Name a Backup of each cluster, in the place of from_schedule, from_backup, before, clusters and source_clusters:\n\n"
              + "  from_backups = {\n"
              + string.Concat(backups.Take(MaxInstead).Select(static one => $"    \"{one.Key}\" = \"{one.Value}\"\n"))
              + (backups.Count > MaxInstead ? $"    # and {backups.Count - MaxInstead} more: data.workspace_backups lists them\n" : "")
              + "  }\n\n")
        + "To restore one cluster alone from its own newest run, set clusters = [\"...\"] with from_schedule. from_backup takes an older run that "
        + "clusters share.";
}
