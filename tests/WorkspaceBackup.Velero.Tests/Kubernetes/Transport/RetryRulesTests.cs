using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class RetryRulesTests
{
    [Fact]
    public void Waits_double_and_jitter_takes_up_to_half_away()
    {
        var failure = new AttemptFailure(new Fault(FaultKind.ServerError, "eu", ""), 503);
        Assert.Equal([200, 400, 800, 1600], Waits(failure, 1));
        Assert.Equal([100, 200, 400, 800], Waits(failure, 0));
        Assert.Null(RetryRules.Delay(failure, 5, false, 1));
    }

    [Fact]
    public void What_the_server_asks_for_is_never_shortened()
    {
        var failure = new AttemptFailure(new Fault(FaultKind.TooManyRequests, "eu", ""), 429, TimeSpan.FromSeconds(1));
        Assert.Equal([1000, 1000, 1000, 1000], Waits(failure, 0));
        Assert.Equal([1100, 1100, 1100, 1100], Waits(failure, 1));
    }

    public static TheoryData<FaultKind> Final => [.. Enum.GetValues<FaultKind>().Except(
    [
        FaultKind.ConnectionRefused, FaultKind.ConnectionReset, FaultKind.NameLookupFailed, FaultKind.TooManyRequests,
            FaultKind.ServerError,
    ])];

    [Theory]
    [MemberData(nameof(Final))]
    public void Every_other_failure_is_final(FaultKind kind) =>
        Assert.Null(RetryRules.Delay(new AttemptFailure(new Fault(kind, "eu", ""), 500), 1, false, 0));

    private static IEnumerable<double> Waits(AttemptFailure failure, double jitter) =>
        Enumerable.Range(1, 4).Select(n => RetryRules.Delay(failure, n, false, jitter)!.Value.TotalMilliseconds);
}
