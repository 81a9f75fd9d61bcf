using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>A headless Chromium with one page, driven over its DevTools protocol, that finds no host.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("chromium-");
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _expired = new(s_limit);
    private readonly ConcurrentQueue<JsonNode> _events = [];
    private int _id;
    private string? _session;

    private Chromium()
    {
        var start = new ProcessStartInfo(Program(), [
            "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars",
            "--force-device-scale-factor=1", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}",

            // Its sandbox does not work for root, nor in most containers; what it opens is this project's own.
            "--no-sandbox", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    /// <exception cref="InvalidOperationException">There is none on this machine.</exception>
    public static async Task<Chromium> StartAsync()
    {
        var chromium = new Chromium();
        try
        {
            await chromium.ConnectAsync();
            return chromium;
        }
        catch
        {
            chromium.Dispose();
            throw;
        }
    }

    /// <summary>The addresses that the page has asked for since it was opened.</summary>
    public IReadOnlyList<string> Requests =>
        [.. Events("Network.requestWillBeSent").Select(static told => (string)told["params"]!["request"]!["url"]!)];

    /// <summary>What the browser complained of since the page was opened.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. Events("Log.entryAdded").Concat(Events("Runtime.exceptionThrown")).Select(static told => told["params"]!.ToJsonString())];

    public async Task OpenAsync(string file)
    {
        _events.Clear();
        await SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        while (!Events("Page.loadEventFired").Any())
        {
            await ReceiveAsync();
        }
    }

    /// <param name="media"><c>screen</c> or <c>print</c>.</param>
    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    public async Task ShowAsync(int width, string scheme = "light", string media = "screen")
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width,
            ["height"] = 900,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
        await SendAsync("Emulation.setEmulatedMedia", new()
        {
            ["media"] = media,
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
        });
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{answer}");
        return answer["result"]!["value"];
    }

    /// <summary>All of the page, as a PNG.</summary>
    public async Task<byte[]> PictureAsync(int width)
    {
        var height = (int)(await EvaluateAsync("Math.ceil(document.documentElement.getBoundingClientRect().height)"))!;
        var answer = await SendAsync("Page.captureScreenshot", new()
        {
            ["captureBeyondViewport"] = true,
            ["clip"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 },
        });
        return Convert.FromBase64String((string)answer["data"]!);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
        _socket.Dispose();
        _expired.Dispose();

        // Its children may still write when it is gone.
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
        }
    }

    private static string Program()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "The report was not looked at: there is no Chromium. `bash .ci/toolchain browser` installs Debian's.");
    }

    private async Task ConnectAsync()
    {
        const string Listening = "DevTools listening on ";
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(_expired.Token);
        }
        while (line?.StartsWith(Listening, StringComparison.Ordinal) == false);

        Assert.True(line is not null, "Chromium ended at once");
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        await _socket.ConnectAsync(new Uri(line![Listening.Length..]), _expired.Token);
        var target = await SendAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        var attached = await SendAsync("Target.attachToTarget", new()
        {
            ["targetId"] = (string)target["targetId"]!,
            ["flatten"] = true,
        });
        _session = (string)attached["sessionId"]!;
        foreach (var domain in (string[])["Page", "Network", "Runtime", "Log"])
        {
            await SendAsync($"{domain}.enable", []);
        }
    }

    private IEnumerable<JsonNode> Events(string method) => _events.Where(told => (string?)told["method"] == method);

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_id;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        await _socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, _expired.Token);
        while (true)
        {
            var told = await ReceiveAsync();
            if ((int?)told["id"] == id)
            {
                return told["result"] ?? throw new InvalidOperationException($"{method}: {told["error"]}");
            }
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _expired.Token);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        var told = JsonNode.Parse(whole.ToArray())!;
        if (told["method"] is not null)
        {
            _events.Enqueue(told);
        }

        return told;
    }
}
