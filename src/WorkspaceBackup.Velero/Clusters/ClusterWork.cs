using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// The one place that turns any exception of one cluster's work into that cluster's fault: what a cluster sends may be such
/// that no reader has thought of it, and the other clusters, and what was already written, must not go down with it.
/// </summary>
internal static class ClusterWork
{
    private const int MessageLimit = 300;

    /// <summary>A stop goes through; whatever else is thrown becomes the result of <paramref name="failed"/>.</summary>
    public static async Task<T> GuardAsync<T>(string cluster, Func<Task<T>> work, Func<Fault, T> failed)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return failed(FaultOf(cluster, e));
        }
    }

    public static Task<Outcome<T>> GuardAsync<T>(string cluster, Func<Task<Outcome<T>>> work) =>
        GuardAsync(cluster, work, static fault => fault);

    public static Fault FaultOf(string cluster, Exception exception) => MachineLimit.Of(exception) is { } limit
        ? new Fault(FaultKind.MachineLimit, cluster, limit)
        : new Fault(
            FaultKind.UnexpectedAnswer,
            cluster,
            "something it sent could not be made sense of: "
            + PlainText.Line(
                $"{exception.GetType().Name}: {Redaction.Of(exception.Message, [], [])}", MessageLimit));
}
