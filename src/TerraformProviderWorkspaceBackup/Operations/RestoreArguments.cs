using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The arguments that are fields of Velero's RestoreSpec.</summary>
internal static class RestoreArguments
{
    private static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> s_namespaceMapping = Argument(
        "namespace_mapping", Codec.Map(Codec.String),
        "New names for namespaces: `{ old = \"new\" }`. Velero: `namespaceMapping`.",
        new Rule<IReadOnlyDictionary<string, string>>(static map =>
            map.Count == 0 ? "must not be empty; leave it out instead." : null));

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_excludedNamespaces =
        Names("excluded_namespaces", "Namespaces to leave out. None that `namespaces` or the provider names. Velero: `excludedNamespaces`.");

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_includedResources =
        Names("included_resources", "Resources to restore. For example `pods` or `deployments.apps`. Default: all. Velero: `includedResources`.");

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_excludedResources =
        Names("excluded_resources", "Resources to leave out. Velero: `excludedResources`.");

    private static readonly SchemaAttribute<string> s_includeClusterResources = Argument(
        "include_cluster_resources", Codec.String,
        "Which cluster-wide objects to restore. Those without a namespace: `auto`, `always` or `never`. `auto` takes those that restored "
        + "objects need. Default: `auto`. Velero: `includeClusterResources`.",
        Rules.OneOf("auto", "always", "never"));

    private static readonly SchemaAttribute<bool> s_restoreVolumes = Argument(
        "restore_volumes", Codec.Bool,
        "Whether to restore volumes from snapshots. Default: `true`, as Velero has it. Velero: `restorePVs`.");

    private static readonly SchemaAttribute<bool> s_preserveNodePorts = Argument(
        "preserve_node_ports", Codec.Bool, "Whether Services keep their node ports. Velero: `preserveNodePorts`.");

    public static readonly SchemaAttribute<string> ExistingResourcePolicy = Argument(
        "existing_resource_policy", Codec.String,
        "What to do with existing objects that differ. `none` or `update`. `none` leaves them and warns "
        + "of each; `update` overwrites them. The data of existing volumes is never touched. Default: `none`. "
        + "Velero: `existingResourcePolicy`.",
        Rules.OneOf("none", "update"));

    private static readonly SchemaAttribute<LabelSelectorModel> s_labelSelector = Argument(
        "label_selector", Codec.Object<LabelSelectorModel>(), "Restore only objects with these labels. Velero: "
        + "`labelSelector`.");

    private static readonly SchemaAttribute<IReadOnlyList<LabelSelectorModel>> s_orLabelSelectors = Argument(
        "or_label_selectors", Codec.List(Codec.Object<LabelSelectorModel>()),
        "Selectors of which one must match. Use either this or `label_selector`. Velero: `orLabelSelectors`.");

    private static readonly SchemaAttribute<string> s_hooks = Argument(
        "hooks", Codec.String,
        "Restore hooks as JSON. `jsonencode({ resources = [...] })`. They have Velero's own structure. Velero: `hooks`.",
        new Rule<string>(RestoreHooks.Problem));

    private static readonly SchemaAttribute<string> s_itemOperationTimeout = Argument(
        "item_operation_timeout", Codec.String,
        "How long to wait for plugins' operations. Moving data is one of them. Velero: `itemOperationTimeout` (since 1.11).",
        Rules.VeleroDuration);

    private static readonly SchemaAttribute<string> s_resourceModifier = Argument(
        "resource_modifier", Codec.String,
        "The ConfigMap with changes to restored objects. It is in Velero's namespace. Velero: `resourceModifier` (since 1.12).",
        Rules.ObjectName);

    private static readonly SchemaAttribute<ResourcePolicyModel> s_resourcePolicy = Argument(
        "resource_policy", Codec.Object<ResourcePolicyModel>(),
        "The ConfigMap that says what to restore. It is in Velero's namespace. Velero: `resourcePolicy` (since 1.19).");

    private static readonly SchemaAttribute<bool> s_skipDefaultResourceModifier = Argument(
        "skip_default_resource_modifier", Codec.Bool,
        "Whether to leave out the server's own modifier. It has one for all restores. No effect with `resource_modifier`. "
        + "Velero: `skipDefaultResourceModifier` (since 1.19).");

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_statusIncluded = Names(
        "status_included_resources", "Resources to restore with their status. `*` means all. Velero: `restoreStatus.includedResources`.");

    private static readonly SchemaAttribute<IReadOnlySet<string>> s_statusExcluded = Names(
        "status_excluded_resources", "Resources to restore without their status. Velero: `restoreStatus.excludedResources`.");

    private static readonly SchemaAttribute<long> s_parallelFilesDownload = Argument(
        "parallel_files_download", Codec.Int64,
        "How many files to download at once. For volumes that were backed up as files. Velero: `uploaderConfig.parallelFilesDownload` (since 1.15).",
        new Rule<long>(static value => value is >= 1 and <= int.MaxValue ? null : $"{value} must be at least 1."));

    private static readonly SchemaAttribute<bool> s_writeSparseFiles = Argument(
        "write_sparse_files", Codec.Bool, "Whether to write sparse files. Velero: `uploaderConfig.writeSparseFiles` (since 1.13).");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_namespaceMapping, s_excludedNamespaces, s_includedResources, s_excludedResources, s_includeClusterResources,
        s_restoreVolumes, s_preserveNodePorts, ExistingResourcePolicy, s_labelSelector, s_orLabelSelectors, s_hooks,
        s_itemOperationTimeout, s_resourceModifier, s_resourcePolicy, s_skipDefaultResourceModifier, s_statusIncluded,
        s_statusExcluded, s_parallelFilesDownload, s_writeSparseFiles,
    ];

    /// <summary>The argument of a field.</summary>
    public static SchemaAttribute Of(RestoreField field) => Attributes.Single(attribute => attribute.Name == field.Attribute);

    /// <summary>The arguments, which are wholly known, for Velero.</summary>
    public static RestoreSpec SpecOf(RestoreModel model)
    {
        return new()
        {
            NamespaceMapping = model.Get(s_namespaceMapping).OrNull() is { } mapping ? new StringMap(mapping) : null,
            ExcludedNamespaces = Sets.ToSet(model.Get(s_excludedNamespaces)),
            IncludedResources = Sets.ToSet(model.Get(s_includedResources)),
            ExcludedResources = Sets.ToSet(model.Get(s_excludedResources)),
            IncludeClusterResources = model.Get(s_includeClusterResources).OrNull() switch
            {
                "always" => true,
                "never" => false,
                _ => null,
            },
            RestoreVolumes = model.Get(s_restoreVolumes).OrNull(),
            PreserveNodePorts = model.Get(s_preserveNodePorts).OrNull(),
            ExistingResourcePolicy = model.Get(ExistingResourcePolicy).OrNull(),
            LabelSelector = model.Get(s_labelSelector).OrNull()?.ToSelector(),
            OrLabelSelectors =
                model.Get(s_orLabelSelectors).OrNull()?.Select(static s => s.ToSelector()).ToValueList(),
            Hooks = model.Get(s_hooks).OrNull() is { } hooks ? RestoreHooks.Parse(hooks) : null,
            ItemOperationTimeout = Durations.Canonical(model.Get(s_itemOperationTimeout).OrNull()),
            ResourceModifier = model.Get(s_resourceModifier).OrNull(),
            ResourcePolicy = model.Get(s_resourcePolicy).OrNull()?.ToPolicy(),
            SkipDefaultResourceModifier = model.Get(s_skipDefaultResourceModifier).OrNull(),
            StatusIncludedResources = Sets.ToSet(model.Get(s_statusIncluded)),
            StatusExcludedResources = Sets.ToSet(model.Get(s_statusExcluded)),
            ParallelFilesDownload = model.Get(s_parallelFilesDownload).OrNull(),
            WriteSparseFiles = model.Get(s_writeSparseFiles).OrNull(),
        };
    }

    private static SchemaAttribute<IReadOnlySet<string>> Names(string name, string description) =>
        Argument(name, Codec.Set(Codec.String), description);

    private static SchemaAttribute<T> Argument<T>(
        string name, Codec<T> codec, string description, params IReadOnlyList<IValidator<T>> validators)
        where T : notnull => new(name, codec)
        {
            Presence = Presence.Optional,
            Description = description,
            Validators = validators,
            PlanModifiers = [new RequiresReplace<T>()],
        };
}
