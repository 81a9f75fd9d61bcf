using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>Makes a stream of what a running operation emits.</summary>
internal static class EventStream
{
    /// <param name="run">
    /// Emits events, from any thread, and does not throw. It is cancelled when the reader goes away, and awaited then
    /// too.
    /// </param>
    public static async IAsyncEnumerable<T> Of<T>(
        Func<Action<T>, CancellationToken, Task> run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<T>(new() { SingleReader = true });
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(reading.Token);
        try
        {
            // Read to the end even when cancelled: the last event says how it ended.
            await foreach (var item in channel.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await reading.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }

        async Task RunAsync(CancellationToken token)
        {
            try
            {
                await run(item => channel.Writer.TryWrite(item), token).ConfigureAwait(false);
            }
            finally
            {
                channel.Writer.Complete();
            }
        }
    }
}
