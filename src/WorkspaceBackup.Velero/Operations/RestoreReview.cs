using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Compares what a restore met with what its backup holds: a restore is Completed also where it has left out half of it.
/// </summary>
internal static class RestoreReview
{
    /// <param name="restore">The object as it stands; not over, or never begun: nothing is read.</param>
    public static async Task<OperationReview> OfAsync(
        IBackupFiles files, Cluster cluster, JsonObject restore, CancellationToken cancellationToken)
    {
        var record = RestoreRecord.Read(cluster, restore);
        if (!record.IsOver || record.Phase == "FailedValidation")
        {
            return OperationReview.Nothing;
        }

        var backup = await cluster.Api.GetAsync(
            ApiPath.Velero("backups", cluster.VeleroNamespace, record.Backup), cancellationToken);
        var location = backup.TryGet(out var found, out _) ? Json.Text(found, "spec", "storageLocation") : null;
        var reader = new FileReader(files, cluster, location, cancellationToken);
        var isVerifiable = record.Phase != "Failed";
        var resultsRead = record.Errors + record.Warnings > 0 || record.Phase != "Completed"
            ? reader.ReadAsync(FileKind.RestoreResults, record.Name, mayBeAbsent: !isVerifiable)
            : Task.FromResult<(bool IsRead, JsonNode? Content)>((true, null));
        if (!isVerifiable)
        {
            return Review(reader, (await resultsRead).Content, null);
        }

        var heldRead = reader.ReadAsync(FileKind.BackupResourceList, record.Backup);
        var metRead = reader.ReadAsync(FileKind.RestoreResourceList, record.Name);

        // Those of older versions are missing, and with them nothing but two numbers.
        var volumesRead = files.ReadAsync(cluster, FileKind.RestoreVolumeInfo, record.Name, location, cancellationToken);
        var (served, _) = await ServedResources.ReadAsync(cluster, cancellationToken);
        var (results, held, met, volumes) = (await resultsRead, await heldRead, await metRead, await volumesRead);
        var verification = !held.IsRead || !met.IsRead
            ? new RestoreVerification { Reason = $"not verified, because {string.Join("; ", reader.Unread)}" }
            : Verify(
                restore["spec"],
                served,
                [.. ResourceList.Read(held.Content)],
                [.. ResourceList.Read(met.Content)],
                results,
                volumes is FileRead.Found info ? info.Content as JsonArray ?? [] : null);
        return Review(reader, results.Content, verification with
        {
            Seconds = record.CompletedAt is { } end && record.StartedAt is { } start ? (long)(end - start).TotalSeconds : null,
        });
    }

    private static OperationReview Review(FileReader reader, JsonNode? results, RestoreVerification? verification) => new()
    {
        Problems = ReportedProblem.Read(results),
        Verification = verification,
        Unread = reader.Unread,
        Needed = reader.Needed,
    };

    /// <param name="results">Whether they were read, and what they say.</param>
    /// <param name="volumes">The restore's volume information; null: not known.</param>
    internal static RestoreVerification Verify(
        JsonNode? spec,
        IReadOnlyList<KnownResource>? served,
        IReadOnlyList<ListedObject> held,
        IReadOnlyList<ListedObject> met,
        (bool IsRead, JsonNode? Content) results,
        JsonArray? volumes)
    {
        var expectation = new RestoreExpectation(spec, served);
        var listed = met.Select(static item => (item.Group, item.Kind, item.Namespace, item.Name)).ToHashSet();
        var absent = held
            .Select(item => (Expected: expectation.IsExpected(item), Item: item with { Namespace = expectation.Mapped(item.Namespace) }))
            .Where(one => one.Expected != false
                && !listed.Contains((one.Item.Group, one.Item.Kind, one.Item.Namespace, one.Item.Name)))
            .DistinctBy(static one => (one.Item.Group, one.Item.Kind, one.Item.Namespace, one.Item.Name))
            .ToList();

        // Up to 1.18 "failed" also means: left alone with a warning.
        var failed = met.Where(static item => item.Action == "failed").ToList();
        var left = failed.Where(item => results.IsRead && IsLeftAlone(item, results.Content)).ToHashSet();
        var claims = met.Where(static item => item is { Group: "", Kind: "PersistentVolumeClaim" }).ToList();
        var restored = volumes?.Select(static volume => (Json.Text(volume, "pvcNamespace"), Json.Text(volume, "pvcName"))).ToHashSet();
        return new RestoreVerification
        {
            Created = met.Count(static item => item.Action == "created"),
            Updated = met.Count(static item => item.Action == "updated"),
            Kept = met.Count(static item => item.Action == "skipped" && !IsVolume(item)) + left.Count,
            Reprovisioned = met.Count(static item => item.Action == "skipped" && IsVolume(item)),
            Failed = results.IsRead ? [.. failed.Where(item => !left.Contains(item))] : [],
            Missing = [.. absent.Where(static one => one.Expected == true).Select(static one => one.Item)],
            Unverified = absent.Count(static one => one.Expected is null) + (results.IsRead ? 0 : failed.Count)
                + met.Count(static item => item.Action is not ("created" or "updated" or "skipped" or "failed")),
            VolumesRestored = restored is null ? null : claims.Count(claim => restored.Contains((claim.Namespace, claim.Name))),
            VolumesNotRestored = restored is null ? null : claims.Count(claim => !restored.Contains((claim.Namespace, claim.Name))),
        };
    }

    private static bool IsVolume(ListedObject item) => item is { Group: "", Kind: "PersistentVolume" };

    /// <summary>
    /// Velero names the object by kind and name, up to 1.15 and in some places later in quotation marks, else after a colon.
    /// </summary>
    private static bool IsLeftAlone(ListedObject item, JsonNode? results) =>
        ReportedProblem.All(results, "warnings", item.Namespace).Any(warning =>
            warning.Contains("different", StringComparison.Ordinal)
            && (warning.Contains($"{item.Kind} \"{item.Name}\" already exists", StringComparison.Ordinal)
                || warning.Contains($"{item.Kind}:{item.Name} already exists", StringComparison.Ordinal)));
}
