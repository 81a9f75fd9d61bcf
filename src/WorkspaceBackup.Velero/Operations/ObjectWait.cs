using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Waits until one object is as wanted, through one watch. Connections are lost and watches end: each time the object is
/// read once and watched again from there.
/// </summary>
/// <param name="time">The clock of the pauses.</param>
/// <param name="lostLimit">For how long without a break a cluster may fail to answer before it is given up.</param>
internal sealed class ObjectWait(TimeProvider time, TimeSpan lostLimit)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_lastLook = TimeSpan.FromSeconds(5);

    /// <param name="selector">Selects the object by its labels, so that the watch tells of nothing else.</param>
    /// <param name="isOver">Whether an object is as wanted; given each state that is seen.</param>
    /// <param name="goesOn">Told now and then, once a minute at least, that it still is not.</param>
    public async Task<WaitResult> UntilAsync(
        Cluster cluster,
        ApiPath path,
        string selector,
        Func<JsonObject, bool> isOver,
        CancellationToken cancellationToken,
        Func<JsonObject, Task>? goesOn = null)
    {
        JsonObject? last = null;
        long? lostSince = null;
        Fault? lost = null;
        var pause = s_firstPause;
        var isExpired = false;
        var mayWatch = true;
        while (true)
        {
            var got = await cluster.Api.GetAsync(path, cancellationToken);
            if (got.TryGet(out var found, out var fault))
            {
                last = found;
                (lostSince, lost) = (null, null);
                if (isOver(found))
                {
                    return new WaitResult(WaitEnd.Over, last);
                }

                await GoesOnAsync(found);

                // A version that is too old is answered with "expired"; without one the watch begins with what is there.
                var version = isExpired ? "" : Json.Text(found, "metadata", "resourceVersion") ?? "";
                isExpired = false;
                if (mayWatch)
                {
                    await foreach (var change in cluster.Api.WatchAsync(
                        path with { Name = null }, selector, version, cancellationToken))
                    {
                        if (!change.TryGet(out var seen, out fault))
                        {
                            break;
                        }

                        pause = s_firstPause;
                        if (seen.Type == "BOOKMARK" || Json.Name(seen.Object) != path.Name)
                        {
                            await GoesOnAsync(last);
                            continue;
                        }

                        last = seen.Object;
                        if (seen.Type == "DELETED")
                        {
                            return new WaitResult(WaitEnd.Gone, last);
                        }

                        if (isOver(seen.Object))
                        {
                            return new WaitResult(WaitEnd.Over, last);
                        }
                    }

                    isExpired = fault is { Kind: FaultKind.NotFound };

                    // A role without the verb "watch": reading now and then does as well, only slower.
                    mayWatch = fault is not { Kind: FaultKind.Forbidden };
                    fault = isExpired || !mayWatch ? null : fault;
                }
            }
            else if (fault.Kind == FaultKind.NotFound)
            {
                return new WaitResult(WaitEnd.Gone, last);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return await LastLookAsync(cluster, path, isOver, last, lost);
            }

            if (fault is { IsUnhealthy: false })
            {
                return new WaitResult(WaitEnd.Refused, last, fault);
            }

            if (fault is not null)
            {
                lost = fault;
                lostSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(lostSince.Value) >= lostLimit)
                {
                    return new WaitResult(WaitEnd.Lost, last, fault);
                }
            }

            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return await LastLookAsync(cluster, path, isOver, last, lost);
            }

            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }

        Task GoesOnAsync(JsonObject seen) => goesOn is null || cancellationToken.IsCancellationRequested ? Task.CompletedTask : goesOn(seen);
    }

    /// <summary>
    /// The time is over. What was seen last may be a minute old, on a connection that was frozen: the object is read once
    /// more before it is said not to have ended.
    /// </summary>
    private async Task<WaitResult> LastLookAsync(
        Cluster cluster, ApiPath path, Func<JsonObject, bool> isOver, JsonObject? last, Fault? lost)
    {
        using var limit = new CancellationTokenSource(s_lastLook, time);
        var got = await cluster.Api.GetAsync(path, limit.Token);
        return got.TryGet(out var found, out var fault)
            ? new WaitResult(isOver(found) ? WaitEnd.Over : WaitEnd.Cancelled, found, lost)
            : fault.Kind == FaultKind.NotFound
                ? new WaitResult(WaitEnd.Gone, last)
                : new WaitResult(WaitEnd.Cancelled, last, lost);
    }
}
