namespace VeleroSandbox;

/// <summary>
/// The time of all clusters. A fake clock stands still until it is advanced; a running one goes with real time and can
/// be advanced too. What is due happens in the order of time, with the clock showing that time.
/// </summary>
public sealed class SandboxClock : TimeProvider, IDisposable
{
    /// <summary>Where a fake clock begins.</summary>
    public static readonly DateTimeOffset FakeStart = new(2026, 3, 2, 10, 15, 20, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _due = new();
    private readonly Lock _queue = new();
    private readonly TimeProvider? _real;
    private readonly ITimer? _pump;
    private long _frozenTicks;
    private long _aheadTicks;
    private long _order;

    /// <param name="real">What a running clock goes with; null for a fake one.</param>
    internal SandboxClock(TimeProvider? real, DateTimeOffset? start = null)
    {
        _real = real;
        if (real is null)
        {
            Freeze(start ?? FakeStart);
        }
        else
        {
            var every = TimeSpan.FromMilliseconds(100);
            _pump = real.CreateTimer(_ => Advance(TimeSpan.Zero), null, every, every);
        }
    }

    /// <summary>Held while anything that is due happens. Controllers run under it, one at a time.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Called between what is due: lets reactions to changes come first.</summary>
    internal Action? Settle { get; set; }

    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref _frozenTicks) is not 0 and var ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : _real!.GetUtcNow() + new TimeSpan(Volatile.Read(ref _aheadTicks));

    /// <summary>Moves the clock, and lets happen what becomes due on the way. Returns when all of it has.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (Gate)
        {
            var target = GetUtcNow() + by;
            Settle?.Invoke();
            while (Next(target) is (var due, var action))
            {
                if (due > GetUtcNow())
                {
                    Freeze(due);
                }

                action();
                Settle?.Invoke();
            }

            if (_real is null)
            {
                Freeze(target);
            }
            else
            {
                Interlocked.Add(ref _aheadTicks, by.Ticks);
                Volatile.Write(ref _frozenTicks, 0);
            }
        }
    }

    /// <summary>Moves the clock to a time that is not past.</summary>
    public void AdvanceTo(DateTimeOffset time) => Advance(time - GetUtcNow());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ClockTimer(this, callback, state, dueTime, period);

    public void Dispose() => _pump?.Dispose();

    internal void Schedule(DateTimeOffset due, Action action)
    {
        lock (_queue)
        {
            _due.Enqueue(action, (due, _order++));
        }
    }

    private void Freeze(DateTimeOffset time) => Volatile.Write(ref _frozenTicks, time.UtcTicks);

    private (DateTimeOffset Due, Action Action)? Next(DateTimeOffset target)
    {
        lock (_queue)
        {
            return _due.TryPeek(out var action, out var priority) && priority.Due <= target
                && _due.TryDequeue(out _, out _)
                ? (priority.Due, action)
                : null;
        }
    }

    private sealed class ClockTimer : ITimer
    {
        private readonly SandboxClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private int _generation;

        public ClockTimer(SandboxClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var generation = Interlocked.Increment(ref _generation);
            if (dueTime >= TimeSpan.Zero)
            {
                Arm(_clock.GetUtcNow() + dueTime, period, generation);
            }

            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _generation);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(DateTimeOffset due, TimeSpan period, int generation) => _clock.Schedule(due, () =>
        {
            if (generation != Volatile.Read(ref _generation))
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                Arm(due + period, period, generation);
            }

            _callback(_state);
        });
    }
}
