using System.Globalization;
using Reliability.Tests.Page;

namespace Reliability.Tests.Soak;

/// <summary>Random changes for a long time: the clusters stay as declared, and nothing grows.</summary>
public sealed class SoakTests
{
    private const int Seed = 20260302;
    private const int Short = 60;
    private const int Whole = 1000;

    // A cycle opens a dozen connections. What is open in passing differs by a few, however many cycles there are; a leak
    // would be thousands.
    private const int HandleAllowance = 20;

    // The sandbox keeps what was; what the provider leaked for each cycle would be far more.
    private const long MemoryAllowance = 32 * 1024 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Clusters_stay_as_declared_and_nothing_grows()
    {
        var cycles = int.Parse(
            Environment.GetEnvironmentVariable("SOAK_CYCLES") ?? $"{Short}", CultureInfo.InvariantCulture);
        using var soak = new SoakRun(Seed);
        Run(soak, Short);
        Block.Verify("soak", soak.Figures.Table(), "make docs/reliability");
        if (cycles > Short)
        {
            var handles = Handles(0);
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            Run(soak, cycles);
            Assert.InRange(Handles(handles), 0, handles + HandleAllowance);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, MemoryAllowance);
            if (cycles == Whole)
            {
                Block.Verify("long soak", soak.Figures.Table(), "make soak WRITE_RELIABILITY=1");
            }
        }
    }

    private static void Run(SoakRun soak, int cycles)
    {
        while (soak.Figures.Cycles < cycles)
        {
            soak.Cycle();
        }
    }

    /// <summary>Open files and sockets, once those that are on their way out have gone.</summary>
    private static int Handles(int expected)
    {
        var now = 0;
        SpinWait.SpinUntil(() => (now = Directory.GetFileSystemEntries("/proc/self/fd").Length) <= expected, s_limit);
        return now;
    }
}
