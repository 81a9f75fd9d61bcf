using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Tests.Clusters;

public sealed class ClusterWorkTests
{
    [Fact]
    public async Task What_is_done_without_an_exception_is_the_result()
    {
        Outcome<int> outcome = await ClusterWork.GuardAsync("eu", () => Task.FromResult<Outcome<int>>(7));
        Assert.Equal(7, outcome.Value);
    }

    [Fact]
    public async Task An_exception_is_the_clusters_fault_with_its_cause()
    {
        Outcome<int> outcome = await ClusterWork.GuardAsync<int>(
            "eu", () => throw new FormatException("no\u001b[2Jdate\nApply complete!"));
        Assert.Equal((FaultKind.UnexpectedAnswer, "eu"), (outcome.Fault!.Kind, outcome.Fault.Cluster));
        Assert.Contains("FormatException: no [2Jdate Apply complete!", outcome.Fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_memory_is_this_machines_trouble()
    {
        Outcome<int> outcome = await ClusterWork.GuardAsync<int>("eu", () => throw new OutOfMemoryException());
        Assert.Equal(FaultKind.MachineLimit, outcome.Fault!.Kind);
    }

    [Fact]
    public async Task A_stop_goes_through() => await Assert.ThrowsAsync<OperationCanceledException>(
        () => ClusterWork.GuardAsync<int>("eu", () => throw new OperationCanceledException()));
}
