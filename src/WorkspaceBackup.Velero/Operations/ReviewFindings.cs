using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a user has to know that no phase tells: each kind is one finding per cluster, and one message for all of them.</summary>
internal static class ReviewFindings
{
    private const int MaxNamed = 10;

    /// <param name="about">The operation, for titles.</param>
    /// <param name="isEndTold">A bad end is a finding of its own, which tells why its reasons could not be read.</param>
    public static IReadOnlyList<Finding> Of(
        IReadOnlyList<(OperationState State, OperationReview Review)> over, string about, bool requireVolumes, bool requireVerified,
        bool isEndTold = true) =>
    [
        .. over.Where(static one => one.Review.MissingVolumes.Count > 0).Select(one => new Finding(
            requireVolumes ? Severity.Error : Severity.Warning, FindingKind.VolumesMissing, one.State.Cluster, Volumes(one.State, one.Review),
            null, one.State.Object) { About = about }),
        .. over.Where(static one => one.Review.Verification is { Reason: null } done && done.Missing.Count + done.Failed.Count > 0)
            .Select(one => new Finding(
                requireVerified ? Severity.Error : Severity.Warning, FindingKind.RestoreNotWhole, one.State.Cluster,
                Objects(one.State, one.Review.Verification!), null, one.State.Object) { About = about }),
        .. over.Where(one => one.Review.Unread.Count > 0
            && !(isEndTold && one.State.Phase != "Completed" && one.Review.Problems.Count == 0)).Select(one => Finding.Warning(
            FindingKind.FilesNotRead, one.State.Cluster, Unread(one.State, one.Review), null, one.State.Object) with { About = about }),
    ];

    private static string Volumes(OperationState state, OperationReview review)
    {
        var (missing, all) = (review.MissingVolumes, review.Volumes!.Count);
        var none = missing.Count == all ? all == 1 ? "its only volume" : $"any of its {all} volumes" : $"{missing.Count} of its {all} volumes";
        return $"{state.Object} on cluster \"{state.Cluster}\" is {state.Phase} and does NOT hold the data of {none}. A restore of it "
            + "brings these claims back empty, or not at all:\n\n"
            + string.Join('\n', missing.Take(MaxNamed).Select(static volume => $"- {volume.Key}: {volume.Reason}"))
            + (missing.Count > MaxNamed ? $"\n- and {missing.Count - MaxNamed} more" : "");
    }

    private static string Objects(OperationState state, RestoreVerification done) =>
        $"{state.Object} on cluster \"{state.Cluster}\" ended {state.Phase}, and not all that it was to bring back is there:\n\n"
        + string.Join('\n', Named("missing, though the backup holds it", done.Missing).Concat(Named("failed", done.Failed)));

    private static IEnumerable<string> Named(string what, IReadOnlyList<ListedObject> objects) => objects
        .Take(MaxNamed).Select(item => $"- {item}: {what}")
        .Concat(objects.Count > MaxNamed ? [$"- and {objects.Count - MaxNamed} more {what.Split(',')[0]}"] : []);

    private static string Unread(OperationState state, OperationReview review) =>
        (state.IsRestore
            ? $"What {state.Object} on cluster \"{state.Cluster}\" restored is not verified, because its files were not read: "
            : $"Whether {state.Object} on cluster \"{state.Cluster}\" holds the data of its volumes, or why it failed, is not known, because "
              + "its files were not read: ")
        + string.Join("; ", review.Unread) + "."
        + (review.Needed.Count > 0 ? $" It needs, in Velero's namespace, {AccessRight.Rules(review.Needed)}." : "");
}
