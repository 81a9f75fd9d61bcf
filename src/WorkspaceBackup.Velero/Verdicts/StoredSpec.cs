using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>What the server's flags fill into a Backup; the values are those of an untouched server.</summary>
public sealed record ServerDefaults
{
    public string Ttl { get; init; } = "720h0m0s";

    public string CsiSnapshotTimeout { get; init; } = "10m0s";

    public string ItemOperationTimeout { get; init; } = "4h0m0s";

    public bool VolumesToFsBackup { get; init; }

    public bool SnapshotMoveData { get; init; }

    public string VolumeGroupSnapshotLabelKey { get; init; } = "velero.io/volume-group";
}

/// <summary>
/// The spec of a Backup as the server leaves it: with its defaults, the namespaces that are labelled out and its own
/// excludes written into it. That of a Schedule stays as it is.
/// </summary>
public static class StoredSpec
{
    private const string SnapshotContents = "volumesnapshotcontents.snapshot.storage.k8s.io";
    private const string Snapshots = "volumesnapshots.snapshot.storage.k8s.io";

    public static JsonObject Of(JsonObject spec, ClusterKnowledge cluster, ServerDefaults defaults)
    {
        if (cluster.Velero is not { } release)
        {
            throw new ArgumentException("what a server writes depends on its version", nameof(cluster));
        }

        spec = Known(spec, release);
        var stored = (JsonObject)spec.DeepClone();
        SetTimes(stored, defaults, release);
        SetVolumes(stored, spec, defaults, release);
        if (References.LocationOf(spec, cluster) is { } location)
        {
            stored["storageLocation"] = location;
        }

        if (!References.JudgeSnapshotLocations(spec, cluster, release).Any())
        {
            SetTexts(stored, "volumeSnapshotLocations", References.ChosenSnapshotLocations(spec, cluster, release));
        }

        var namespaces = new NamespaceLists(
            Json.Texts(spec, NamespaceLists.Included), Json.Texts(spec, NamespaceLists.Excluded), release, cluster);
        if (namespaces.Labelled.Count > 0)
        {
            SetTexts(
                stored, NamespaceLists.Excluded, [.. Json.Texts(spec, NamespaceLists.Excluded), .. namespaces.Labelled]);
        }

        if (namespaces.IsAbsent && release.IsFrom(18, 1))
        {
            SetTexts(stored, NamespaceLists.Included, ["*"]);
        }

        if (release.IsFrom(17))
        {
            SetExcludes(stored, spec);
        }

        return stored;
    }

    /// <summary>Without the fields that came later: the API server drops them.</summary>
    private static JsonObject Known(JsonObject spec, VeleroRelease release)
    {
        var known = (JsonObject)spec.DeepClone();
        foreach (var field in BackupContentFields.All.Where(field =>
            field.Since is { } since && release < new VeleroRelease(since.Major, since.Minor)))
        {
            known.Remove(field.Segments[0]);
        }

        return known;
    }

    private static void SetTimes(JsonObject stored, ServerDefaults defaults, VeleroRelease release)
    {
        Default(stored, "ttl", defaults.Ttl);
        Default(stored, "csiSnapshotTimeout", defaults.CsiSnapshotTimeout);
        if (release.IsFrom(11))
        {
            Default(stored, "itemOperationTimeout", defaults.ItemOperationTimeout);
        }
    }

    private static void SetVolumes(JsonObject stored, JsonObject spec, ServerDefaults defaults, VeleroRelease release)
    {
        if (release.IsFrom(10))
        {
            stored["defaultVolumesToFsBackup"] = BackupVerdicts.UsesFileSystem(spec) ?? defaults.VolumesToFsBackup;
        }

        if (release.IsFrom(12))
        {
            stored["snapshotMoveData"] ??= defaults.SnapshotMoveData;
        }

        if (release.IsFrom(17) && string.IsNullOrEmpty(Json.Text(spec, "volumeGroupSnapshotLabelKey")))
        {
            stored["volumeGroupSnapshotLabelKey"] = defaults.VolumeGroupSnapshotLabelKey;
        }

        if (release.IsFrom(19))
        {
            stored["backupType"] ??= "Incremental";
            if (string.IsNullOrEmpty(Json.Text(spec, "datamover")))
            {
                stored["datamover"] = "velero-fs";
            }
        }
    }

    private static void SetExcludes(JsonObject stored, JsonObject spec)
    {
        if (ResourceLists.UsesOld(spec))
        {
            Exclude(
                stored, ResourceLists.Old, [Snapshots, SnapshotContents],
                ResourceLists.Validate(
                    Json.Texts(spec, ResourceLists.Old.Included), Json.Texts(spec, ResourceLists.Old.Excluded),
                    ResourceLists.Old));
            return;
        }

        Exclude(stored, ResourceLists.Cluster, [SnapshotContents], ResourceLists.ValidateScoped(spec, ResourceLists.Cluster));
        Exclude(stored, ResourceLists.Namespaced, [Snapshots], ResourceLists.ValidateScoped(spec, ResourceLists.Namespaced));
    }

    private static void Exclude(
        JsonObject stored, (string Included, string Excluded) fields, string[] added, IEnumerable<VerdictReason> refusals)
    {
        if (refusals.Any())
        {
            return;
        }

        var excluded = Json.Texts(stored, fields.Excluded).ToList();
        excluded.AddRange(added.Where(name => !excluded.Contains(name)));
        var included = Json.Texts(stored, fields.Included).ToList();
        SetTexts(stored, fields.Excluded, excluded);
        if (included.RemoveAll(excluded.Contains) > 0)
        {
            SetTexts(stored, fields.Included, included);
        }
    }

    private static void Default(JsonObject stored, string field, string value)
    {
        if (!GoDuration.TryParse(Json.Text(stored, field), out var given, out _) || given == GoDuration.Zero)
        {
            stored[field] = value;
        }
    }

    private static void SetTexts(JsonObject stored, string field, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            stored.Remove(field);
        }
        else
        {
            stored[field] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        }
    }
}
