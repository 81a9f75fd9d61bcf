using System.Diagnostics;
using System.Text;

namespace AcceptanceTests.Harness;

/// <summary>A program that runs, under a time limit.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly string _line;
    private readonly CancellationTokenSource _expired;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];
    private readonly Task _read;

    /// <param name="environment">Set on top of this process's environment; null removes a variable.</param>
    public RunningCommand(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? Environment.CurrentDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        _line = $"{program} {string.Join(' ', start.ArgumentList)}";
        _expired = new CancellationTokenSource(limit);
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _read = Task.WhenAll(
            ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _error));
    }

    /// <summary>Completes once the program has printed this text.</summary>
    /// <exception cref="TimeoutException">It ended, or ran too long, without.</exception>
    public async Task SaidAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            if ($"{_output}{_error}".Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            _awaited.Add((text, said));
        }

        if (await Task.WhenAny(said.Task, ResultAsync()) != said.Task && !said.Task.IsCompleted)
        {
            throw new TimeoutException($"{_line} ended without saying \"{text}\":\n{_output}\n{_error}");
        }
    }

    /// <summary>Sends what Ctrl-C sends, to the program and to others.</summary>
    public async Task InterruptAsync(params int[] others)
    {
        // The shell's own: a small system has no program of that name.
        using var kill = Process.Start("bash", ["-c", $"kill -INT {string.Join(' ', [_process.Id, .. others])}"]);
        await kill.WaitForExitAsync(_expired.Token);
    }

    /// <summary>Ends it with a signal that it cannot see.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It ran too long; it has been killed.</exception>
    public async Task<CommandResult> ResultAsync()
    {
        try
        {
            await _read;
            await _process.WaitForExitAsync(_expired.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_line} ran too long:\n{_output}\n{_error}");
        }

        return new(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        _process.Dispose();
        _expired.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder into)
    {
        while (await reader.ReadLineAsync(_expired.Token) is { } line)
        {
            lock (_awaited)
            {
                into.Append(line).Append('\n');
                foreach (var (_, said) in _awaited.Where(
                    awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
                {
                    said.TrySetResult();
                }
            }
        }
    }
}
