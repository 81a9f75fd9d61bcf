using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>The port over HTTP: what a request looks like and what its answer means.</summary>
internal sealed class KubernetesApi(ApiTransport transport) : IKubernetesApi
{
    /// <summary>Who wrote a field, in <c>metadata.managedFields</c>, and the value of our managed-by label.</summary>
    public const string FieldManager = "terraform-provider-workspace";
    private const int PageSize = 500;
    private const int ListRestarts = 3;

    // The server ends the watch by itself then, so that none is left behind by a client that is gone.
    private const int WatchSeconds = 300;

    public Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken) =>
        SendAsync(Get(path, path.ToString()), cancellationToken);

    public async IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
        ApiPath collection, string? labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string first = $"{collection}?limit={PageSize}{Selector(labelSelector)}";
        string? next = null;
        int restarts = 0;
        while (true)
        {
            string target = next is null ? first : $"{first}&continue={Uri.EscapeDataString(next)}";
            ApiCall call = Get(collection, target);
            Outcome<JsonObject> page = await SendAsync(call, cancellationToken);
            if (page.Fault is { Detail: StatusFaults.Expired } && next is not null && restarts++ < ListRestarts)
            {
                next = null;
                continue;
            }

            if (!page.TryGet(out JsonObject? list, out Fault? fault))
            {
                yield return fault;
                yield break;
            }

            if (list["items"] is not JsonArray items || items.Any(i => i is not JsonObject))
            {
                yield return JsonAnswer.Unexpected(transport.Cluster, call, "the answer is no list of objects");
                yield break;
            }

            JsonNode?[] objects = [.. items];
            items.Clear();
            foreach (JsonNode? item in objects)
            {
                yield return (JsonObject)item!;
            }

            next = Text((list["metadata"] as JsonObject)?["continue"]);
            if (next is null)
            {
                yield break;
            }
        }
    }

    public Task<Outcome<JsonObject>> CreateAsync(
        ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken)
    {
        string? name = Text((body["metadata"] as JsonObject)?["name"]);
        return SendAsync(
            new ApiCall
            {
                Method = HttpMethod.Post,
                Target = $"{collection}?{Query(options)}",
                Path = collection,
                Body = Bytes(body),
                Object = collection.Named(name ?? "(new)").ObjectName,
            },
            cancellationToken);
    }

    public Task<Outcome<JsonObject>> PatchAsync(
        ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
        SendAsync(
            new ApiCall
            {
                Method = HttpMethod.Patch,
                Target = $"{path}?{Query(options)}",
                Path = path,
                Body = Bytes(mergePatch),
                ContentType = "application/merge-patch+json",
                Object = path.ObjectName,
            },
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

        return SendAsync(
            new ApiCall
            {
                Method = HttpMethod.Delete,
                Target = path + (options.DryRun ? "?dryRun=All" : ""),
                Path = path,
                Body = Bytes(body),
                Object = path.ObjectName,
            },
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
        var call = new ApiCall { Method = HttpMethod.Get, Target = path };
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

        return new WatchStream(response, await response.Content.ReadAsStreamAsync(stop));
    }

    // Null: the server has ended the stream.
    private async Task<Outcome<WatchEvent>?> NextAsync(
        ApiCall call, WatchStream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadLineAsync(cancellationToken) is { } line
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
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
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
                || Text(change["type"]) is not { } type || change["object"] is not JsonObject found)
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

    private Task<Outcome<JsonObject>> SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        transport.SendAsync(
            call, (r, c) => JsonAnswer.ReadObjectAsync(transport.Cluster, call, r, c), cancellationToken);

    private static ApiCall Get(ApiPath path, string target) => new()
    {
        Method = HttpMethod.Get,
        Target = target,
        Path = path,
        Object = path.Name is null ? null : path.ObjectName,
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

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
