using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace VeleroServer;

/// <summary>
/// The object storage behind a Velero server, on a free port of the loopback interface: it hands out the files of backups and
/// restores, packed as Velero stores them. What nobody has put there is that of an empty backup.
/// </summary>
public sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<(string Kind, string Name), JsonNode?> _files = new();
    private readonly Task _running;

    public FileServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    /// <summary>Puts a file there; null: there is none.</summary>
    /// <param name="kind">As a DownloadRequest names it.</param>
    /// <param name="name">The Backup's or the Restore's.</param>
    public void Put(string kind, string name, JsonNode? content) => _files[(kind, name)] = content?.DeepClone();

    /// <summary>The names of those for which no address is signed.</summary>
    public ConcurrentDictionary<string, bool> Unsigned { get; } = new(StringComparer.Ordinal);

    /// <summary>An address as Velero signs one.</summary>
    public string Sign(string kind, string name) =>
        $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{kind}/{name}?signature=test";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync(_stopping.Token) ?? "").Split(' ').ElementAtOrDefault(1)?.Split('?')[0] ?? "";
                while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 })
                {
                    // Headers.
                }

                var parts = path.Trim('/').Split('/');
                var body = parts.Length == 2 ? Packed(parts[0], parts[1]) : null;
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 {(body is null ? "404 Not Found" : "200 OK")}\r\nContent-Length: {body?.Length ?? 0}\r\nConnection: close\r\n\r\n"),
                    _stopping.Token);
                await stream.WriteAsync(body ?? [], _stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the tests are over.
            }
        }
    }

    private byte[]? Packed(string kind, string name)
    {
        var content = _files.TryGetValue((kind, name), out var put) ? put : kind switch
        {
            "BackupResults" or "RestoreResults" => new JsonObject { ["errors"] = new JsonObject(), ["warnings"] = new JsonObject() },
            "BackupResourceList" or "RestoreResourceList" => new JsonObject(),
            "BackupVolumeInfos" or "RestoreVolumeInfo" => new JsonArray(),
            _ => null,
        };
        if (content is null)
        {
            return null;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content.ToJsonString()));
        }

        return packed.ToArray();
    }
}
