using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// Which pods mount which claims, and what their labels and annotations say of it: what decides whether Velero takes a volume, and
/// stands in no Schedule. It is how the pods are now, so it explains what a backup has not got, and proves nothing of what it has.
/// </summary>
internal sealed class MountedClaims
{
    /// <summary>Names the volumes that are read through the file system, where that is not the default.</summary>
    public const string OptIn = VeleroLabels.FileSystemVolumes;

    /// <summary>Names the volumes that are not, where it is.</summary>
    public const string OptOut = "backup.velero.io/backup-volumes-excludes";

    private readonly Dictionary<(string Namespace, string Claim), List<Mount>> _mounts = [];
    private readonly HashSet<string> _excludedVolumes = new(StringComparer.Ordinal);
    private bool _arePodsRead;

    /// <param name="namespaces">Those whose pods count.</param>
    public static async Task<MountedClaims> ReadAsync(ProtectionReads reads, IReadOnlyCollection<string> namespaces)
    {
        var mounted = new MountedClaims();
        mounted._arePodsRead = await reads.StreamAsync(
            new ApiPath("v1", "pods"), "why volumes are not in backups", pod => mounted.Add(pod, namespaces));
        await reads.StreamAsync(
            new ApiPath("v1", "persistentvolumes"), "which volumes are labelled out of backups",
            volume => mounted._excludedVolumes.Add(Json.Name(volume)), $"{NamespaceLists.ExcludeLabel}=true");
        return mounted;
    }

    /// <summary>Whether the claim's PersistentVolume is labelled out of backups.</summary>
    public bool IsVolumeExcluded(string? volume) => volume is not null && _excludedVolumes.Contains(volume);

    /// <summary>Why a backup has no data of a claim, as the beginning of a sentence and without a full stop; null: nothing tells.</summary>
    /// <param name="spec">The Backup's.</param>
    public string? WhyNot(JsonObject spec, string @namespace, string claim, IReadOnlyDictionary<string, string> labels)
    {
        if (!_arePodsRead)
        {
            return null;
        }

        var mounts = _mounts.GetValueOrDefault((@namespace, claim)) ?? [];
        if (Selects(spec) is { } selects && !selects(labels) && !mounts.Any(mount => selects(mount.Labels)))
        {
            return "neither it nor a pod that mounts it matches the label selector";
        }

        if (Json.Flag(spec, "snapshotVolumes") == false && Json.Flag(spec, "defaultVolumesToFsBackup") != true && !mounts.Any(IsOptedIn))
        {
            return $"the backup takes no snapshots, and no pod opts it in ({OptIn})";
        }

        if (mounts.Find(IsOptedIn) is { } opted && Json.Flag(spec, "defaultVolumesToFsBackup") != true)
        {
            return opted.IsExcluded
                ? $"the pod \"{opted.Pod}\" opts it into file-system backup, which leaves no snapshot of it, and carries the label "
                    + $"{NamespaceLists.ExcludeLabel}=true"
                : $"the pod \"{opted.Pod}\" opts it into file-system backup ({OptIn}), which leaves no snapshot of it";
        }

        return Json.Flag(spec, "defaultVolumesToFsBackup") != true ? null
            : mounts.Count == 0 ? "no pod mounts it, and file-system backup reads through pods"
            : mounts.TrueForAll(static mount => mount.IsExcluded)
                ? $"the pod \"{mounts[0].Pod}\" that mounts it carries the label {NamespaceLists.ExcludeLabel}=true"
            : mounts.TrueForAll(static mount => mount.IsExcluded || mount.OptsOut)
                ? $"the pod \"{mounts.First(static mount => mount.OptsOut).Pod}\" opts it out ({OptOut})"
            : null;

        static bool IsOptedIn(Mount mount) => mount.OptsIn;
    }

    /// <summary>What a spec chooses by labels; null: it takes all.</summary>
    private static Func<IReadOnlyDictionary<string, string>, bool>? Selects(JsonObject spec)
    {
        var findings = new ObjectFindings("", "");
        var selectors = JsonShapes.Selector.Read(spec["labelSelector"], "", findings) is { } one ? [one]
            : JsonShapes.Selectors.Read(spec["orLabelSelectors"], "", findings) is { Count: > 0 } several ? (IReadOnlyList<LabelSelector>)several
            : [];
        return selectors.Count == 0 || selectors.Any(static selector => GoSelector.ErrorOf(selector) is not null) ? null
            : labels => selectors.Any(selector => selector.Matches(labels));
    }

    private void Add(JsonObject pod, IReadOnlyCollection<string> namespaces)
    {
        var @namespace = Json.Text(pod, "metadata", "namespace") ?? "";

        // Of a pod that is over, Velero reads nothing.
        if (!namespaces.Contains(@namespace) || Json.Text(pod, "status", "phase") is "Succeeded" or "Failed")
        {
            return;
        }

        var labels = Json.Entries(pod, "metadata", "labels").ToDictionary(StringComparer.Ordinal);
        var (optIn, optOut) = (Names(pod, OptIn), Names(pod, OptOut));
        foreach (var volume in MergePatch.Find(pod, "spec", "volumes") as JsonArray ?? [])
        {
            // A generic ephemeral volume has a claim of its own, named after the pod and itself.
            if ((Json.Text(volume, "persistentVolumeClaim", "claimName")
                ?? ((volume as JsonObject)?["ephemeral"] is not JsonObject ? null : $"{Json.Name(pod)}-{Json.Text(volume, "name")}")) is not { } claim)
            {
                continue;
            }

            if (!_mounts.TryGetValue((@namespace, claim), out var mounts))
            {
                _mounts[(@namespace, claim)] = mounts = [];
            }

            var name = Json.Text(volume, "name") ?? "";
            mounts.RemoveAll(other => other.Pod == Json.Name(pod));
            mounts.Add(new Mount(
                Json.Name(pod), labels, labels.GetValueOrDefault(NamespaceLists.ExcludeLabel) == "true", optIn.Contains(name), optOut.Contains(name)));
        }
    }

    private static string[] Names(JsonObject pod, string annotation) =>
        (Json.Text(pod, "metadata", "annotations", annotation) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed record Mount(string Pod, IReadOnlyDictionary<string, string> Labels, bool IsExcluded, bool OptsIn, bool OptsOut);
}
