namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>What Velero makes of a spec, as far as what is known of the cluster decides it.</summary>
/// <param name="Reasons">In the order in which Velero comes upon them.</param>
/// <param name="Unknown">What would have to be known to judge the rest, in a few words each.</param>
public sealed record Verdict(IReadOnlyList<VerdictReason> Reasons, IReadOnlyList<string> Unknown)
{
    public static Verdict None { get; } = new([], []);

    public Fate Fate => Reasons.Count == 0 ? Fate.Good : Reasons.Max(reason => reason.Fate);

    /// <summary>
    /// The phase it ends in: <c>Completed</c>, <c>PartiallyFailed</c>, <c>Failed</c>, <c>FailedValidation</c>; or
    /// <c>InProgress</c>, for ever.
    /// </summary>
    public string Phase
    {
        get
        {
            foreach (var phase in (ReadOnlySpan<string>)
                [Phases.FailedValidation, Phases.Failed, Phases.InProgress, Phases.PartiallyFailed])
            {
                if (Reasons.Any(reason => reason.Phase == phase))
                {
                    return phase;
                }
            }

            return Phases.Completed;
        }
    }

    /// <summary>What stands in the object's <c>validationErrors</c>.</summary>
    public IReadOnlyList<string> ValidationErrors =>
        [.. Reasons.Where(reason => reason.Phase == Phases.FailedValidation).Select(reason => reason.Said ?? reason.Text)];

    /// <summary>What stands in the object's <c>failureReason</c>; null unless it fails.</summary>
    public string? FailureReason => Phase == Phases.Failed
        ? Reasons.First(reason => reason.Phase == Phases.Failed) is var first ? first.Said ?? first.Text : null
        : null;

    /// <summary>What is said whatever the server's version is: what each version says, at its mildest.</summary>
    internal static Verdict OfAll(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        var reasons = new List<VerdictReason>();
        foreach (var reason in all[^1].Reasons)
        {
            var same = all
                .Select(verdict => verdict.Reasons.FirstOrDefault(other => Matches(other, reason)))
                .OfType<VerdictReason>()
                .ToList();
            if (same.Count == all.Count)
            {
                reasons.Add(same.MinBy(other => other.Fate)!);
            }
        }

        return new Verdict(
            reasons, [.. all.SelectMany(verdict => verdict.Unknown).Append("the version of Velero").Distinct()]);
    }

    private static bool Matches(VerdictReason left, VerdictReason right) =>
        left.Rule == right.Rule && left.Field == right.Field && left.Subject == right.Subject;
}
