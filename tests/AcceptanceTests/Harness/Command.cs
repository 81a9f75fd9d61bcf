namespace AcceptanceTests.Harness;

/// <summary>Runs a program to its end, under a time limit.</summary>
internal static class Command
{
    /// <param name="environment">Set on top of this process's environment; null removes a variable.</param>
    /// <exception cref="TimeoutException">It ran longer than <paramref name="limit"/>; it has been killed.</exception>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var running = new RunningCommand(program, arguments, limit, directory, environment);
        return await running.ResultAsync();
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error);
