namespace Reliability.Tests.Driver;

/// <summary>
/// Runs asynchronous work on one thread, so that it is known when it has nothing to do: then its clock moves.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    // More than any limit of an operation: whatever waits on has no end.
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(2);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private long _changes;

    /// <param name="limit">How long, in real time, nothing may happen.</param>
    /// <exception cref="TimeoutException">Nothing happened, or the same over and over: the work hangs.</exception>
    public static T Run<T>(IdleTime time, Func<Task<T>> work, TimeSpan limit)
    {
        var pump = new Pump();
        var before = Current;
        SetSynchronizationContext(pump);
        time.Changed = pump.Wake;
        try
        {
            var task = work();
            task.ContinueWith(
                _ => pump.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            pump.RunUntil(task, time, limit);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            time.Changed = null;
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            _posted.Enqueue((d, state));
            _changes++;
            Monitor.PulseAll(_posted);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("nothing waits for this thread");

    private void Wake()
    {
        lock (_posted)
        {
            _changes++;
            Monitor.PulseAll(_posted);
        }
    }

    private void RunUntil(Task task, IdleTime time, TimeSpan limit)
    {
        var started = time.Elapsed;
        while (!task.IsCompleted)
        {
            if (time.Elapsed - started > s_longest)
            {
                throw new TimeoutException($"it has waited for {s_longest.TotalHours:0} hours");
            }

            (SendOrPostCallback Callback, object? State) next;
            long seen;
            bool any;
            lock (_posted)
            {
                any = _posted.TryDequeue(out next);
                seen = _changes;
            }

            if (any)
            {
                next.Callback(next.State);
            }
            else if (!time.TryAdvance())
            {
                WaitForChange(seen, task, limit);
            }
        }
    }

    private void WaitForChange(long seen, Task task, TimeSpan limit)
    {
        lock (_posted)
        {
            while (_changes == seen && !task.IsCompleted)
            {
                if (!Monitor.Wait(_posted, limit))
                {
                    throw new TimeoutException($"nothing has happened for {limit.TotalSeconds:0} seconds");
                }
            }
        }
    }
}
