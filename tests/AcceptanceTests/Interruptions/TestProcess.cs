using System.Diagnostics;

namespace AcceptanceTests.Interruptions;

/// <summary>A process that the test did not start itself, by its id.</summary>
internal static class TestProcess
{
    public static void Kill(int process)
    {
        using var found = Process.GetProcessById(process);
        found.Kill();
    }

    public static async Task EndedAsync(int process, TimeSpan limit)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            await found.WaitForExitAsync().WaitAsync(limit);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
