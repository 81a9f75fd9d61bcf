using System.ComponentModel;
using System.Diagnostics;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>The plugins that run, so that none outlives this process: it is ended while one hangs, by Ctrl-C as a rule.</summary>
internal static class RunningPrograms
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<Process> s_running = [];

    static RunningPrograms() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => KillAll();

    /// <summary>Until it is disposed, the program is ended with this process.</summary>
    public static IDisposable Add(Process process)
    {
        lock (s_lock)
        {
            s_running.Add(process);
        }

        return new Entry(process);
    }

    /// <summary>Ends a program and all that it has started.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }

    internal static void KillAll()
    {
        Process[] running;
        lock (s_lock)
        {
            running = [.. s_running];
        }

        Array.ForEach(running, Kill);
    }

    private sealed class Entry(Process process) : IDisposable
    {
        public void Dispose()
        {
            lock (s_lock)
            {
                s_running.Remove(process);
            }
        }
    }
}
