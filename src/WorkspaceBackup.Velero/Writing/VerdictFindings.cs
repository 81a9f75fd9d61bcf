using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What Velero makes of a spec on one cluster, beyond what was said of it for every cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="object">The object that the spec is of.</param>
/// <param name="root">Where the spec stands in it.</param>
/// <param name="runsNow">It is a Backup or a Restore, not a Schedule.</param>
/// <param name="planning">Nothing is written now: what is missing may still be made by the same apply.</param>
/// <param name="allowsPartial">An end in PartiallyFailed is no failure.</param>
internal sealed class VerdictFindings(
    string cluster, string @object, string root, bool runsNow, bool planning, bool allowsPartial = false)
{
    /// <param name="here">With what is known of the cluster.</param>
    /// <param name="configured">Of the configuration alone, with nothing known of any cluster: that was said of it.</param>
    public IReadOnlyList<Finding> Of(Verdict here, Verdict configured) =>
        [.. here.Reasons.Where(reason => !IsSaid(reason, configured)).Select(Of).Distinct()];

    private bool IsSaid(VerdictReason reason, Verdict configured) => configured.Reasons.Any(said =>
        said.Mending == Mending.Spec && said.Rule == reason.Rule && said.Field == reason.Field && said.Subject == reason.Subject
        && said.IsErrorFor(runsNow: true) == IsError(reason));

    private bool IsError(VerdictReason reason) => reason.IsErrorFor(runsNow, allowsPartial);

    private Finding Of(VerdictReason reason)
    {
        var isError = IsError(reason);
        var text = reason.Text + (isError ? Making(reason) : Until(reason));
        return new Finding(
            isError ? Severity.Error : Severity.Warning, KindOf(reason.Rule), cluster, text, $"{root}.{reason.Field}", ObjectOf(reason))
        {
            Rule = reason.Rule,
        };
    }

    private string Until(VerdictReason reason) =>
        !runsNow && reason.Fate >= Fate.Never && reason.Mending == Mending.Cluster
            ? " Until that changes, no backup made there is usable."
            : "";

    private string Making(VerdictReason reason) =>
        planning && reason.Rule is VerdictRule.NamespaceMissing or VerdictRule.LocationMissing
            or VerdictRule.SnapshotLocationMissing or VerdictRule.PolicyMissing or VerdictRule.RestorePolicyMissing
            or VerdictRule.ModifierMissing or VerdictRule.SourceMissing or VerdictRule.SourceLocationMissing
        ? " If it is made together with this, name it by something that is known only once it is made."
        : "";

    private string ObjectOf(VerdictReason reason) => reason.Rule is VerdictRule.NamespaceMissing or VerdictRule.NamespaceLabelledOut
        ? $"Namespace {reason.Subject}"
        : @object;

    private static FindingKind KindOf(VerdictRule rule) => rule switch
    {
        VerdictRule.NamespaceMissing => FindingKind.NamespaceMissing,
        VerdictRule.NamespaceLabelledOut => FindingKind.NamespaceExcluded,
        VerdictRule.SnapshotLocationAmbiguous => FindingKind.SnapshotLocationAmbiguous,
        _ => FindingKind.Verdict,
    };
}
