using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// Whether the data of claims is in a backup, by the objects that Velero leaves: one DataUpload for each volume it moves, one
/// PodVolumeBackup for each it reads through the file system. Of snapshots there are counts alone, which tell that there is
/// none, and never which volume one is of.
/// </summary>
internal sealed class ClaimEvidence
{
    private const string ClaimUid = "velero.io/pvc-uid";

    // What Velero's own data movers are called; others leave objects of their own.
    private static readonly string[] s_ownMovers = ["", "velero", "velero-fs"];

    private readonly Dictionary<(string Backup, string Claim), Found> _found = [];
    private readonly Dictionary<string, List<Claim>> _claims = new(StringComparer.Ordinal);
    private bool _isClaimsRead;
    private bool _isEvidenceRead;
    private IReadOnlyDictionary<string, VolumesOfBackup> _files = new Dictionary<string, VolumesOfBackup>();
    private MountedClaims _mounted = new();

    /// <param name="chosen">By namespace, the backup that its claims are looked for in; null where there is none.</param>
    /// <param name="files">Reads the backups' own files; null: they are not read.</param>
    public static async Task<ClaimEvidence> ReadAsync(
        ProtectionReads reads, string velero, IReadOnlyDictionary<string, ShelvedBackup?> chosen, VolumeFiles? files)
    {
        var evidence = new ClaimEvidence();
        var backups = chosen.Values.OfType<ShelvedBackup>().Select(static backup => backup.Name).ToHashSet(StringComparer.Ordinal);
        evidence._isClaimsRead = await reads.StreamAsync(
            new ApiPath("v1", "persistentvolumeclaims"), "which volumes are claimed", claim => evidence.AddClaim(claim, chosen));
        if (evidence._claims.Count > 0 && backups.Count > 0)
        {
            evidence._isEvidenceRead =
                await reads.StreamAsync(
                    new ApiPath("velero.io/v2alpha1", "datauploads", velero), "which volumes were moved",
                    upload => evidence.Add(upload, backups, "DataUpload"))
                & await reads.StreamAsync(
                    ApiPath.Velero("podvolumebackups", velero), "which volumes were read through the file system",
                    backup => evidence.Add(backup, backups, "PodVolumeBackup"));
        }

        if (files is not null)
        {
            evidence._files = await files.ReadAsync(
                chosen.Where(one => evidence._claims.ContainsKey(one.Key)).Select(static one => one.Value).OfType<ShelvedBackup>());
        }

        // Only what is missing has to be explained.
        var unexplained = evidence._claims
            .Where(entry => chosen[entry.Key] is { } backup && entry.Value.Any(claim => evidence.FoundOf(entry.Key, claim, backup) is null))
            .Select(static entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        if (unexplained.Count > 0)
        {
            evidence._mounted = await MountedClaims.ReadAsync(reads, unexplained);
        }

        return evidence;
    }

    /// <summary>The bound claims of a namespace, by name; null when they could not be read.</summary>
    /// <param name="isShelfRead">Whether the backups could be read.</param>
    public IReadOnlyList<ClaimProtection>? Of(string @namespace, ShelvedBackup? backup, bool isShelfRead) => !_isClaimsRead
        ? null
        : [.. (_claims.GetValueOrDefault(@namespace) ?? []).OrderBy(static claim => claim.Name, StringComparer.Ordinal)
            .Select(claim => backup is not null ? Judge(@namespace, claim, backup)
                : new ClaimProtection(
                    claim.Name,
                    isShelfRead
                        ? Judgement.Uncovered("no good backup holds its namespace")
                        : Judgement.Unknown("the backups could not be read"),
                    null))];

    private static string Key(string @namespace, string name) => $"{@namespace}/{name}";

    private void AddClaim(JsonObject json, IReadOnlyDictionary<string, ShelvedBackup?> chosen)
    {
        var @namespace = Json.Text(json, "metadata", "namespace") ?? "";

        // One that is not bound has no data yet.
        if (!chosen.ContainsKey(@namespace) || Json.Text(json, "status", "phase") != "Bound")
        {
            return;
        }

        if (!_claims.TryGetValue(@namespace, out var claims))
        {
            _claims[@namespace] = claims = [];
        }

        var claim = new Claim(
            Json.Name(json), Json.Text(json, "metadata", "uid") ?? "", KubernetesTime.Read(json, "metadata", "creationTimestamp"),
            Json.Entries(json, "metadata", "labels").ToDictionary(StringComparer.Ordinal), Json.Text(json, "spec", "volumeName"));
        claims.RemoveAll(other => other.Name == claim.Name);
        claims.Add(claim);
    }

    private void Add(JsonObject json, HashSet<string> backups, string method)
    {
        // A label is cut where a name is too long for it; the owner never is.
        var backup = (MergePatch.Find(json, "metadata", "ownerReferences") as JsonArray ?? [])
            .Where(static owner => Json.Text(owner, "kind") == "Backup").Select(static owner => Json.Text(owner, "name")).FirstOrDefault()
            ?? Json.Text(json, "metadata", "labels", "velero.io/backup-name");
        if (backup is null || !backups.Contains(backup))
        {
            return;
        }

        var state = StateOf(json, method);
        var found = new Found(
            method, state, state.State == ProtectionState.Covered ? Json.Number(json, "status", "progress", "bytesDone") : null);
        var name = method == "DataUpload"
            ? (Json.Text(json, "spec", "sourceNamespace"), Json.Text(json, "spec", "sourcePVC"))
            : (Json.Text(json, "spec", "pod", "namespace"), Json.Text(json, "metadata", "annotations", "velero.io/pvc-name"));
        Keep(Json.Text(json, "metadata", "labels", ClaimUid) ?? Json.Text(json, "spec", "tags", "pvc-uid"), backup, found);
        Keep(name is ({ } @namespace, { } claim) ? Key(@namespace, claim) : null, backup, found);
    }

    private void Keep(string? claim, string backup, Found found)
    {
        // Of several pods that mount one volume, one is enough.
        if (claim is { Length: > 0 }
            && (!_found.TryGetValue((backup, claim), out var kept) || found.Data.State < kept.Data.State))
        {
            _found[(backup, claim)] = found;
        }
    }

    private static Judgement StateOf(JsonObject json, string method)
    {
        var phase = Json.Text(json, "status", "phase") is { Length: > 0 } text ? text : "none";
        var (done, total) = (Json.Number(json, "status", "progress", "bytesDone") ?? 0, Json.Number(json, "status", "progress", "totalBytes") ?? 0);
        return phase != "Completed"
            ? Judgement.Uncovered($"its {method} has the phase {phase}"
                + (Json.Text(json, "status", "message") is { Length: > 0 } message ? $": {PlainText.Line(message, 200).TrimEnd('.')}" : ""))
            : total <= 0 ? Judgement.Unknown($"its {method} counts 0 of 0 bytes, which says neither that it is empty nor that it was read")
            : done < total ? Judgement.Unknown($"its {method} counts {done} of {total} bytes")
            : Judgement.Covered;
    }

    private ClaimProtection Judge(string @namespace, Claim claim, ShelvedBackup backup)
    {
        if (claim.CreatedAt > backup.At)
        {
            return new ClaimProtection(claim.Name, Judgement.Uncovered("it is younger than the backup"), null);
        }

        var found = FoundOf(@namespace, claim, backup);
        if (claim.IsExcluded && found is not { Method: "DataUpload", Data.State: ProtectionState.Covered })
        {
            return new ClaimProtection(
                claim.Name, Judgement.Uncovered($"it carries the label {NamespaceLists.ExcludeLabel}=true"), found?.Method);
        }

        var file = _files.GetValueOrDefault(backup.Name);
        if (ByFile(@namespace, claim, file) is { } told)
        {
            return told;
        }

        if (found is not null)
        {
            return new ClaimProtection(claim.Name, found.Data, found.Method) { Bytes = found.Bytes };
        }

        var untold = Untold(backup);
        return new ClaimProtection(
            claim.Name,
            Explained(
                @namespace,
                claim,
                backup,
                untold is { State: ProtectionState.Unknown, Reason: { } reason } && file?.Why is { } why
                    ? Judgement.Unknown($"{reason}; {why}")
                    : untold),
            null);
    }

    private Found? FoundOf(string @namespace, Claim claim, ShelvedBackup backup) =>
        _found.GetValueOrDefault((backup.Name, claim.Uid)) ?? _found.GetValueOrDefault((backup.Name, Key(@namespace, claim.Name)));

    /// <summary>With what the pods and the volume say of it as they are now.</summary>
    private Judgement Explained(string @namespace, Claim claim, ShelvedBackup backup, Judgement judgement)
    {
        if (!_isEvidenceRead || backup.IsSynced)
        {
            return judgement;
        }

        // A snapshotter's snapshot is taken with the volume; one of a CSI driver with the claim.
        var isVolumeExcluded = _mounted.IsVolumeExcluded(claim.Volume);
        var why = isVolumeExcluded ? $"its PersistentVolume {claim.Volume} carries the label {NamespaceLists.ExcludeLabel}=true"
            : _mounted.WhyNot(backup.Content, @namespace, claim.Name, claim.Labels);
        return why is null ? judgement
            : isVolumeExcluded && backup is { Snapshots: > 0, CsiSnapshots: 0 } ? Judgement.Uncovered(why)
            : judgement with { Reason = $"{judgement.Reason}; {why}" };
    }

    /// <summary>What the backup itself says; null: nothing that decides.</summary>
    private static ClaimProtection? ByFile(string @namespace, Claim claim, VolumesOfBackup? file) =>
        file?.Volumes is not { } volumes ? null
        : !volumes.TryGetValue(Key(@namespace, claim.Name), out var volume) ? new ClaimProtection(
            claim.Name, Judgement.Uncovered("the backup's own volume information does not name it"), null)
        : volume.IsSaved switch
        {
            true => new ClaimProtection(claim.Name, Judgement.Covered, volume.Method) { Bytes = volume.Bytes },
            false => new ClaimProtection(claim.Name, Judgement.Uncovered(volume.Reason ?? "the backup says so"), volume.Method),
            null => null,
        };

    private Judgement Untold(ShelvedBackup backup) =>
        !_isEvidenceRead ? Judgement.Unknown("what Velero left of the backup could not be read")
        : backup.IsSynced ? Judgement.Unknown(
            "the Backup object came from the bucket, without what Velero had left beside the first one")
        : !s_ownMovers.Contains(Json.Text(backup.Content, "datamover") ?? "") ? Judgement.Unknown(
            $"the data mover \"{Json.Text(backup.Content, "datamover")}\" is not Velero's own")
        : backup.Snapshots > 0 && Json.Flag(backup.Content, "snapshotVolumes") != false ? Judgement.Unknown(
            $"the backup counts {backup.CompletedSnapshots} of {backup.Snapshots} snapshots, and only its own files tell of which volumes")
        : Judgement.Uncovered("the backup has no snapshot, no DataUpload and no PodVolumeBackup of it");

    private sealed record Claim(
        string Name, string Uid, DateTimeOffset? CreatedAt, IReadOnlyDictionary<string, string> Labels, string? Volume)
    {
        public bool IsExcluded => Labels.GetValueOrDefault(NamespaceLists.ExcludeLabel) == "true";
    }

    private sealed record Found(string Method, Judgement Data, long? Bytes);
}
