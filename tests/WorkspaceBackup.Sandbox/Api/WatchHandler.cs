using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>WATCH: a stream of events, one JSON object a line.</summary>
internal sealed class WatchHandler(ObjectStore store, TimeProvider clock)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);

    public async Task StreamAsync(ApiRequest request, HttpContext context)
    {
        var aborted = context.RequestAborted;
        var selector = ReadHandler.Selector(request);
        var table = TableWriter.Wanted(request.Accept)
            ? new TableWriter(request.Type, clock.GetUtcNow(), request.Option("includeObject") ?? "Metadata")
            : null;
        var revision = Start(request);
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(aborted);

        async Task Send(string type, ReadOnlyMemory<byte> @object)
        {
            await context.Response.BodyWriter
                .WriteAsync(Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"), aborted);
            await context.Response.BodyWriter.WriteAsync(@object, aborted);
            await context.Response.BodyWriter.WriteAsync("}\n"u8.ToArray(), aborted);
        }

        ReadOnlyMemory<byte> Show(StoredObject item) => table is null
            ? item.Text
            : JsonWriter.Write(table.Write([item], new JsonObject { ["resourceVersion"] = $"{item.ResourceVersion}" }));

        if (revision is null)
        {
            var now = store.List(request.Type, Namespace(request), selector, 0, null, null)!;
            revision = now.Revision;
            foreach (var item in now.Items)
            {
                await Send("ADDED", Show(item));
            }
        }

        // Until the client's own limit; the server's is between 30 and 60 minutes.
        var seconds = double.TryParse(request.Option("timeoutSeconds"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : 1800;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ending = limit.Token.Register(() => ended.TrySetResult());
        using var bookmarks = request.Flag("allowWatchBookmarks") ? new PeriodicTimer(BookmarkEvery, clock) : null;
        var bookmark = bookmarks?.WaitForNextTickAsync(limit.Token).AsTask();
        while (!limit.IsCancellationRequested)
        {
            if (store.EventsAfter(request.Type, revision.Value) is not { } news)
            {
                await Send("ERROR", JsonWriter.Write(new ApiException(
                    410, "Expired", $"too old resource version: {revision} ({store.CompactedAt})").ToStatus()));
                return;
            }

            foreach (var change in news.Events)
            {
                revision = change.Revision;
                if (Kind(change, request, selector) is { } kind)
                {
                    await Send(kind, Show(change.After));
                }
            }

            await context.Response.BodyWriter.FlushAsync(aborted);
            await Task.WhenAny(news.Changed, bookmark ?? news.Changed, ended.Task);
            if (bookmark is { IsCompletedSuccessfully: true })
            {
                await Send("BOOKMARK", Bookmark(request, store.Revision));
                bookmark = bookmarks!.WaitForNextTickAsync(limit.Token).AsTask();
            }
        }

        if (request.Flag("allowWatchBookmarks"))
        {
            await Send("BOOKMARK", Bookmark(request, store.Revision));
        }
    }

    // Objects that leave the selection are told as deleted, ones that enter it as added.
    private static string? Kind(StoredEvent change, ApiRequest request, Func<StoredObject, bool>? selector)
    {
        bool Shown(StoredObject? item) => item is not null
            && (request.Namespace.Length == 0 || item.Namespace == request.Namespace)
            && (selector is null || selector(item));

        var before = Shown(change.Before);
        var after = !change.Deleted && Shown(change.After);
        return (before, after) switch
        {
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
            (false, true) => "ADDED",
            _ => null,
        };
    }

    // Null: begin with what is there.
    private static long? Start(ApiRequest request)
    {
        if (request.Option("resourceVersion") is not { Length: > 0 } text || text == "0")
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ApiException(
                500,
                null,
                $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    private static string? Namespace(ApiRequest request) => request.Namespace.Length == 0 ? null : request.Namespace;

    private static byte[] Bookmark(ApiRequest request, long revision) => JsonWriter.Write(new JsonObject
    {
        ["kind"] = request.Type.Kind,
        ["apiVersion"] = request.Type.GroupVersion,
        ["metadata"] = new JsonObject { ["resourceVersion"] = $"{revision}", ["creationTimestamp"] = null },
    });
}
