namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>A clock on which short waits are over at once and long limits never come.</summary>
/// <param name="longestWait">The longest wait that is over at once; 2 s.</param>
/// <param name="start">When it begins; the beginning of 1970.</param>
internal sealed class FakeTime(TimeSpan? longestWait = null, DateTimeOffset? start = null) : TimeProvider
{
    private readonly TimeSpan _longestWait = longestWait ?? TimeSpan.FromSeconds(2);

    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => (start ?? DateTimeOffset.UnixEpoch).AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= _longestWait)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
