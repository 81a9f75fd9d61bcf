using System.Diagnostics;
using System.Text;

namespace AcceptanceTests.Harness;

/// <summary>Runs a program to its end, under a time limit.</summary>
internal static class Command
{
    /// <param name="interrupted">Sends it what Ctrl-C sends, once this has completed.</param>
    /// <param name="environment">Set on top of this process's environment; null removes a variable.</param>
    /// <exception cref="TimeoutException">It ran longer than <paramref name="limit"/>; it has been killed.</exception>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        Task? interrupted = null)
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

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        var error = new StringBuilder();
        using var expired = new CancellationTokenSource(limit);
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput, output, expired.Token),
                ReadAsync(process.StandardError, error, expired.Token),
                InterruptAsync(process, interrupted, expired.Token));
            await process.WaitForExitAsync(expired.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{program} {string.Join(' ', arguments)} ran longer than {limit}:\n{output}\n{error}");
        }

        return new(process.ExitCode, output.ToString(), error.ToString());
    }

    private static async Task InterruptAsync(Process process, Task? interrupted, CancellationToken cancellationToken)
    {
        if (interrupted is not null)
        {
            await interrupted.WaitAsync(cancellationToken);
            // The shell's own: a small system has no program of that name.
            using var kill = Process.Start("bash", ["-c", $"kill -INT {process.Id}"]);
            await kill.WaitForExitAsync(cancellationToken);
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder into, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            into.Append(line).Append('\n');
        }
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error);
