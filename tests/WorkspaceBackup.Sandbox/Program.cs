using System.Runtime.InteropServices;
using VeleroSandbox;

if (!CommandLine.TryParse(args, out var options, out var clusters, out var kubeconfig, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

await using var sandbox = Sandbox.Start(clusters, options);
sandbox.WriteKubeconfig(kubeconfig);
Console.WriteLine($"kubeconfig: {Path.GetFullPath(kubeconfig)}");
Console.WriteLine($"admin:      {sandbox.AdminUrl}");
foreach (var cluster in sandbox.Clusters)
{
    Console.WriteLine($"{cluster.Name,-11} {cluster.Url}");
}

// Handled here, so that the runtime does not begin its own exit while the servers are being stopped.
var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stop.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
