using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>The port over HTTP: what a request looks like and what its answer means.</summary>
internal sealed class KubernetesApi(ApiTransport transport) : IKubernetesApi
{
    /// <summary>Who wrote a field, in <c>metadata.managedFields</c>, and the value of our managed-by label.</summary>
    public const string FieldManager = "terraform-provider-workspace";

    // Aggregated discovery: all resources in one answer. One that does not know it answers in plain JSON.
    private const string Discovery =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private const int PageSize = 500;
    private const int ListRestarts = 3;

    // The server ends the watch by itself then, so that none is left behind by a client that is gone.
    private const int WatchSeconds = 300;

    // The API server sends a bookmark every 60 to 75 seconds: a watch that says less is frozen, or nobody is there.
    private static readonly TimeSpan s_watchSilence = TimeSpan.FromSeconds(90);

    // Of a list, read before they are asked for.
    private const int ItemsAhead = 4;

    // The kinds that were written to: what is listed of them must hold what was written.
    private readonly ConcurrentDictionary<(string GroupVersion, string Resource), byte> _written = new();

    public TimeSpan? ClockAhead => transport.ClockAhead;

    public Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken) =>
        SendAsync(Get(path, path.ToString()), cancellationToken);

    public async IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
        ApiPath collection, string? labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = Channel.CreateBounded<JsonObject>(
            new BoundedChannelOptions(ItemsAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Fault?> reading = ReadAllAsync();
        try
        {
            await foreach (JsonObject item in items.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return item;
            }

            if (await reading is { } fault)
            {
                yield return fault;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        async Task<Fault?> ReadAllAsync()
        {
            try
            {
                return await ReadPagesAsync(collection, labelSelector, items.Writer, stop.Token);
            }
            finally
            {
                items.Writer.Complete();
            }
        }
    }

    private async Task<Fault?> ReadPagesAsync(
        ApiPath collection, string? labelSelector, ChannelWriter<JsonObject> items, CancellationToken cancellationToken)
    {
        string first = $"{collection}?limit={PageSize}{Selector(labelSelector)}";
        // The API server's cache answers at once what costs etcd a walk over every object of the kind; but it may not
        // know yet what was written a moment ago.
        string version = _written.ContainsKey((collection.GroupVersion, collection.Resource)) ? "" : "&resourceVersion=0";
        var budget = new ListBudget();
        string? next = null;
        int restarts = 0;
        while (true)
        {
            ApiCall call = Get(
                collection, first + (next is null ? version : $"&continue={Uri.EscapeDataString(next)}"));
            Outcome<ListPage> read = await transport.SendAsync(
                call,
                (r, c) => JsonAnswer.ReadListAsync(transport.Cluster, call, r, budget, items.WriteAsync, c),
                cancellationToken);
            if (read.Fault is { Detail: StatusFaults.Expired } && next is not null && restarts++ < ListRestarts)
            {
                budget.Restart();
                next = null;
                continue;
            }

            if (!read.TryGet(out ListPage? page, out Fault? fault))
            {
                return fault.Kind == FaultKind.TimedOut && await transport.AnswersAsync(cancellationToken)
                    ? transport.TooSlow(call)
                    : fault;
            }

            if (page.Continue is null)
            {
                return null;
            }

            next = page.Continue;
        }
    }

    public Task<Outcome<JsonObject>> CreateAsync(
        ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken)
    {
        string? name = Json.Filled(body, "metadata", "name");
        return WriteAsync(
            new ApiCall
            {
                Method = HttpMethod.Post,
                Target = $"{collection}?{Query(options)}",
                Path = collection,
                Body = Bytes(body),
                Object = collection.Named(name ?? "(new)").ObjectName,
                IsOfOneObject = name is not null,
            },
            options,
            cancellationToken);
    }

    public Task<Outcome<JsonObject>> PatchAsync(
        ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(
            new ApiCall
            {
                Method = HttpMethod.Patch,
                Target = $"{path}?{Query(options)}",
                Path = path,
                Body = Bytes(mergePatch),
                ContentType = "application/merge-patch+json",
                Object = path.ObjectName,
                IsOfOneObject = true,
            },
            options,
            cancellationToken);

    public Task<Outcome<JsonObject>> DeleteAsync(
        ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (uid is not null)
        {
            body["preconditions"] = new JsonObject { ["uid"] = uid };
        }

        if (options.DryRun)
        {
            // Of a DELETE with a body the API server reads the options from there alone; the query is for its audit
            // log.
            body["dryRun"] = new JsonArray("All");
        }

        return WriteAsync(
            new ApiCall
            {
                Method = HttpMethod.Delete,
                Target = path + (options.DryRun ? "?dryRun=All" : ""),
                Path = path,
                Body = Bytes(body),
                Object = path.ObjectName,
            },
            options,
            cancellationToken);
    }

    public async IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
        ApiPath collection,
        string? labelSelector,
        string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = Get(
            collection,
            $"{collection}?watch=true&allowWatchBookmarks=true&timeoutSeconds={WatchSeconds}"
            + $"&resourceVersion={Uri.EscapeDataString(resourceVersion)}{Selector(labelSelector)}");
        Outcome<WatchStream> opened =
            await transport.SendAsync(call, (r, c) => OpenAsync(call, r, c), cancellationToken);
        if (!opened.TryGet(out WatchStream? stream, out Fault? fault))
        {
            yield return fault;
            yield break;
        }

        using (stream)
        {
            while (await NextAsync(call, stream, cancellationToken) is { } change)
            {
                yield return change;
                if (!change.Succeeded)
                {
                    yield break;
                }
            }
        }
    }

    public Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        var call = new ApiCall
        {
            Method = HttpMethod.Get,
            Target = path,
            Accept = path is "/api" or "/apis" ? Discovery : "application/json",
        };
        return transport.SendAsync(
            call, (r, c) => JsonAnswer.ReadAsync(transport.Cluster, call, r, c), cancellationToken);
    }

    private async Task<Outcome<WatchStream>> OpenAsync(
        ApiCall call, HttpResponseMessage response, CancellationToken stop)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            response.Dispose();
            return JsonAnswer.Unexpected(transport.Cluster, call, "the watch's answer is not application/json");
        }

        try
        {
            return new WatchStream(response, await response.Content.ReadAsStreamAsync(stop));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // Null: the server has ended the stream.
    private async Task<Outcome<WatchEvent>?> NextAsync(
        ApiCall call, WatchStream stream, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(s_watchSilence, transport.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await stream.ReadLineAsync(stop.Token) is { } line
                ? Event(transport.Cluster, call, line.Span)
                : (Outcome<WatchEvent>?)null;
        }
        catch (InvalidDataException e)
        {
            return JsonAnswer.Unexpected(transport.Cluster, call, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return transport.Cancelled(call);
        }
        catch (Exception e)
        {
            return transport.Lost(e);
        }
    }

    /// <summary>What one line of a watch says.</summary>
    internal static Outcome<WatchEvent> Event(string cluster, ApiCall call, ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonTree.Parse(line) is not JsonObject change
                || Json.Filled(change, "type") is not { } type || change["object"] is not JsonObject found)
            {
                return JsonAnswer.Unexpected(cluster, call, "an event of the watch has no type or object");
            }

            change.Remove("object");
            if (type != "ERROR")
            {
                return new WatchEvent(type, found);
            }

            int code = found["code"] is JsonValue value && value.TryGetValue(out int number) ? number : 500;
            return StatusFaults.From(cluster, call, code, found);
        }
        catch (JsonException)
        {
            return JsonAnswer.Unexpected(cluster, call, "an event of the watch is not valid JSON");
        }
    }

    private Task<Outcome<JsonObject>> WriteAsync(
        ApiCall call, WriteOptions options, CancellationToken cancellationToken)
    {
        if (!options.DryRun && call.Path is { } path)
        {
            _written.TryAdd((path.GroupVersion, path.Resource), 0);
        }

        return SendAsync(call, cancellationToken);
    }

    private Task<Outcome<JsonObject>> SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        transport.SendAsync(
            call, (r, c) => JsonAnswer.ReadObjectAsync(transport.Cluster, call, r, c), cancellationToken);

    private static ApiCall Get(ApiPath path, string target) => new()
    {
        Method = HttpMethod.Get,
        Target = target,
        Path = path,
        Object = path.Name is null ? null : path.ObjectName,
        IsOfOneObject = path.Name is not null,
    };

    private static string Selector(string? labelSelector) =>
        string.IsNullOrEmpty(labelSelector) ? "" : "&labelSelector=" + Uri.EscapeDataString(labelSelector);

    private static string Query(WriteOptions options) =>
        $"fieldManager={FieldManager}&fieldValidation=Strict" + (options.DryRun ? "&dryRun=All" : "");

    private static byte[] Bytes(JsonObject body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            body.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
