using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>One thing that decides what comes of a spec.</summary>
/// <param name="Rule">Its kind.</param>
/// <param name="Fate">What it makes of the spec; <see cref="Verdicts.Fate.Good"/> for what Velero takes all the same.</param>
/// <param name="Mending">What has to change.</param>
/// <param name="Field">Where, within the spec: <c>includedNamespaces</c>, <c>hooks.resources</c>.</param>
/// <param name="Text">Why, as a sentence of its own.</param>
public sealed record VerdictReason(VerdictRule Rule, Fate Fate, Mending Mending, string Field, string Text)
{
    /// <summary>What it is about, where there can be several of one kind: a namespace, a resource.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The phase that it leads to; null when it changes none.</summary>
    public string? Phase { get; init; }

    /// <summary>The server's own words in the object's status; null where it has none, or is not known to.</summary>
    public string? Said { get; init; }

    /// <summary>Velero takes it, and nobody can mean it.</summary>
    public bool IsSenseless => Rule is VerdictRule.DurationNegative or VerdictRule.ParallelismNotPositive
        or VerdictRule.PolicyKindIgnored or VerdictRule.ExpiryPast or VerdictRule.ExistingPolicyUnknown
        or VerdictRule.RestorePolicyMissing;

    /// <summary>
    /// Whether it stands in the way. What the cluster may mend by itself stands in the way of a backup that runs now, and
    /// not of a schedule, and so does an end in PartiallyFailed that would be told as a failure; a backup that is Completed with less than it names is the user's to judge.
    /// </summary>
    /// <param name="runsNow">A Backup or a Restore, not a Schedule.</param>
    /// <param name="allowsPartial">An end in PartiallyFailed is as good as one in Completed.</param>
    public bool IsErrorFor(bool runsNow, bool allowsPartial = false) =>
        IsSenseless
        || (Fate >= Fate.Never && (Mending != Mending.Cluster || runsNow))
        || (Phase == Phases.PartiallyFailed && runsNow && !allowsPartial);
}
