using System.Collections.Concurrent;
using VeleroSandbox;
using WorkspaceBackup.Velero.Downloads;

namespace Reliability.Tests.Driver;

/// <summary>
/// The provider's clock: it stands still while anything is under way, and moves straight to what is due next when
/// nothing is. So a time limit is reached exactly when an answer does not come, on a slow machine too, and waiting
/// takes no time.
/// </summary>
/// <param name="requestLimit">
/// The configured <c>request_timeout</c>, used for nothing else: a timer of this length is a request.
/// </param>
internal sealed class IdleTime(TimeSpan requestLimit) : TimeProvider
{
    // Longer ones are for people to run into, not for tests: whatever waits that long hangs.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>A file that is fetched from the bucket is under way as a request is, and used for nothing else.</summary>
    private static readonly TimeSpan s_fetch = new FetchLimits().Time;

    private readonly AsyncLocal<IdleTimer?> _request = new();
    private readonly Lock _lock = new();
    private readonly List<IdleTimer> _due = [];
    private long _elapsed;
    private long _ahead;
    private int _requests;
    private int _pausing;
    private int _numbered;

    /// <summary>Told when something may be due.</summary>
    public Action? Changed { get; set; }

    /// <summary>Lets everything happen that happens without time.</summary>
    public Action? Settle { get; set; }

    /// <summary>Given how long the provider waited for what a cluster does by itself: there that time passes too.</summary>
    public Action<TimeSpan>? Waited { get; set; }

    /// <summary>How long requests paused before they were sent again.</summary>
    public ConcurrentQueue<TimeSpan> Backoffs { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => new(GetTimestamp());

    /// <summary>The name of the request under way here, for <see cref="Stall"/>; null where none is.</summary>
    public string? Request => _request.Value?.Name;

    /// <summary>A request that has come to a server will never be answered. One that was given up meanwhile is over.</summary>
    /// <param name="request">Its <see cref="Request"/>.</param>
    public void Stall(string request)
    {
        lock (_lock)
        {
            if (_due.Find(timer => timer.Name == request) is { } timer)
            {
                timer.IsStalled = true;
            }
        }

        Changed?.Invoke();
    }

    /// <summary>The wall clock is set; what runs goes on.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() =>
        SandboxClock.FakeStart + TimeSpan.FromTicks(GetTimestamp() + Interlocked.Read(ref _ahead));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isRequest = dueTime == requestLimit || dueTime == s_fetch;

        // A pause in the flow of a request is its backoff: the request is not under way until it is over.
        var paused = isRequest || dueTime == Timeout.InfiniteTimeSpan ? null : _request.Value;
        var timer = new IdleTimer(this, callback, state, isRequest, paused);
        if (dueTime >= TimeSpan.Zero && dueTime < s_longest)
        {
            lock (_lock)
            {
                timer.Due = _elapsed + dueTime.Ticks;
                _due.Add(timer);
                if (isRequest)
                {
                    timer.Name = $"{++_numbered}";
                    _requests++;
                }

                if (paused is not null)
                {
                    paused.IsPausing = true;
                    _pausing++;
                    Backoffs.Enqueue(dueTime);
                }
            }

            if (isRequest)
            {
                _request.Value = timer;
            }
        }

        Changed?.Invoke();
        return timer;
    }

    /// <returns>Whether anything was due.</returns>
    public bool TryAdvance()
    {
        Settle?.Invoke();
        IdleTimer? next;
        var before = _elapsed;
        lock (_lock)
        {
            if (_requests > _pausing + _due.Count(timer => timer.IsStalled) || (next = _due.MinBy(timer => timer.Due)) is null)
            {
                return false;
            }

            _due.Remove(next);
            _elapsed = Math.Max(_elapsed, next.Due);
            EndPause(next);
        }

        if (next is { IsRequest: false, Paused: null })
        {
            Waited?.Invoke(new TimeSpan(_elapsed - before));
        }

        next.Fire();
        return true;
    }

    private void EndPause(IdleTimer timer)
    {
        if (timer.Paused is { IsPausing: true } request)
        {
            request.IsPausing = false;
            _pausing--;
        }
    }

    private void Remove(IdleTimer timer)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
            {
                return;
            }

            timer.IsDisposed = true;
            if (_due.Remove(timer))
            {
                EndPause(timer);
            }

            _requests -= timer.IsRequest ? 1 : 0;
        }

        Changed?.Invoke();
    }

    private sealed class IdleTimer(
        IdleTime time, TimerCallback callback, object? state, bool isRequest, IdleTimer? paused) : ITimer
    {
        public bool IsRequest => isRequest;

        public IdleTimer? Paused => paused;

        public bool IsPausing { get; set; }

        public bool IsStalled { get; set; }

        /// <summary>Of a request.</summary>
        public string? Name { get; set; }

        public bool IsDisposed { get; set; }

        public long Due { get; set; }

        public void Fire() => callback(state);

        // Nothing here starts a timer anew.
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
