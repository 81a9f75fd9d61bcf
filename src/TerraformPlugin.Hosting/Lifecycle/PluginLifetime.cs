using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Hosting.Logging;

namespace TerraformPlugin.Hosting.Lifecycle;

/// <summary>
/// Decides when the process ends: on Shutdown, on SIGTERM, and when the client is gone. A plugin whose Terraform was
/// killed is nobody's: without this it would stay for ever.
/// </summary>
internal sealed class PluginLifetime : IDisposable
{
    private const int Terminated = 128 + 15;

    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly Action<int> _exit;
    private readonly PluginHostOptions _options;
    private readonly ITimer? _watch;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Action? _end;
    private bool _used;
    private int _clients;

    /// <param name="options">The delays.</param>
    /// <param name="debug">The process was started by a person and ends on their Ctrl-C; clients come and go.</param>
    /// <param name="exit">Cleans up and ends the process with the code given.</param>
    /// <param name="time">For the delays.</param>
    /// <param name="logger">Where the reason for ending goes.</param>
    internal PluginLifetime(
        PluginHostOptions options, bool debug, Action<int> exit, TimeProvider time, ILogger logger)
    {
        _logger = logger;
        _exit = exit;
        _options = options;
        _watch = debug
            ? null
            : time.CreateTimer(_ => EndUnwatched(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Ctrl-C reaches the whole foreground process group, so Terraform's providers too. Terraform then sends
        // StopProvider and lets calls end in order; dying here would lose the state of what is half done.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            if (!debug)
            {
                _logger.InterruptIgnored();
                return;
            }

            _logger.EndingOnSignal(nameof(PosixSignal.SIGINT));
            _exit(0);
        });
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _logger.EndingOnSignal(nameof(PosixSignal.SIGTERM));
            _exit(Terminated);
        });
    }

    /// <summary>Clients can know the address from now on.</summary>
    internal void Announced()
    {
        lock (_gate)
        {
            if (!_used)
            {
                Watch(() => _logger.EndingUnused(_options.ConnectTimeout.TotalSeconds), _options.ConnectTimeout);
            }
        }
    }

    /// <summary>A call came in: somebody uses this process.</summary>
    internal void Called()
    {
        // Only the first call matters; later ones do not wait for the lock.
        if (Volatile.Read(ref _used))
        {
            return;
        }

        lock (_gate)
        {
            if (!_used)
            {
                _used = true;
                Watch(null, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>A client opened the stream that it keeps open as long as it lives.</summary>
    internal void ClientCame()
    {
        lock (_gate)
        {
            _clients++;
            _used = true;
            Watch(null, Timeout.InfiniteTimeSpan);
        }
    }

    internal void ClientWent()
    {
        lock (_gate)
        {
            if (--_clients == 0)
            {
                Watch(_logger.EndingOrphaned, _options.OrphanDelay);
            }
        }
    }

    /// <summary>Ends the process inside the call: the client does not wait for the answer.</summary>
    internal void Shutdown()
    {
        _logger.EndingOnShutdown();
        _exit(0);
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Watch(Action? end, TimeSpan delay)
    {
        _end = end;
        _watch?.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void EndUnwatched()
    {
        lock (_gate)
        {
            // A client may have come while this waited for the lock.
            if (_end is null)
            {
                return;
            }

            _end();
        }

        _exit(1);
    }
}
