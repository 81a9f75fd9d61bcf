using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Reads a Backup object. Velero's CRD promises little and its copies come from buckets, so whatever does not fit is
/// taken as absent; a duration that would stop Velero is reported.
/// </summary>
internal static class BackupReader
{
    /// <param name="backup">The object as the API server gave it.</param>
    /// <param name="cluster">The key of the cluster that gave it.</param>
    public static BackupRecord Read(JsonObject backup, string cluster)
    {
        var name = Json.Text(backup, "metadata", "name") ?? "";
        var findings = new ObjectFindings(cluster, $"Backup {Json.Text(backup, "metadata", "namespace")}/{name}");
        var spec = backup["spec"] as JsonObject;
        ReportBadDurations(spec, findings);
        var phaseText = Json.Text(backup, "status", "phase") is { Length: > 0 } text ? text : BackupPhase.New.Name();
        if (Json.Text(backup, "metadata", "deletionTimestamp") is not null)
        {
            phaseText = BackupPhase.Deleting.Name();
        }

        return new BackupRecord
        {
            Cluster = cluster,
            VeleroNamespace = Json.Text(backup, "metadata", "namespace") ?? "",
            Name = name,
            Uid = Json.Text(backup, "metadata", "uid") ?? "",
            Phase = BackupPhases.Parse(phaseText),
            PhaseText = phaseText,
            CreatedAt = KubernetesTime.Read(backup, "metadata", "creationTimestamp"),
            StartedAt = KubernetesTime.Read(backup, "status", "startTimestamp"),
            CompletedAt = KubernetesTime.Read(backup, "status", "completionTimestamp"),
            ExpiresAt = KubernetesTime.Read(backup, "status", "expiration"),
            ItemsBackedUp = Json.Number(backup, "status", "progress", "itemsBackedUp"),
            TotalItems = Json.Number(backup, "status", "progress", "totalItems"),
            QueuePosition = Json.Number(backup, "status", "queuePosition"),
            Errors = Count(backup, "errors"),
            Warnings = Count(backup, "warnings"),
            VolumeSnapshotsAttempted = Count(backup, "volumeSnapshotsAttempted"),
            VolumeSnapshotsCompleted = Count(backup, "volumeSnapshotsCompleted"),
            CsiVolumeSnapshotsAttempted = Count(backup, "csiVolumeSnapshotsAttempted"),
            CsiVolumeSnapshotsCompleted = Count(backup, "csiVolumeSnapshotsCompleted"),
            FailureReason = Json.Text(backup, "status", "failureReason") is { Length: > 0 } reason ? reason : null,
            ValidationErrors = Json.Texts(backup, "status", "validationErrors").ToValueList(),
            StorageLocation = Json.Text(spec, "storageLocation") is { Length: > 0 } location ? location : null,
            IncludedNamespaces =
                JsonShapes.NamesOrAll.Read(spec?["includedNamespaces"], "spec.includedNamespaces", findings),
            ExcludedNamespaces =
                JsonShapes.Names.Read(spec?["excludedNamespaces"], "spec.excludedNamespaces", findings),
            Labels = Map(backup, "labels", static _ => true),
            OwnAnnotations = Map(
                backup,
                "annotations",
                static key => key.StartsWith(OwnedMetadata.Domain + "/", StringComparison.Ordinal)),
            Findings = findings.All,
        };
    }

    private static void ReportBadDurations(JsonObject? spec, ObjectFindings findings)
    {
        foreach (var field in (ReadOnlySpan<string>)["ttl", "csiSnapshotTimeout", "itemOperationTimeout"])
        {
            JsonShapes.Duration.Read(spec?[field], $"spec.{field}", findings);
        }
    }

    private static long Count(JsonObject backup, string field) => Json.Number(backup, "status", field) ?? 0;

    private static StringMap Map(JsonObject backup, string field, Func<string, bool> wanted) => new(
        Json.Entries(backup, "metadata", field).Where(entry => wanted(entry.Key)));
}
