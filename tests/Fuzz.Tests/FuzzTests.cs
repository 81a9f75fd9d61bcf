using System.Diagnostics;
using System.Globalization;

namespace Fuzz.Tests;

/// <summary>
/// Each reader gets valid inputs, which it must read, and damaged ones, which it must read or refuse: no crash, no hang,
/// no memory out of proportion. The same inputs each time; <c>make fuzz</c> goes on for FUZZ_SECONDS from FUZZ_SEED.
/// </summary>
public sealed class FuzzTests
{
    private const int ShortRun = 2000;
    private const int DamagedPerValid = 4;

    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Whatever_comes_is_read_or_refused(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        var seed = Setting("FUZZ_SEED") ?? 1;
        var time = TimeSpan.FromSeconds(Setting("FUZZ_SECONDS") ?? 0);
        var input = Array.Empty<byte>();
        var running = Task.Factory.StartNew(() =>
        {
            var watch = Stopwatch.StartNew();
            for (var count = 0; time > TimeSpan.Zero ? watch.Elapsed < time : count < ShortRun; count++)
            {
                var random = new Random(unchecked((seed * 1_000_003) + (count / (DamagedPerValid + 1))));
                var made = target.Make(random);
                if (count % (DamagedPerValid + 1) == 0)
                {
                    // Unmeasured: it uses some code for the first time.
                    input = made.Valid;
                    made.Read(input);
                    continue;
                }

                input = Mutation.Of(made.Valid, new Random(unchecked((seed * 31) + count)));
                Read(target, made, input);
            }
        }, TaskCreationOptions.LongRunning);

        try
        {
            await running.WaitAsync(time + s_hang);
        }
        catch (Exception found)
        {
            Assert.Fail($"{name}, seed {seed}: {Convert.ToBase64String(input)}\n{found}");
        }
    }

    private static void Read(FuzzTarget target, FuzzCase made, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            made.Read(input);
        }
        catch (Exception refused) when (target.Refusal is { } refusal && refused.GetType() == refusal)
        {
            Assert.NotEmpty(refused.Message);
        }

        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        var limit = ((long)target.MemoryPerByte * input.Length) + FuzzTarget.FixedMemory;
        Assert.True(cost <= limit, $"{input.Length} bytes cost {cost} bytes of memory, more than {limit}");
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
