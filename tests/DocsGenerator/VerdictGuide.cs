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
            string.Join(' ', same.Select(static item => item.Words.Remedy).Distinct())));

    private static string CauseOf(VerdictRule rule) => rule switch
    {
        VerdictRule.SelectorInvalid or VerdictRule.HookSelectorInvalid =>
            "A label selector has an unknown operator, values where there must be none, none where there must be some, or an "
            + "illegal key or value. Velero accepts it, and then every list of objects fails.",
        VerdictRule.SelectorEmpty => "A selector selects by nothing. Velero cannot make a query of it.",
        VerdictRule.SelectorsBoth => "`label_selector` and `or_label_selectors` are both set.",
        VerdictRule.HookCommandMissing => "A hook has an empty command.",
        VerdictRule.HookOnErrorUnknown => "`on_error` of a hook is neither `Continue` nor `Fail`.",
        VerdictRule.HookContainerIncomplete => "An init container of a restore hook lacks its name, image or command.",
        VerdictRule.NamespaceStarBesideOthers => "`*` stands beside names of namespaces.",
        VerdictRule.NamespacesAllExcluded or VerdictRule.ResourcesAllExcluded => "What is left out is all that there is.",
        VerdictRule.NamespaceIncludedAndExcluded or VerdictRule.ResourceIncludedAndExcluded =>
            "A name is in an inclusion and in its exclusion, perhaps in another spelling (`cm`, `configmaps`).",
        VerdictRule.NamespaceNameInvalid or VerdictRule.NamespaceBlank or VerdictRule.NamespaceTargetInvalid =>
            "A text is neither a name of a namespace nor a pattern that Velero reads.",
        VerdictRule.NamespacePatternUnsupported => "Patterns of namespaces need Velero 1.18 on the cluster.",
        VerdictRule.NamespacePatternMatchesNothing => "The cluster has no namespace that the pattern matches.",
        VerdictRule.NamespaceListAbsentBesidePattern =>
            "Velero 1.18.0 backs up nothing when patterns are excluded and no namespace is included.",
        VerdictRule.NamespaceLabelledOut =>
            "A namespace that is listed by name carries `velero.io/exclude-from-backup=true`: the whole backup fails.",
        VerdictRule.NamespaceMissing => "A namespace does not exist on the cluster.",
        VerdictRule.ResourceStarBesideOthers => "`*` stands beside names of resources.",
        VerdictRule.ResourceUnknown => "The name is no resource of the cluster, so it adds nothing to the backup.",
        VerdictRule.ResourceScopeMismatch => "A resource stands in the list for the other scope; Velero ignores it there.",
        VerdictRule.ResourceClusterScopedLeftOut => "A resource without namespaces is listed, and those are left out.",
        VerdictRule.ResourceNotRestorable => "Velero never restores this resource.",
        VerdictRule.FiltersMixed or VerdictRule.PolicyBesideFilters =>
            "`include_cluster_resources`, `included_resources` or `excluded_resources` beside one of the "
            + "`..._scoped_resources`, or beside a policy that chooses resources.",
        VerdictRule.LocationMissing or VerdictRule.SourceLocationMissing => "The backup location does not exist on the cluster.",
        VerdictRule.LocationReadOnly => "Velero writes no backup to a location that is read-only.",
        VerdictRule.LocationUnavailable => "Velero cannot use the location now.",
        VerdictRule.SnapshotLocationMissing => "`volume_snapshot_locations` names one that the cluster does not have.",
        VerdictRule.SnapshotLocationsOfOneProvider or VerdictRule.SnapshotLocationAmbiguous =>
            "A backup takes one location of each provider: two are named, or none is and there are several.",
        VerdictRule.PolicyMissing => "The ConfigMap that `resource_policy` names does not exist in Velero's namespace.",
        VerdictRule.RestorePolicyMissing => "The ConfigMap that a restore's `resource_policy` names does not exist in Velero's namespace.",
        VerdictRule.PolicyUnreadable => "Velero cannot read the policies in the ConfigMap.",
        VerdictRule.PolicyKindIgnored => "`resource_policy` has a kind that Velero does not know: it would ignore the policy.",
        VerdictRule.ModifierMissing => "The ConfigMap that `resource_modifier` names does not exist in Velero's namespace.",
        VerdictRule.ModifierUnreadable => "Velero cannot read the rules in the ConfigMap.",
        VerdictRule.DurationNegative => "A time is negative, and so over before it begins.",
        VerdictRule.DurationZero => "A time of zero is none to Velero: it takes its own default.",
        VerdictRule.ExpiryPast => "The backup would expire before it begins.",
        VerdictRule.ParallelismNotPositive => "A number of files at a time is below 1.",
        VerdictRule.OrderedNameWithoutNamespace => "Velero finds an object of `ordered_resources` only with its namespace.",
        VerdictRule.OlderField => "The object has `defaultVolumesToRestic: true`, which Velero still reads and prefers.",
        VerdictRule.NodeAgentMissing => "Volumes are to be read or moved by the node agent, and no pod of it is ready.",
        VerdictRule.SourceMissing => "The backup to restore from does not exist.",
        VerdictRule.SourceAmbiguous => "A restore has to name one backup.",
        VerdictRule.SourceNotUsable => "The backup did not end as one that can be restored.",
        VerdictRule.SourceExpired => "The backup is past its expiry; Velero may delete it at any time.",
        VerdictRule.ExistingPolicyUnknown => "Velero knows no such policy for objects that exist.",
        VerdictRule.NamespaceNotInBackup => "The backup holds nothing of the namespace.",
        VerdictRule.NamespaceMappedFromNothing => "A namespace is mapped, and nothing of it is restored.",
        VerdictRule.NamespacesMappedIntoOne =>
            "Two namespaces go into one. Of objects of the same name, one is lost, and the restore is Completed.",
        VerdictRule.ServerNotNamedVelero => "Since 1.16 a restore needs a Deployment named `velero` in Velero's namespace.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "a rule without a cause"),
    };
}
