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

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
AppDomain.CurrentDomain.ProcessExit += (_, _) => stop.Cancel();
var ended = new TaskCompletionSource();
stop.Token.Register(() => ended.TrySetResult());
await ended.Task;
return 0;
