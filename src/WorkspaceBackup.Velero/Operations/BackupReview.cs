using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Reads what a backup that is over says of itself: its phase says nothing of volumes, and its counts nothing of reasons. The
/// three places that may have a reason are its results, its volume information and the objects beside it.
/// </summary>
internal static class BackupReview
{
    /// <summary>In these Velero has written nothing yet, or deletes it; 1.19 signs no address for them.</summary>
    private static readonly string[] s_withoutFiles = ["", "New", "Queued", "ReadyToStart", "FailedValidation", "Deleting"];

    /// <param name="backup">The object as it stands; not over: nothing is read.</param>
    public static async Task<OperationReview> OfAsync(
        IBackupFiles files, Cluster cluster, JsonObject backup, CancellationToken cancellationToken)
    {
        var name = Json.Name(backup);
        var spec = backup["spec"];
        var phase = Json.Text(backup, "status", "phase") ?? "";
        if (s_withoutFiles.Contains(phase) || !BackupPhases.Parse(phase).IsOver())
        {
            return OperationReview.Nothing;
        }

        var reader = new FileReader(files, cluster, Json.Text(spec, "storageLocation"), cancellationToken);
        var counted = (Json.Number(backup, "status", "errors") ?? 0) + (Json.Number(backup, "status", "warnings") ?? 0);
        var wantsVolumes = WantsVolumes(spec) && phase != "Failed";
        var resultsRead = counted > 0 || phase != "Completed"
            ? reader.ReadAsync(FileKind.BackupResults, name, mayBeAbsent: phase == "Failed")
            : Task.FromResult<(bool, JsonNode?)>((true, null));
        var (isListed, list) = wantsVolumes ? await reader.ReadAsync(FileKind.BackupResourceList, name) : (true, null);
        var (_, results) = await resultsRead;
        var claims = ResourceList.Read(list).Where(static item => item is { Group: "", Kind: "PersistentVolumeClaim" }).ToList();
        IReadOnlyList<BackedUpVolume>? volumes = null;
        if (wantsVolumes && isListed && claims.Count == 0)
        {
            // Without a claim in it nobody misses the volume information.
            volumes = [];
        }
        else if (wantsVolumes && await reader.ReadAsync(FileKind.BackupVolumeInfos, name) is { IsRead: true, Content: var infos })
        {
            volumes = await VolumeObjects.ExplainAsync(
                cluster, name, BackedUpVolume.Read(infos, hasPolicy: spec?["resourcePolicy"] is not null), cancellationToken);
            volumes = [.. volumes, .. await AbsentAsync(cluster, claims, volumes, cancellationToken)];
        }

        var review = new OperationReview { Volumes = volumes, Needed = reader.Needed, Unread = reader.Unread };

        // Without the volume information (before 1.13, or out of reach) these objects may have the reason all the same.
        var missing = volumes is null && wantsVolumes && phase != "Completed"
            ? await VolumeObjects.FailedAsync(cluster, name, cancellationToken)
            : review.MissingVolumes;
        return review with { Problems = [.. ReportedProblem.Read(results), .. OfVolumes(missing, phase)] };
    }

    /// <summary>Whether the backup was to hold the data of volumes at all.</summary>
    private static bool WantsVolumes(JsonNode? spec) => Json.Flag(spec, "snapshotVolumes") != false
        || Json.Flag(spec, "defaultVolumesToFsBackup") == true || Json.Flag(spec, "snapshotMoveData") == true;

    /// <summary>A failure that the results say nothing of; what was skipped in a backup that is Completed is no error of Velero's.</summary>
    private static IEnumerable<ReportedProblem> OfVolumes(IReadOnlyList<BackedUpVolume> missing, string phase) =>
        missing.Take(10).Select(volume => new ReportedProblem(
            phase == "Completed" ? Severity.Warning : Severity.Error,
            volume.Namespace,
            $"the data of the volume \"{volume.Name}\" is not in the backup: {volume.Reason}"));

    /// <summary>
    /// Claims of which the volume information knows nothing: Velero met no volume. One that is not bound has none; of one that
    /// is bound now, the data is not in this backup.
    /// </summary>
    private static async Task<IReadOnlyList<BackedUpVolume>> AbsentAsync(
        Cluster cluster, IReadOnlyList<ListedObject> claims, IReadOnlyList<BackedUpVolume> volumes, CancellationToken cancellationToken)
    {
        var known = volumes.Select(static volume => volume.Key).ToHashSet(StringComparer.Ordinal);
        var absent = claims.Where(claim => !known.Contains($"{claim.Namespace}/{claim.Name}")).ToList();
        var found = new List<BackedUpVolume>();
        foreach (var @namespace in absent.Select(static claim => claim.Namespace).Distinct())
        {
            var bound = new HashSet<string>(StringComparer.Ordinal);
            var isRead = true;
            await foreach (var item in cluster.Api.ListAsync(
                new ApiPath("v1", "persistentvolumeclaims", @namespace), null, cancellationToken))
            {
                isRead &= item.TryGet(out var claim, out _);
                if (isRead && Json.Text(claim, "status", "phase") == "Bound")
                {
                    bound.Add(Json.Name(claim!));
                }
            }

            found.AddRange(absent.Where(claim => claim.Namespace == @namespace).Select(claim => new BackedUpVolume(@namespace, claim.Name)
            {
                IsSaved = isRead && bound.Contains(claim.Name) ? false : null,
                Reason = !isRead ? "the backup's volume information does not name it"
                    : bound.Contains(claim.Name) ? "Velero met no volume of it: the backup's volume information does not name it"
                    : "it had no volume: the backup's volume information does not name it, and the claim is not bound",
            }));
        }

        return found;
    }
}
