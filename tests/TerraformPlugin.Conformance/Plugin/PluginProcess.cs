using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Channels;

namespace TerraformPlugin.Conformance.Plugin;

/// <summary>A plugin as a process of its own, started as Terraform starts a provider.</summary>
public sealed class PluginProcess : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const string Cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

    private readonly Process _process;
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("plugin");
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly SemaphoreSlim _errorCame = new(0);

    private PluginProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>How many lines came on standard output that no test asked for.</summary>
    public int UnreadLines => _output.Reader.Count;

    /// <summary>Everything written to standard error so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>What go-plugin's client sets; null takes a variable away.</summary>
    public static Dictionary<string, string?> Environment(X509Certificate2? client = null) => new()
    {
        ["TF_PLUGIN_MAGIC_COOKIE"] = Cookie,
        ["PLUGIN_PROTOCOL_VERSIONS"] = "5,6",
        ["PLUGIN_MIN_PORT"] = "10000",
        ["PLUGIN_MAX_PORT"] = "25000",
        ["PLUGIN_CLIENT_CERT"] = client?.ExportCertificatePem(),
        ["PLUGIN_UNIX_SOCKET_DIR"] = null,
        ["PLUGIN_UNIX_SOCKET_GROUP"] = null,
        ["PLUGIN_MULTIPLEX_GRPC"] = null,
        ["TF_LOG"] = null,
        ["TF_LOG_PROVIDER"] = null,
    };

    /// <param name="executable">By its name: one that lies beside the tests.</param>
    public static PluginProcess Start(
        string executable, Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, executable), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var plugin = new PluginProcess(new() { StartInfo = start });
        // A plugin that is killed leaves its socket.
        start.Environment["TMPDIR"] = environment.GetValueOrDefault("TMPDIR") ?? plugin._temporary.FullName;
        plugin._process.OutputDataReceived += (_, e) => plugin.Came(e.Data, isError: false);
        plugin._process.ErrorDataReceived += (_, e) => plugin.Came(e.Data, isError: true);
        plugin._process.Start();
        plugin._process.BeginOutputReadLine();
        plugin._process.BeginErrorReadLine();
        return plugin;
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _output.Reader.WaitToReadAsync(limit.Token) ? await _output.Reader.ReadAsync(limit.Token) : null;
    }

    public async Task<HandshakeFields> HandshakeAsync() =>
        HandshakeFields.Parse(await ReadLineAsync() ?? throw new InvalidOperationException($"no handshake: {Errors}"));

    /// <summary>Waits for a line on standard error.</summary>
    public async Task<string> ErrorLineAsync(Func<string, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (_errors.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            await _errorCame.WaitAsync(limit.Token);
        }
    }

    /// <summary>Waits for a log entry.</summary>
    public async Task<JsonElement> LogEntryAsync(Func<JsonElement, bool> wanted) =>
        Parse(await ErrorLineAsync(line => line.StartsWith('{') && wanted(Parse(line))));

    /// <summary>Waits for the end and what was still on the way.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by its name: INT, TERM.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {Id}"]);
        using var limit = new CancellationTokenSource(Limit);
        await kill.WaitForExitAsync(limit.Token);
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"the signal {name} could not be sent to {Id}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await ExitCodeAsync();
        }

        _temporary.Delete(recursive: true);
        _process.Dispose();
        _errorCame.Dispose();
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private void Came(string? line, bool isError)
    {
        if (isError && line is not null)
        {
            _errors.Enqueue(line);
            _errorCame.Release();
        }
        else if (!isError && line is not null)
        {
            _output.Writer.TryWrite(line);
        }
        else if (!isError)
        {
            _output.Writer.TryComplete();
        }
    }
}
