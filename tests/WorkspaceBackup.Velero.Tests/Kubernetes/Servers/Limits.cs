using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>Every wait of a test ends.</summary>
internal static class Limits
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(s_limit);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(s_limit);

    public static async Task<List<T>> InTimeAsync<T>(this IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        using var limit = new CancellationTokenSource(s_limit);
        await foreach (T item in items.WithCancellation(limit.Token))
        {
            all.Add(item);
        }

        return all;
    }

    /// <summary>The fault there must be.</summary>
    public static async Task<Fault> FaultAsync<T>(this Task<Outcome<T>> task)
    {
        Outcome<T> outcome = await task.InTimeAsync();
        Assert.False(outcome.Succeeded, "it succeeded");
        return outcome.Fault;
    }

    /// <summary>The value there must be.</summary>
    public static async Task<T> ValueAsync<T>(this Task<Outcome<T>> task)
    {
        Outcome<T> outcome = await task.InTimeAsync();
        Assert.True(outcome.Succeeded, outcome.Fault?.ToString());
        return outcome.Value;
    }
}
