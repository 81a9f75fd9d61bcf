using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a user is told about how a backup or restore ended, or why nobody waits for it any more.</summary>
internal static class RunVerdict
{
    /// <summary>Only Completed is success: Velero's own client says nothing of the others.</summary>
    /// <returns>Null for success.</returns>
    public static Finding? OfEnd(RunState state, bool allowPartiallyFailed) => state.Phase switch
    {
        "Completed" => null,
        "PartiallyFailed" => new Finding(
            allowPartiallyFailed ? Severity.Warning : Severity.Error,
            FindingKind.RunIncomplete,
            state.Cluster,
            $"{state.Object} ended PartiallyFailed: {Reason(state)}. The rest of it is there and can be used. "
            + $"{state.LogCommand} tells what is missing; allow_partially_failed = true takes such an end for success.",
            null,
            state.Object),
        _ => Finding.Error(
            FindingKind.RunFailed,
            state.Cluster,
            $"{state.Object} ended {Phase(state)}: {Reason(state)}. {state.LogCommand} tells more.",
            null,
            state.Object),
    };

    /// <summary>For an end that a refresh finds: it is past, and no reason to stop anything.</summary>
    /// <returns>Null while it is not over, and for success.</returns>
    public static Finding? OfUnwatchedEnd(RunState state, bool allowPartiallyFailed) =>
        state.IsOver && OfEnd(state, allowPartiallyFailed) is { } finding
            ? finding with { Severity = Severity.Warning }
            : null;

    /// <summary>
    /// For Terraform's Stop: one warning for all clusters, because Terraform shows only the first of several of one
    /// title.
    /// </summary>
    public static Finding OfStop(IReadOnlyList<RunState> running) => Finding.Warning(
        FindingKind.RunStillGoing,
        "",
        "Stopping Terraform does not stop Velero, which goes on with:\n\n"
        + string.Concat(running.Select(state => $"- cluster \"{state.Cluster}\": {state.Object} ({Progress(state)})\n"))
        + "\nThe next plan or refresh shows how it ended.");

    /// <summary>For what is not over, and not because of Terraform's Stop.</summary>
    public static Finding OfUnfinished(RunState state, WaitResult result) => result.End switch
    {
        WaitEnd.Cancelled when result.Fault is null => Finding.Error(
            FindingKind.RunStillGoing,
            state.Cluster,
            $"{state.Object} was not over in time ({Progress(state)}); timeouts.create allows more. It goes on in the "
            + "cluster, and the next plan or refresh shows how it ended.",
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

    public static string Progress(RunState state) => state.Total is null
        ? $"phase {Phase(state)}"
        : $"phase {Phase(state)}, {state.Done ?? 0} of {state.Total} items";

    private static string Reason(RunState state)
    {
        List<string> reasons = [.. state.ValidationErrors];
        if (state.FailureReason is { } reason)
        {
            reasons.Add(reason);
        }

        if (state.Errors > 0 || state.Warnings > 0)
        {
            reasons.Add($"{state.Errors} errors and {state.Warnings} warnings");
        }

        return reasons.Count == 0 ? "Velero gave no reason" : PlainText.Line(string.Join("; ", reasons));
    }

    private static string Phase(RunState state) => PlainText.Line(state.Phase, 100);
}
