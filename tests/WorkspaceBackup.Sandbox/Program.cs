using System.Diagnostics;
using System.Runtime.InteropServices;
using VeleroSandbox;

if (!CommandLine.TryParse(args, out var line, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

await using var sandbox = Sandbox.Start(line.Clusters, line.Options);
if (line.Folder is not null)
{
    ClusterFolder.Write(sandbox, line.Folder);
}

if (line.Kubeconfig is not null)
{
    sandbox.WriteKubeconfig(line.Kubeconfig);
    Console.WriteLine($"kubeconfig  {Path.GetFullPath(line.Kubeconfig)}");
}

Console.WriteLine($"admin       {sandbox.AdminUrl}");
foreach (var cluster in sandbox.Clusters)
{
    Console.WriteLine($"{cluster.Name,-11} {cluster.Url}");
}

// The last line: whoever waits for the clusters waits for it.
Console.WriteLine("ready");

// Handled here, so that the runtime does not begin its own exit while the servers are being stopped.
var ended = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await (line.Watched is { } pid ? Task.WhenAny(ended.Task, GoneAsync(pid)) : ended.Task);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult();
}

static async Task GoneAsync(int pid)
{
    try
    {
        using var process = Process.GetProcessById(pid);
        await process.WaitForExitAsync();
    }
    catch (ArgumentException)
    {
        // It has ended already.
    }
}
