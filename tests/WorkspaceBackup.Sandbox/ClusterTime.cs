namespace VeleroSandbox;

/// <summary>The sandbox's clock as one cluster reads it, whose own may be wrong.</summary>
internal sealed class ClusterTime(SandboxClock clock) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
