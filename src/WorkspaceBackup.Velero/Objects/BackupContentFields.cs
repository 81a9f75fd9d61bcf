using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>The table of <see cref="BackupContent"/>'s fields, under the attribute names users see.</summary>
public static class BackupContentFields
{
    /// <summary>The older name of <c>defaultVolumesToFsBackup</c>.</summary>
    internal const string OlderFsBackup = "defaultVolumesToRestic";

    private static readonly VeleroVersion V110 = new(1, 10);
    private static readonly VeleroVersion V111 = new(1, 11);
    private static readonly VeleroVersion V112 = new(1, 12);
    private static readonly VeleroVersion V113 = new(1, 13);
    private static readonly VeleroVersion V117 = new(1, 17);
    private static readonly VeleroVersion V119 = new(1, 19);

    public static readonly ContentField<string?> BackupLocation = new(
        "backup_location", "storageLocation", JsonShapes.Text,
        content => content.StorageLocation, (content, value) => content with { StorageLocation = value });

    public static readonly ContentField<string?> Expiry = new(
        "expiry", "ttl", JsonShapes.Duration,
        content => content.Ttl, (content, value) => content with { Ttl = value });

    public static readonly ContentField<bool?> IncludeDisks = new(
        "include_disks", "snapshotVolumes", JsonShapes.Flag,
        content => content.SnapshotVolumes, (content, value) => content with { SnapshotVolumes = value });

    public static readonly ContentField<bool?> IncludeClusterResources = new(
        "include_cluster_resources", "includeClusterResources", JsonShapes.Flag,
        content => content.IncludeClusterResources,
        (content, value) => content with { IncludeClusterResources = value });

    public static readonly ContentField<StringSet?> Namespaces = new(
        "namespaces", "includedNamespaces", JsonShapes.NamesOrAll,
        content => content.IncludedNamespaces, (content, value) => content with { IncludedNamespaces = value });

    public static readonly ContentField<StringSet?> ExcludedNamespaces = new(
        "excluded_namespaces", "excludedNamespaces", JsonShapes.Names,
        content => content.ExcludedNamespaces, (content, value) => content with { ExcludedNamespaces = value });

    public static readonly ContentField<StringSet?> IncludedResources = new(
        "included_resources", "includedResources", JsonShapes.Names,
        content => content.IncludedResources, (content, value) => content with { IncludedResources = value });

    public static readonly ContentField<StringSet?> ExcludedResources = new(
        "excluded_resources", "excludedResources", JsonShapes.Names,
        content => content.ExcludedResources, (content, value) => content with { ExcludedResources = value });

    public static readonly ContentField<StringSet?> IncludedClusterScopedResources = new(
        "included_cluster_scoped_resources", "includedClusterScopedResources", JsonShapes.Names,
        content => content.IncludedClusterScopedResources,
        (content, value) => content with { IncludedClusterScopedResources = value }, V111);

    public static readonly ContentField<StringSet?> ExcludedClusterScopedResources = new(
        "excluded_cluster_scoped_resources", "excludedClusterScopedResources", JsonShapes.Names,
        content => content.ExcludedClusterScopedResources,
        (content, value) => content with { ExcludedClusterScopedResources = value }, V111);

    public static readonly ContentField<StringSet?> IncludedNamespaceScopedResources = new(
        "included_namespace_scoped_resources", "includedNamespaceScopedResources", JsonShapes.Names,
        content => content.IncludedNamespaceScopedResources,
        (content, value) => content with { IncludedNamespaceScopedResources = value }, V111);

    public static readonly ContentField<StringSet?> ExcludedNamespaceScopedResources = new(
        "excluded_namespace_scoped_resources", "excludedNamespaceScopedResources", JsonShapes.Names,
        content => content.ExcludedNamespaceScopedResources,
        (content, value) => content with { ExcludedNamespaceScopedResources = value }, V111);

    public static readonly ContentField<LabelSelector?> LabelSelector = new(
        "label_selector", "labelSelector", JsonShapes.SelectorOrEmpty,
        content => content.LabelSelector, (content, value) => content with { LabelSelector = value });

    public static readonly ContentField<ValueList<LabelSelector>?> OrLabelSelectors = new(
        "or_label_selectors", "orLabelSelectors", JsonShapes.Selectors,
        content => content.OrLabelSelectors, (content, value) => content with { OrLabelSelectors = value });

    public static readonly ContentField<StringMap?> OrderedResources = new(
        "ordered_resources", "orderedResources", JsonShapes.Map,
        content => content.OrderedResources, (content, value) => content with { OrderedResources = value });

    public static readonly ContentField<ValueList<ResourceHook>?> Hooks = new(
        "hooks", "hooks.resources", JsonShapes.Hooks,
        content => content.Hooks, (content, value) => content with { Hooks = value });

    public static readonly ContentField<StringSet?> VolumeSnapshotLocations = new(
        "volume_snapshot_locations", "volumeSnapshotLocations", JsonShapes.Names,
        content => content.VolumeSnapshotLocations,
        (content, value) => content with { VolumeSnapshotLocations = value });

    public static readonly ContentField<string?> VolumeGroupSnapshotLabelKey = new(
        "volume_group_snapshot_label_key", "volumeGroupSnapshotLabelKey", JsonShapes.Text,
        content => content.VolumeGroupSnapshotLabelKey,
        (content, value) => content with { VolumeGroupSnapshotLabelKey = value }, V117);

    public static readonly ContentField<bool?> DefaultVolumesToFsBackup = new(
        "default_volumes_to_fs_backup", "defaultVolumesToFsBackup", JsonShapes.Flag,
        content => content.DefaultVolumesToFsBackup,
        (content, value) => content with { DefaultVolumesToFsBackup = value }, V110);

    public static readonly ContentField<bool?> SnapshotMoveData = new(
        "snapshot_move_data", "snapshotMoveData", JsonShapes.Flag,
        content => content.SnapshotMoveData, (content, value) => content with { SnapshotMoveData = value }, V112);

    public static readonly ContentField<string?> DataMover = new(
        "data_mover", "datamover", JsonShapes.Text,
        content => content.DataMover, (content, value) => content with { DataMover = value }, V112);

    public static readonly ContentField<string?> BackupType = new(
        "backup_type", "backupType", JsonShapes.Text,
        content => content.BackupType, (content, value) => content with { BackupType = value }, V119);

    public static readonly ContentField<long?> ParallelFilesUpload = new(
        "parallel_files_upload", "uploaderConfig.parallelFilesUpload", JsonShapes.Count,
        content => content.ParallelFilesUpload, (content, value) => content with { ParallelFilesUpload = value }, V113);

    public static readonly ContentField<string?> CsiSnapshotTimeout = new(
        "csi_snapshot_timeout", "csiSnapshotTimeout", JsonShapes.Duration,
        content => content.CsiSnapshotTimeout, (content, value) => content with { CsiSnapshotTimeout = value });

    public static readonly ContentField<string?> ItemOperationTimeout = new(
        "item_operation_timeout", "itemOperationTimeout", JsonShapes.Duration,
        content => content.ItemOperationTimeout,
        (content, value) => content with { ItemOperationTimeout = value }, V111);

    public static readonly ContentField<ResourcePolicy?> ResourcePolicy = new(
        "resource_policy", "resourcePolicy", JsonShapes.Policy,
        content => content.ResourcePolicy, (content, value) => content with { ResourcePolicy = value }, V111);

    /// <summary>All of them, once each, in the order they are documented in.</summary>
    public static IReadOnlyList<ContentField> All { get; } =
    [
        BackupLocation, Expiry, IncludeDisks, IncludeClusterResources, Namespaces, ExcludedNamespaces,
        IncludedResources, ExcludedResources, IncludedClusterScopedResources, ExcludedClusterScopedResources,
        IncludedNamespaceScopedResources, ExcludedNamespaceScopedResources, LabelSelector, OrLabelSelectors,
        OrderedResources, Hooks, VolumeSnapshotLocations, VolumeGroupSnapshotLabelKey, DefaultVolumesToFsBackup,
        SnapshotMoveData, DataMover, BackupType, ParallelFilesUpload, CsiSnapshotTimeout, ItemOperationTimeout,
        ResourcePolicy,
    ];

    /// <summary>
    /// A declared content as it would be read back: durations, days and weeks too, in Go's form; empty sets and maps
    /// and zero durations absent. A text that is no duration stays as it is.
    /// </summary>
    public static BackupContent Canonical(BackupContent content) => Read(
        Write(content with
        {
            Ttl = WithoutDays(content.Ttl),
            CsiSnapshotTimeout = WithoutDays(content.CsiSnapshotTimeout),
            ItemOperationTimeout = WithoutDays(content.ItemOperationTimeout),
            Hooks = content.Hooks?
                .Select(hook => hook with { Pre = WithoutDays(hook.Pre), Post = WithoutDays(hook.Post) })
                .ToValueList(),
        }),
        "",
        new ObjectFindings("", ""));

    /// <summary>
    /// A declared content as it is sent: canonical, and where no disks are to be backed up, none through the file system
    /// either. <c>snapshotVolumes: false</c> alone leaves that to the server's own default.
    /// </summary>
    public static BackupContent AsSent(BackupContent content)
    {
        var canonical = Canonical(content);
        return canonical is { SnapshotVolumes: false, DefaultVolumesToFsBackup: null }
            ? canonical with { DefaultVolumesToFsBackup = false }
            : canonical;
    }

    /// <summary>
    /// The paths, from <paramref name="root"/> on, that hold a text which is no duration; none may reach Velero.
    /// </summary>
    internal static IReadOnlyList<Finding> BadDurations(
        BackupContent content, string cluster, string @object, string root)
    {
        var findings = new ObjectFindings(cluster, @object);
        Read(Write(content), root, findings);
        return [.. findings.All.Where(finding => finding.Kind == FindingKind.BadDuration)];
    }

    /// <param name="backupSpec">A Backup's <c>spec</c> or a Schedule's <c>spec.template</c>.</param>
    /// <param name="root">Its path within the object, for messages: <c>spec.template</c>.</param>
    internal static BackupContent Read(JsonObject? backupSpec, string root, ObjectFindings findings)
    {
        var content = BackupContent.Empty;
        foreach (var field in All)
        {
            var node = MergePatch.Find(backupSpec, field.Segments);
            content = field.Read(node, $"{root}.{field.JsonPath}", content, findings);
        }

        // Velero still reads it, and it wins when it is true; false is as good as absent.
        return Json.Flag(backupSpec, OlderFsBackup) == true
            ? DefaultVolumesToFsBackup.With(content, true)
            : content;
    }

    /// <summary>
    /// As it is sent. All namespaces are always written as such: to Velero 1.18.0 an absent list beside a pattern among the
    /// excludes means none. An empty list is an absent one.
    /// </summary>
    internal static JsonObject WriteSpec(BackupContent content)
    {
        var backupSpec = WithoutEmptyLists(Write(content));
        backupSpec[Namespaces.JsonPath] ??= AllNamespaces();
        return backupSpec;
    }

    internal static JsonNode AllNamespaces() => JsonShapes.Names.Write(["*"])!;

    /// <summary>Velero tells an empty list from an absent one here and there; whoever declares one does not.</summary>
    internal static JsonObject WithoutEmptyLists(JsonObject spec)
    {
        foreach (var empty in spec.Where(static item => item.Value is JsonArray { Count: 0 }).Select(static item => item.Key).ToList())
        {
            spec.Remove(empty);
        }

        return spec;
    }

    /// <summary>The fields that are set, and no others.</summary>
    internal static JsonObject Write(BackupContent content)
    {
        var backupSpec = new JsonObject();
        foreach (var field in All)
        {
            if (field.Write(content) is { } value)
            {
                MergePatch.Set(backupSpec, field.Segments, value);
            }
        }

        return backupSpec;
    }

    private static ValueList<ExecHook> WithoutDays(ValueList<ExecHook> hooks) =>
        hooks.Select(hook => hook with { Timeout = WithoutDays(hook.Timeout) }).ToValueList();

    private static string? WithoutDays(string? text) =>
        GoDuration.TryParseWithDays(text, out var duration, out _) ? duration.ToString() : text;
}
