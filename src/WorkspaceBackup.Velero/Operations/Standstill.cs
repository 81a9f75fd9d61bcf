using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Asks why an operation does not move: two minutes after it was last seen to, and every two minutes from then on. A server
/// that ran when it began may have died, and a place in the queue may never come.
/// </summary>
/// <param name="diagnose">Why an object is not over.</param>
/// <param name="report">Told what came of it.</param>
internal sealed class Standstill(TimeProvider time, Func<JsonObject, Task<string>> diagnose, Action<OperationState> report)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(2);

    private (string Phase, long? Position, long? Done)? _last;
    private long _since;

    public async Task SeeAsync(OperationState state, JsonObject found)
    {
        var seen = (state.Phase, state.QueuePosition, state.Done);
        if (_last != seen)
        {
            (_last, _since) = (seen, time.GetTimestamp());
        }
        else if (time.GetElapsedTime(_since) >= s_every)
        {
            report(state with { Note = await diagnose(found) });
            _since = time.GetTimestamp();
        }
    }
}
