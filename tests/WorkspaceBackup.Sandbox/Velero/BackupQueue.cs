using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// The queue of Velero 1.18: one backup at a time, whatever the namespaces (velero-facts 28, 51). A place is given back when a
/// backup ends, and never when its object is deleted before; the next one then begins with the look at the queue that comes
/// once a minute.
/// </summary>
/// <param name="begin">Begins a backup whose turn has come.</param>
internal sealed class BackupQueue(VeleroServer server, Action<StoredObject> begin)
{
    private const string Queued = "Queued";

    // By uid: of what runs, and of what was deleted while it ran.
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);

    private bool IsThere => server.Release.Minor >= 18;

    /// <summary>A new backup: it begins at once when nothing runs and none is before it.</summary>
    public void Enter(StoredObject item)
    {
        if (!IsThere)
        {
            begin(item);
            return;
        }

        if (_places.Count == 0 && Waiting() is [])
        {
            Begin(item);
            return;
        }

        server.Change(item, value =>
        {
            var status = value.Make("status");
            status["phase"] = Queued;
            status["queuePosition"] = (Waiting().LastOrDefault() is { } last ? Position(last) : 0) + 1;
        });
    }

    /// <summary>A backup has changed: one that runs no more gives its place back, and nobody is told.</summary>
    public void See(StoredObject item)
    {
        if (item.Phase is not ("ReadyToStart" or "InProgress"))
        {
            _places.Remove(item.Uid);
        }
    }

    /// <summary>Once a minute.</summary>
    public void Look()
    {
        if (_places.Count == 0 && !server.IsBlindTo("backups") && Waiting() is [var first, .. var others])
        {
            Begin(first);
            foreach (var (index, other) in others.Index())
            {
                server.Change(other, value => value.Make("status")["queuePosition"] = index + 1);
            }
        }
    }

    /// <summary>A server that starts knows of no places, and goes through what waits, one a second.</summary>
    public void Restart()
    {
        _places.Clear();
        Drain();
    }

    private void Drain()
    {
        Look();
        if (Waiting() is not [])
        {
            server.Later(TimeSpan.FromSeconds(1), Drain);
        }
    }

    private void Begin(StoredObject item)
    {
        _places.Add(item.Uid);
        var ready = item.Phase == Queued
            ? server.Change(item, value =>
            {
                var status = value.Make("status");
                status["phase"] = "ReadyToStart";
                status.Remove("queuePosition");
            })
            : item;
        if (ready is not null)
        {
            begin(ready);
        }

        // It may be over already, and is not told of before what else happened meanwhile.
        if (server.Find("backups", item.Name) is { } now)
        {
            See(now);
        }
    }

    private List<StoredObject> Waiting() =>
    [
        .. server.All("backups").Where(static item => item.Phase == Queued)
            .OrderBy(Position).ThenBy(static item => item.Name, StringComparer.Ordinal),
    ];

    private static long Position(StoredObject item) => item.Read().At("status", "queuePosition")?.GetValue<long>() ?? 0;
}
