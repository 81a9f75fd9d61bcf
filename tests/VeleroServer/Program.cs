// Usage:   velero-server KUBECONFIG CONTEXT...
// Runs one in the namespace "velero" of each context's cluster until it gets SIGTERM or SIGINT.
using System.Runtime.InteropServices;
using k8s;
using VeleroServer;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: velero-server KUBECONFIG CONTEXT...");
    return 2;
}

var servers = args[1..]
    .Select(context => KubernetesClientConfiguration.BuildConfigFromConfigFile(args[0], context))
    .Select(configuration => Server.Start(new Kubernetes(configuration), "velero"))
    .ToList();

var stop = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

// A server that fails ends the program with its exception.
await await Task.WhenAny([stop.Task, .. servers.Select(server => server.Completion)]);
foreach (var server in servers)
{
    await server.DisposeAsync();
}

return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
