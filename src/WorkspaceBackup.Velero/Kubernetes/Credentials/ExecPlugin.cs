using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>Runs a credential plugin once.</summary>
internal static class ExecPlugin
{
    private const int OutputLimit = 1024 * 1024;
    private const int ErrorLimit = 16 * 1024;
    private const int ErrorShown = 1000;

    // A login in a browser does not come back in time, and could not be seen in CI; a cloud's token endpoint does.
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_busyTime = TimeSpan.FromSeconds(2);

    // After the program has ended, a child it left behind may keep its output open for ever.
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(2);

    // Cloud tools take half a second of processor time each; hundreds of clusters would start hundreds.
    private static readonly SemaphoreSlim s_places = new(Math.Max(4, 2 * Environment.ProcessorCount));

    /// <exception cref="FaultException">It did not print a credential.</exception>
    public static async Task<ExecCredential> RunAsync(
        ExecPluginSettings settings, Endpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        if (settings.ApiVersion is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
        {
            throw Wrong(
                settings,
                $"has the apiVersion {PlainText.Of(settings.ApiVersion, 100)}; "
                + "use client.authentication.k8s.io/v1 or v1beta1");
        }

        if (settings.NeedsTerminal)
        {
            throw Wrong(settings, "has interactiveMode Always, and a provider has no terminal to offer");
        }

        ProcessStartInfo start = StartInfo(settings, endpoint);
        await s_places.WaitAsync(cancellationToken);
        using var place = new CancellationTokenSource();
        Task givenBack = GiveBackAsync(time, place.Token);
        try
        {
            return await RunAsync(settings, start, time, cancellationToken);
        }
        finally
        {
            await place.CancelAsync();
            await givenBack;
        }
    }

    // What has not ended by then waits for a network, or hangs: the others need not wait behind it.
    private static async Task GiveBackAsync(TimeProvider time, CancellationToken isOver)
    {
        try
        {
            await Task.Delay(s_busyTime, time, isOver);
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }

        s_places.Release();
    }

    private static async Task<ExecCredential> RunAsync(
        ExecPluginSettings settings, ProcessStartInfo start, TimeProvider time, CancellationToken cancellationToken)
    {
        using Process process = Start(settings, start);
        using IDisposable running = RunningPrograms.Add(process);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_timeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        Task<(byte[] Bytes, bool IsCut)> output =
            ReadAsync(process.StandardOutput.BaseStream, OutputLimit, drain.Token);
        Task<(byte[] Bytes, bool IsCut)> error = ReadAsync(process.StandardError.BaseStream, ErrorLimit, drain.Token);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            RunningPrograms.Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw Wrong(settings, $"did not end within {s_timeLimit.TotalSeconds:0} seconds", (await error).Bytes);
        }

        using var drained = new CancellationTokenSource(s_drainLimit, time);
        using (drained.Token.Register(drain.Cancel))
        {
            await Task.WhenAll(output, error);
        }

        if (process.ExitCode != 0)
        {
            throw Wrong(settings, $"ended with exit code {process.ExitCode}", (await error).Bytes);
        }

        (byte[] printed, bool isCut) = await output;
        string? wrong = isCut ? $"printed more than {OutputLimit / 1024} KiB" : null;
        ExecCredential? credential = isCut ? null : ExecCredential.Parse(printed, settings.ApiVersion, out wrong);
        return credential ?? throw Wrong(settings, wrong!, (await error).Bytes);
    }

    private static ProcessStartInfo StartInfo(ExecPluginSettings settings, Endpoint endpoint)
    {
        var start = new ProcessStartInfo(Find(settings))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in settings.Args)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in settings.Env)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = Info(settings, endpoint).ToJsonString();
        return start;
    }

    /// <summary>What the program is told of this process and, if it asks for it, of the cluster.</summary>
    internal static JsonObject Info(ExecPluginSettings settings, Endpoint endpoint)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (settings.ProvideClusterInfo)
        {
            var cluster = new JsonObject { ["server"] = endpoint.Server.AbsoluteUri };
            if (endpoint.TlsServerName is { } name)
            {
                cluster["tls-server-name"] = name;
            }

            if (endpoint.Insecure)
            {
                cluster["insecure-skip-tls-verify"] = true;
            }

            if (endpoint.CertificateAuthorities is { } authorities)
            {
                string pem = string.Join('\n', authorities.Select(a => a.ExportCertificatePem())) + "\n";
                cluster["certificate-authority-data"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
            }

            if (endpoint.Proxy is { } proxy)
            {
                cluster["proxy-url"] = proxy.AbsoluteUri;
            }

            if (endpoint.ExecConfig is { } config)
            {
                cluster["config"] = config.DeepClone();
            }

            spec["cluster"] = cluster;
        }

        return new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = settings.ApiVersion, ["spec"] = spec };
    }

    // Process.Start would take a program that lies in the current folder for one in PATH.
    private static string Find(ExecPluginSettings settings)
    {
        string command = settings.Command;
        if (Path.IsPathFullyQualified(command))
        {
            return Directory.Exists(command) ? throw Wrong(settings, "is a folder")
                : !File.Exists(command) ? throw Wrong(settings, "does not exist")
                : command;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe"] : [""];
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(IsProgram);
        return found ?? throw Wrong(settings, command.Any(char.IsWhiteSpace)
            ? "is not in PATH under this name, which has a blank: no shell reads it, so arguments belong in args"
            : "is not in PATH");
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }

    private static Process Start(ExecPluginSettings settings, ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (MachineLimit.Of(e) is { } limit)
        {
            throw new FaultException(FaultKind.MachineLimit, limit, "exec");
        }
        catch (Win32Exception e)
        {
            // Its message repeats the command line's first part.
            throw Wrong(settings, $"could not be started (error {e.NativeErrorCode})");
        }
    }

    // Reads to the end whatever the limit, so that a talkative program never waits for a reader.
    private static async Task<(byte[] Bytes, bool IsCut)> ReadAsync(
        Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[8 * 1024];
        bool isCut = false;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                int room = Math.Min(read, limit - (int)kept.Length);
                kept.Write(buffer, 0, room);
                isCut |= room < read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // What came until then is what there is.
        }

        return (kept.ToArray(), isCut);
    }

    private static FaultException Wrong(ExecPluginSettings settings, string what, byte[]? error = null)
    {
        string said = PlainText.Line(
            Redaction.Of(Encoding.UTF8.GetString(error ?? []), settings.Args, settings.Env.Select(e => e.Value)), ErrorShown);
        return new FaultException(
            FaultKind.CredentialPluginFailed,
            $"{Shown.Command(settings.Command)} {what}"
            + (said.Length > 0 ? ": " + said : "")
            + (settings.InstallHint is { } hint ? "\n" + PlainText.Line(hint, ErrorShown) : ""),
            "exec");
    }
}
