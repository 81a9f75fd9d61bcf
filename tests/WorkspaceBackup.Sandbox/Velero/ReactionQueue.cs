using System.Collections.Concurrent;

namespace VeleroSandbox.Velero;

/// <summary>
/// Velero's reactions to changes of objects, one after the other over all clusters. They happen by themselves shortly
/// after the change, and at the latest before the clock moves on.
/// </summary>
internal sealed class ReactionQueue : IAsyncDisposable
{
    private readonly ConcurrentQueue<Action> _queue = new();
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SandboxClock _clock;
    private readonly Task _worker;

    public ReactionQueue(SandboxClock clock, TimeSpan reactionTime)
    {
        _clock = clock;
        clock.Settle = Drain;
        _worker = Task.Run(() => WorkAsync(reactionTime));
    }

    public void Add(Action reaction)
    {
        _queue.Enqueue(reaction);
        _filled.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _filled.Dispose();
    }

    // Under the clock's gate.
    private void Drain()
    {
        while (_queue.TryDequeue(out var reaction))
        {
            reaction();
        }
    }

    private async Task WorkAsync(TimeSpan reactionTime)
    {
        while (true)
        {
            await _filled.WaitAsync(_stop.Token);
            if (reactionTime > TimeSpan.Zero)
            {
                await Task.Delay(reactionTime, _stop.Token);
            }

            _clock.Advance(TimeSpan.Zero);
        }
    }
}
