using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>
/// All of Velero's BackupSpec as attributes, shared by the resources that say what a backup takes. Null in the
/// configuration stays null in state and means absent, or all of the workspace for <c>namespaces</c>.
/// </summary>
internal static class ContentAttributes
{
    public static readonly SchemaAttribute<string> BackupLocation = new("backup_location", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The BackupStorageLocation to use. It must exist on every cluster. Velero: `storageLocation`.",
        Validators = [Rules.ObjectName],
    };

    public static readonly SchemaAttribute<string> Expiry = new("expiry", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "720h",
        Description = "How long a backup is kept. Counted from its start: `30d`, `2w`, `1h30m`. Velero deletes it after that; nothing is kept for ever. Default: `720h`. Velero: `ttl`.",
        Validators = [Rules.VeleroDuration],
        PlanModifiers = [new SemanticEquality<string>(Durations.MeanTheSame)],
    };

    public static readonly SchemaAttribute<bool> IncludeDisks = new("include_disks", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
        Description = "Whether to back up persistent volumes. `false` also turns `default_volumes_to_fs_backup` off. Default: `true`. Velero: `snapshotVolumes`.",
    };

    public static readonly SchemaAttribute<string> IncludeClusterResources = new("include_cluster_resources", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "auto",
        Description = "Which cluster-wide objects to back up. Those without a namespace: `auto` (those that the namespaces need, such as volumes), `always` (all) or `never` (none, not even the namespaces themselves). Default: `auto`. Velero: `includeClusterResources`.",
        Validators = [Rules.OneOf("auto", "always", "never")],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Namespaces = new("namespaces", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The namespaces to back up. Default: the provider's. `[\"*\"]` means all that a cluster has. Velero: `includedNamespaces`.",
        Validators = [Rules.NamespacesOrPatterns],
    };

    public static readonly SchemaAttribute<bool> DefaultVolumesToFsBackup = new("default_volumes_to_fs_backup", Codec.Bool)
    {
        Presence = Presence.Optional,
        Description = "Whether to back up all pod volumes as files. Default: the server's. Velero: `defaultVolumesToFsBackup` (since 1.10).",
    };

    /// <summary>All of them, in the order of the domain's table.</summary>
    public static IReadOnlyList<ContentAttribute> All { get; } =
    [
        Text(BackupContentFields.BackupLocation, BackupLocation),
        Duration(BackupContentFields.Expiry, Expiry),
        Flag(BackupContentFields.IncludeDisks, IncludeDisks),
        new ContentAttribute<bool?, string>(
            BackupContentFields.IncludeClusterResources,
            IncludeClusterResources,
            static value => value.OrNull() switch { "always" => true, "never" => false, _ => null },
            static field => field switch { true => "always", false => "never", null => "auto" }),
        new ContentAttribute<StringSet?, IReadOnlySet<string>>(
            BackupContentFields.Namespaces,
            Namespaces,
            static value => Sets.ToSet(value) is { } set && !(set.Count == 1 && set[0] == "*") ? set : null,
            static field => Sets.ToValue(field ?? ["*"])),
        Names(BackupContentFields.ExcludedNamespaces, "Namespaces to leave out. None that `namespaces` or the provider names."),
        Names(BackupContentFields.IncludedResources,
            "Resources to back up. For example `pods` or `deployments.apps`. Default: all."),
        Names(BackupContentFields.ExcludedResources, "Resources to leave out."),
        Names(BackupContentFields.IncludedClusterScopedResources,
            "Cluster-scoped resources to back up. `*` means all. The four `*_scoped_resources` exclude `included_resources`, "
            + "`excluded_resources` and `include_cluster_resources`."),
        Names(BackupContentFields.ExcludedClusterScopedResources, "Cluster-scoped resources to leave out. `*` means all."),
        Names(BackupContentFields.IncludedNamespaceScopedResources, "Namespaced resources to back up. Default: all."),
        Names(BackupContentFields.ExcludedNamespaceScopedResources, "Namespaced resources to leave out. `*` means all."),
        new ContentAttribute<LabelSelector?, LabelSelectorModel>(
            BackupContentFields.LabelSelector,
            new("label_selector", Codec.Object<LabelSelectorModel>())
            {
                Presence = Presence.Optional,
                Description = "Back up only objects with these labels. Velero: `labelSelector`.",
            },
            static value => value.OrNull()?.ToSelector(),
            static field => Value.OfNullable(field).Map(LabelSelectorModel.From)),
        new ContentAttribute<ValueList<LabelSelector>?, IReadOnlyList<LabelSelectorModel>>(
            BackupContentFields.OrLabelSelectors,
            new("or_label_selectors", Codec.List(Codec.Object<LabelSelectorModel>()))
            {
                Presence = Presence.Optional,
                Description = "Selectors of which one must match. Use either this or `label_selector`. Velero: `orLabelSelectors`.",
            },
            static value => value.OrNull()?.Select(static selector => selector.ToSelector()).ToValueList(),
            static field => field is null
                ? Value<IReadOnlyList<LabelSelectorModel>>.Null
                : Value.Of<IReadOnlyList<LabelSelectorModel>>([.. field.Select(LabelSelectorModel.From)])),
        new ContentAttribute<StringMap?, IReadOnlyDictionary<string, string>>(
            BackupContentFields.OrderedResources,
            new("ordered_resources", Codec.Map(Codec.String))
            {
                Presence = Presence.Optional,
                Description = "Objects to back up first: `pods = \"app/a,app/b\"`. By resource, in this order. Velero: `orderedResources`.",
            },
            static value => value.OrNull() is { Count: > 0 } map ? new StringMap(map) : null,
            static field => field is null
                ? Value<IReadOnlyDictionary<string, string>>.Null
                : Value.Of<IReadOnlyDictionary<string, string>>(field)),
        new ContentAttribute<ValueList<ResourceHook>?, HooksModel>(
            BackupContentFields.Hooks,
            new("hooks", Codec.Object<HooksModel>())
            {
                Presence = Presence.Optional,
                Description = "Commands to run in pods. They run before and after the pod is backed up. Velero: `hooks`.",
            },
            static value => value.OrNull()?.ToHooks(),
            static field => Value.OfNullable(field).Map(HooksModel.From)),
        Names(BackupContentFields.VolumeSnapshotLocations, "VolumeSnapshotLocations for snapshots. One for each provider.", Rules.ObjectNames),
        Text(BackupContentFields.VolumeGroupSnapshotLabelKey, Argument(
            "volume_group_snapshot_label_key", Codec.String,
            "The label of claims to snapshot together. Those with the same value make one group. Velero: `volumeGroupSnapshotLabelKey` (since 1.17).")),
        Flag(BackupContentFields.DefaultVolumesToFsBackup, DefaultVolumesToFsBackup),
        Flag(BackupContentFields.SnapshotMoveData, Argument(
            "snapshot_move_data", Codec.Bool,
            "Whether to copy snapshots' data to the location. This is for CSI snapshots. Default: the server's. Velero: `snapshotMoveData` (since 1.12).")),
        Text(BackupContentFields.DataMover, Argument(
            "data_mover", Codec.String, "The data mover to use. Default: Velero's own. Velero: `datamover` (since 1.12).")),
        Text(BackupContentFields.BackupType, new("backup_type", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "How to back up volumes: `Full` or `Incremental`. Default: `Incremental`. Velero: `backupType` (since 1.19).",
            Validators = [Rules.OneOf("Full", "Incremental")],
        }),
        new ContentAttribute<long?, long>(
            BackupContentFields.ParallelFilesUpload,
            new("parallel_files_upload", Codec.Int64)
            {
                Presence = Presence.Optional,
                Description = "How many files to upload at once. For volumes that are backed up as files. Velero: `uploaderConfig.parallelFilesUpload` (since 1.13).",
                Validators = [new Rule<long>(static value => value is >= 1 and <= int.MaxValue ? null : $"{value} must be at least 1.")],
            },
            static value => value.OrNull(),
            static field => Value.OfNullable(field)),
        Duration(BackupContentFields.CsiSnapshotTimeout, DurationArgument(
            "csi_snapshot_timeout", "How long to wait for a CSI snapshot. Velero: `csiSnapshotTimeout`.")),
        Duration(BackupContentFields.ItemOperationTimeout, DurationArgument(
            "item_operation_timeout", "How long to wait for plugins' operations. Moving data is one of them. Velero: `itemOperationTimeout` (since 1.11).")),
        new ContentAttribute<ResourcePolicy?, ResourcePolicyModel>(
            BackupContentFields.ResourcePolicy,
            new("resource_policy", Codec.Object<ResourcePolicyModel>())
            {
                Presence = Presence.Optional,
                Description = "The ConfigMap with resource policies. It is in Velero's namespace. Velero: `resourcePolicy` (since 1.11).",
            },
            static value => value.OrNull()?.ToPolicy(),
            static field => Value.OfNullable(field).Map(ResourcePolicyModel.From)),
    ];

    public static IReadOnlyList<SchemaAttribute> Arguments { get; } = [.. All.Select(static a => a.Argument)];

    /// <inheritdoc cref="ContentAttribute.Replacing"/>
    public static IReadOnlyList<SchemaAttribute> Replacing { get; } = [.. All.Select(static a => a.Replacing)];

    /// <summary>The first argument whose value is not known yet; null when all are.</summary>
    public static SchemaAttribute? FirstUnknown(ModelReader arguments) =>
        Arguments.FirstOrDefault(argument => !arguments.Raw(argument).IsWhollyKnown);

    /// <summary>What the arguments themselves say; one that is not known yet is taken as not given.</summary>
    public static BackupContent Configured(ModelReader arguments) => All
        .Where(attribute => arguments.Raw(attribute.Argument).IsWhollyKnown)
        .Aggregate(BackupContent.Empty, (content, attribute) => attribute.ReadArgument(arguments, content));

    /// <summary>
    /// What the arguments declare, as it is sent, the namespaces resolved: those of the resource, else the workspace's.
    /// </summary>
    /// <param name="arguments">All of <see cref="Arguments"/>, wholly known.</param>
    public static BackupContent Declared(ModelReader arguments, IReadOnlySet<string>? workspaceNamespaces)
    {
        var content = Configured(arguments);
        if (arguments.Raw(Namespaces).IsNull && workspaceNamespaces is not null)
        {
            content = content with { IncludedNamespaces = StringSet.From(workspaceNamespaces) };
        }

        return BackupContentFields.AsSent(content);
    }

    private static SchemaAttribute<T> Argument<T>(
        string name, Codec<T> codec, string description, params IReadOnlyList<IValidator<T>> rules)
        where T : notnull =>
        new(name, codec) { Presence = Presence.Optional, Description = description, Validators = rules };

    private static SchemaAttribute<string> DurationArgument(string name, string description) => new(name, Codec.String)
    {
        Presence = Presence.Optional,
        Description = description,
        Validators = [Rules.VeleroDuration],
        PlanModifiers = [new SemanticEquality<string>(Durations.MeanTheSame)],
    };

    private static ContentAttribute<string?, string> Text(ContentField<string?> field, SchemaAttribute<string> argument) =>
        new(field, argument, static value => value.OrNull(), static text => Value.OfNullable(text));

    private static ContentAttribute<string?, string> Duration(ContentField<string?> field, SchemaAttribute<string> argument) =>
        new(field, argument, static value => Durations.Canonical(value.OrNull()), static text => Value.OfNullable(text));

    private static ContentAttribute<bool?, bool> Flag(ContentField<bool?> field, SchemaAttribute<bool> argument) =>
        new(field, argument, static value => value.OrNull(), static flag => Value.OfNullable(flag));

    private static ContentAttribute<StringSet?, IReadOnlySet<string>> Names(
        ContentField<StringSet?> field, string description, params IReadOnlyList<IValidator<IReadOnlySet<string>>> rules) =>
        new(
            field,
            Argument(field.Attribute, Codec.Set(Codec.String), $"{description} Velero: `{field.JsonPath}`.", rules),
            Sets.ToSet,
            Sets.ToValue);
}
