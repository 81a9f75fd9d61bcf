namespace AcceptanceTests.Harness;

public sealed class WhileAsyncTests
{
    private static readonly Task<TerraformResult> s_failed =
        Task.FromResult(TerraformResult.FromLines(new(1, "", "what went wrong")));

    [Fact]
    public async Task A_run_that_fails_at_the_last_act_may_end_before_the_act_does()
    {
        var act = new TaskCompletionSource();

        var both = AcceptanceTest.WhileAsync(s_failed, act.Task);
        act.SetResult();

        Assert.Equal(1, (await both).Command.ExitCode);
    }

    [Fact]
    public async Task An_act_that_fails_ends_the_waiting()
    {
        var act = Task.FromException(new TimeoutException());
        var waits = new TaskCompletionSource<TerraformResult>();

        await Assert.ThrowsAsync<TimeoutException>(() => AcceptanceTest.WhileAsync(waits.Task, act));
    }
}
