using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a user is told about how a backup or restore ended, or why nobody waits for it any more.</summary>
internal static class OperationVerdict
{
    /// <summary>The first reasons of many say what is wrong; the others are in <c>problems</c> and in Velero's log.</summary>
    private const int MaxReasons = 5;

    /// <summary>Only Completed is success: Velero's own client says nothing of the others.</summary>
    /// <param name="review">What its own files tell; null: they were not read.</param>
    /// <returns>Null for success.</returns>
    public static Finding? OfEnd(
        OperationState state, bool allowPartiallyFailed, bool allowEmpty, OperationReview? review = null) => state switch
        {
            { Phase: "Completed", IsRestore: true, Total: 0 } => new Finding(
                allowEmpty ? Severity.Warning : Severity.Error,
                FindingKind.NothingRestored,
                state.Cluster,
                $"{state.Object} is Completed, and nothing in the backup matched it: no object was restored.",
                null,
                state.Object),
            { Phase: "Completed" } => null,

            // Velero stopped before the first object: since 1.16, say, when there is no Deployment of its name.
            { Phase: "PartiallyFailed", Total: null or 0, IsRestore: true } => Finding.Error(
                FindingKind.RunFailed,
                state.Cluster,
                $"{state.Object} ended PartiallyFailed before it restored anything: {Reason(state)}. Nothing was changed. {Log(state)}{Told(review)}",
                null,
                state.Object),
            { Phase: "PartiallyFailed" } => new Finding(
                allowPartiallyFailed ? Severity.Warning : Severity.Error,
                FindingKind.RunIncomplete,
                state.Cluster,
                $"{state.Object} ended PartiallyFailed: {Reason(state)}. The rest of it is there and can be used. "
                + $"{state.LogCommand} tells what is missing.{Told(review)}",
                null,
                state.Object),
            _ => Finding.Error(
                FindingKind.RunFailed,
                state.Cluster,
                $"{state.Object} ended {Phase(state)}: {Reason(state)}. {Log(state)}{Told(review)}",
                null,
                state.Object),
        };

    /// <summary>
    /// What Velero warned of in restores that are Completed all the same: one warning, because Terraform shows only the first of
    /// several of one title.
    /// </summary>
    /// <returns>Null: of nothing.</returns>
    public static Finding? OfWarnings(IEnumerable<(OperationState State, OperationReview? Review)> ended, string about)
    {
        var warned = ended.Where(one => one.State is { IsRestore: true, Phase: "Completed", Warnings: > 0 }).ToList();
        return warned.Count == 0 ? null : Finding.Warning(
            FindingKind.RestoredWithWarnings,
            "",
            "Velero completed these restores with warnings. As a rule each is an object that exists, differs from the backup and "
            + "was left as it is:\n\n"
            + string.Concat(warned.Select(one =>
                $"- cluster \"{one.State.Cluster}\": {one.State.Object}, {Count(one.State.Warnings, "warning")} for "
                + Count(one.State.Total ?? 0, "object")
                + (one.Review?.Problems is [{ } first, ..] ? $", the first: {first.Message}" : "") + "\n"))
            + $"\n{warned[0].State.LogCommand} tells which.") with
        {
            About = about,
        };
    }

    /// <summary>For an end that a refresh finds: it is past, and no reason to stop anything.</summary>
    /// <returns>Null while it is not over, and for success.</returns>
    public static Finding? OfUnwatchedEnd(OperationState state, bool allowPartiallyFailed, OperationReview? review) =>
        state.IsOver && OfEnd(state, allowPartiallyFailed, allowEmpty: true, review) is { } finding
            ? finding with { Severity = Severity.Warning }
            : null;

    /// <summary>
    /// For Terraform's Stop: one warning for all clusters, because Terraform shows only the first of several of one
    /// title.
    /// </summary>
    public static Finding OfStop(IReadOnlyList<OperationState> running) => Finding.Warning(
        FindingKind.RunStillGoing,
        "",
        "Velero is not stopped with it, and goes on with:\n\n"
        + string.Join('\n', running.Select(state => $"- cluster \"{state.Cluster}\": {state.Object} ({Progress(state)})")));

    /// <summary>For what is not over, and not because of Terraform's Stop.</summary>
    /// <param name="diagnosis">Why it is not; null where it was deleted or lost.</param>
    public static Finding OfUnfinished(OperationState state, WaitResult result, Diagnosis? diagnosis) => result.End switch
    {
        WaitEnd.Cancelled when diagnosis is not null => Finding.Error(
            diagnosis.GoesOn ? FindingKind.RunStillGoing : FindingKind.RunStuck,
            state.Cluster,
            $"{state.Object} was not over in time ({Progress(state)}). {diagnosis.Text}",
            null,
            state.Object),
        WaitEnd.Gone => Finding.Error(
            FindingKind.RunFailed,
            state.Cluster,
            $"{state.Object} was deleted while it was waited for ({Progress(state)}).",
            null,
            state.Object),
        _ => Finding.Of(result.Fault! with
        {
            Object = state.Object,
            Detail = $"{result.Fault!.Detail}; it was lost while {state.Object} was waited for ({Progress(state)}), "
                + "which goes on if the cluster still runs",
        }),
    };

    /// <summary>Another cluster stands behind the key: its objects are not this operation's, whatever they are called.</summary>
    public static Finding OfAnotherCluster(KnownObject known, string @object) => Finding.Error(
        FindingKind.AnotherCluster,
        known.Cluster.Name,
        $"Cluster \"{known.Cluster.Name}\" is not the one that {@object} was made on (its kube-system namespace had uid "
        + $"{known.ClusterUid}): the connection leads to another cluster, or the cluster was rebuilt. Nothing was touched "
        + "there.",
        null,
        @object);

    public static string Progress(OperationState state) => state switch
    {
        { QueuePosition: { } position, Phase: "Queued" } => $"phase Queued, position {position}",
        { Total: null } => $"phase {Phase(state)}",
        _ => $"phase {Phase(state)}, {state.Done ?? 0} of {state.Total} items",
    };

    /// <summary>The reasons that Velero's files have, or in one line why they could not be read.</summary>
    private static string Told(OperationReview? review) => review switch
    {
        { Problems: { Count: > 0 } problems } => "\n\nIts first reasons:\n"
            + string.Concat(problems.Take(MaxReasons).Select(static problem => $"\n- {problem}"))
            + (problems.Count > MaxReasons ? "\n- and more, see the attribute problems" : ""),
        { Unread: [{ } unread, ..] } => $"\n\nIts reasons are not here: {unread}."
            + (review.Needed.Count > 0 ? $" It needs, in Velero's namespace, {AccessRight.Rules(review.Needed)}." : ""),
        _ => "",
    };

    /// <summary>What failed validation has no log.</summary>
    private static string Log(OperationState state) => state.Phase == "FailedValidation"
        ? "Nothing was begun: what Velero names has to be corrected first."
        : $"{state.LogCommand} tells more.";

    private static string Reason(OperationState state)
    {
        List<string> reasons = [.. state.ValidationErrors];
        if (state.FailureReason is { } reason)
        {
            reasons.Add(reason);
        }

        if (state.Errors > 0 || state.Warnings > 0)
        {
            reasons.Add($"{Count(state.Errors, "error")} and {Count(state.Warnings, "warning")}");
        }

        return reasons.Count == 0 ? "Velero gave no reason" : PlainText.Line(string.Join("; ", reasons));
    }

    private static string Count(long number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Phase(OperationState state) => PlainText.Line(state.Phase, 100);
}
