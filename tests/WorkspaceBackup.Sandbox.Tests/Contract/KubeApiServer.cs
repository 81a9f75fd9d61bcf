using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace VeleroSandbox.Tests.Contract;

/// <summary>A real API server, started by the script that all tests start clusters with.</summary>
public sealed class KubeApiServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contract-").FullName;

    internal Target Target { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await RunAsync("start-clusters.sh", "-n", "1", "-w", $"{Environment.ProcessId}", "-d", _folder);
        string Read(string file) => File.ReadAllText(Path.Combine(_folder, "c1", file)).Trim();
        Target = new Target(new Uri(Read("url")), Read("ca.crt"), Read("admin.token"), Read("nobody.token"));
    }

    public async Task DisposeAsync()
    {
        Target?.Dispose();
        await RunAsync("stop-clusters.sh", _folder);
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script(script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();

        // The first start may have to build the server.
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(20));
        await output;
        Assert.True(process.ExitCode == 0, $"{script}: {await errors}");
    }

    private static string Script(string name, [CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "clusters", name));
}
