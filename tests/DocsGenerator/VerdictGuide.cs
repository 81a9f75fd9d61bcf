using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace DocsGenerator;

/// <summary>What the troubleshooting guide says of Velero's verdicts: one row for each title.</summary>
internal static class VerdictGuide
{
    public static IEnumerable<(string Summary, string Cause, string Remedy)> Rows() => Enum.GetValues<VerdictRule>()
        .Select(static rule => (Rule: rule, Words: VerdictWording.Of(rule)))
        .GroupBy(static item => item.Words.Summary, StringComparer.Ordinal)
        .Select(static same => (
            same.Key,
            string.Join(' ', same.Select(static item => CauseOf(item.Rule)).Distinct()),
            string.Join(' ', Remedies([.. same.Select(static item => item.Words.Remedy).Distinct()]))));

    /// <summary>Without one that another begins with.</summary>
    private static IEnumerable<string> Remedies(IReadOnlyList<string> all) => all.Where(remedy =>
        !all.Any(other => other.Length > remedy.Length && other.StartsWith(remedy, StringComparison.Ordinal)));

    private static string CauseOf(VerdictRule rule) => rule switch
    {
        VerdictRule.SelectorInvalid or VerdictRule.HookSelectorInvalid =>
            "A label selector has an unknown operator, too many or too few values, or an "
            + "invalid key or value. Velero accepts it, and then fails to list any objects.",
        VerdictRule.SelectorEmpty => "A selector has no labels and no expressions. Velero cannot use it.",
        VerdictRule.SelectorsBoth => "`label_selector` and `or_label_selectors` are both set.",
        VerdictRule.HookWithoutEffect => "A hook has no steps, or its resources are not pods: Velero runs hooks in pods only.",
        VerdictRule.HookCommandMissing => "A hook has an empty command.",
        VerdictRule.HookOnErrorUnknown => "`on_error` of a hook is neither `Continue` nor `Fail`.",
        VerdictRule.HookContainerIncomplete => "An init container of a restore hook lacks its name, image or command.",
        VerdictRule.NamespaceStarBesideOthers => "`*` is listed together with names of namespaces.",
        VerdictRule.NamespacesAllExcluded or VerdictRule.ResourcesAllExcluded => "The list excludes everything.",
        VerdictRule.NamespaceIncludedAndExcluded or VerdictRule.ResourceIncludedAndExcluded =>
            "A name is both included and excluded, perhaps with two spellings (`cm`, `configmaps`).",
        VerdictRule.NamespaceNameInvalid or VerdictRule.NamespaceBlank or VerdictRule.NamespaceTargetInvalid =>
            "A value is neither the name of a namespace nor a pattern that Velero can read.",
        VerdictRule.NamespacePatternUnsupported => "Patterns of namespaces need Velero 1.18 on the cluster.",
        VerdictRule.NamespacePatternMatchesNothing => "The cluster has no namespace that the pattern matches.",
        VerdictRule.NamespaceListAbsentBesidePattern =>
            "Velero 1.18.0 backs up nothing if patterns are excluded and no namespace is included.",
        VerdictRule.NamespaceLabelledOut =>
            "A namespace in the list has the label `velero.io/exclude-from-backup`. The whole backup fails.",
        VerdictRule.NamespaceMissing => "A namespace does not exist on the cluster.",
        VerdictRule.ResourceStarBesideOthers => "`*` is listed together with names of resources.",
        VerdictRule.ResourceUnknown => "The cluster has no resource of that name, so it adds nothing to the backup.",
        VerdictRule.ResourceScopeMismatch => "A resource is in the list for the other scope, where Velero ignores it.",
        VerdictRule.ResourceClusterScopedLeftOut =>
            "A cluster-wide resource is listed, and Velero leaves it out: such resources are excluded, or only some namespaces are taken, "
            + "and nothing in them brings it along.",
        VerdictRule.ResourceNotRestorable => "Velero never restores this resource.",
        VerdictRule.FiltersMixed or VerdictRule.PolicyBesideFilters =>
            "`include_cluster_resources`, `included_resources` or `excluded_resources` is set together with one of the "
            + "`..._scoped_resources`, or with a policy that chooses resources.",
        VerdictRule.LocationMissing or VerdictRule.SourceLocationMissing => "The backup location does not exist on the cluster.",
        VerdictRule.LocationReadOnly => "Velero writes no backup to a read-only location.",
        VerdictRule.LocationUnavailable => "Velero cannot use the location at the moment.",
        VerdictRule.SnapshotLocationMissing => "`volume_snapshot_locations` names one that the cluster does not have.",
        VerdictRule.SnapshotLocationsOfOneProvider or VerdictRule.SnapshotLocationAmbiguous =>
            "A backup uses one location of each provider. Two are named, or none is named and there are several.",
        VerdictRule.PolicyMissing => "The ConfigMap that `resource_policy` names does not exist in Velero's namespace.",
        VerdictRule.RestorePolicyMissing => "The ConfigMap that a restore's `resource_policy` names does not exist in Velero's namespace.",
        VerdictRule.PolicyUnreadable => "Velero cannot read the policies in the ConfigMap.",
        VerdictRule.PolicyKindIgnored => "`resource_policy` has a kind that Velero does not know: it would ignore the policy.",
        VerdictRule.ModifierMissing => "The ConfigMap that `resource_modifier` names does not exist in Velero's namespace.",
        VerdictRule.ModifierUnreadable => "Velero cannot read the rules in the ConfigMap.",
        VerdictRule.DurationNegative => "A time is negative.",
        VerdictRule.DurationZero => "Velero ignores a time of zero, and uses its own default.",
        VerdictRule.ExpiryPast => "The backup would expire before it begins.",
        VerdictRule.ParallelismNotPositive => "The number of files at a time is below 1.",
        VerdictRule.OrderedNameWithoutNamespace => "Velero only finds an object of `ordered_resources` if its namespace is given.",
        VerdictRule.OrderedWithoutEffect =>
            "Velero looks up `ordered_resources` by the plural without the group, and (before 1.19) the names as they are, blanks included.",
        VerdictRule.OlderField => "The object has `defaultVolumesToRestic: true`, which Velero still reads and prefers.",
        VerdictRule.NodeAgentMissing => "The node agent has to read or move volumes, and none of its pods is ready.",
        VerdictRule.SourceMissing => "The backup to restore from does not exist.",
        VerdictRule.SourceAmbiguous => "A restore has to name one backup.",
        VerdictRule.SourceNotUsable => "The phase of the backup does not allow a restore.",
        VerdictRule.SourceExpired => "The backup is past its expiry; Velero may delete it at any time.",
        VerdictRule.ExistingPolicyUnknown => "Velero does not know this policy for existing objects.",
        VerdictRule.NamespaceNotInBackup => "The backup contains nothing of the namespace.",
        VerdictRule.NamespaceMappedFromNothing =>
            "A namespace is mapped, but it is not restored. Velero maps names, and no patterns.",
        VerdictRule.NamespacesMappedIntoOne =>
            "Two namespaces are restored into one. If two objects have the same name, one of them is lost, and the restore is still Completed.",
        VerdictRule.ServerNotNamedVelero => "Since 1.16 a restore needs a Deployment named `velero` in Velero's namespace.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "a rule without a cause"),
    };
}
