using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VeleroSandbox.Json;

namespace VeleroSandbox.Velero;

/// <summary>
/// The object storage's own door: it hands a file to whoever has a signed address, for ten minutes, packed as Velero stores
/// it. Source for the names: Velero's <c>pkg/persistence/object_store_layout.go</c>; recordings have the formats.
/// </summary>
internal sealed class BucketFiles
{
    private readonly ConcurrentDictionary<string, (string Path, Func<JsonNode?> Content, DownloadFault Fault, DateTimeOffset Until)> _signed =
        new(StringComparer.Ordinal);

    private readonly SandboxClock _clock;
    private readonly Func<Uri> _url;
    private readonly ConcurrentQueue<string> _requests = [];

    public BucketFiles(SandboxClock clock, Func<Uri> url) => (_clock, _url) = (clock, url);

    /// <summary>The headers' names of each request, and nothing of the cluster may be among them.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <param name="path">Within the bucket.</param>
    /// <param name="content">Null where there is no such file when it is asked for.</param>
    public string Sign(string path, Func<JsonNode?> content, DownloadFault fault)
    {
        var signature = Guid.NewGuid().ToString("N");
        _signed[signature] = (path, content, fault, _clock.GetUtcNow().AddMinutes(10));
        var host = fault == DownloadFault.UnknownHost ? "http://s3.velero.svc.cluster.invalid" : _url().ToString().TrimEnd('/');
        return $"{host}/{path}?X-Amz-Signature={signature}";
    }

    public async Task HandleAsync(HttpContext context)
    {
        _requests.Enqueue(string.Join(' ', context.Request.Headers.Keys.Order(StringComparer.Ordinal)));
        var path = context.Request.Path.Value!.TrimStart('/');
        if (context.Request.Method != "GET" || !_signed.TryGetValue($"{context.Request.Query["X-Amz-Signature"]}", out var signed)
            || signed.Path != path || signed.Until < _clock.GetUtcNow() || signed.Fault == DownloadFault.Denied)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        switch (signed.Fault)
        {
            case DownloadFault.Redirect:
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                context.Response.Headers.Location = $"http://localhost:1/{path}";
                return;
            case DownloadFault.GzipBomb:
                await BombAsync(context.Response.Body);
                return;
        }

        if (signed.Fault == DownloadFault.Missing || signed.Content() is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(JsonWriter.Write(content), context.RequestAborted);
    }

    private static async Task BombAsync(Stream body)
    {
        await using var gzip = new GZipStream(body, CompressionLevel.Optimal);
        var blank = new byte[1024 * 1024];
        blank.AsSpan().Fill((byte)' ');
        for (var megabyte = 0; megabyte < 1024; megabyte++)
        {
            await gzip.WriteAsync(blank);
        }
    }
}
