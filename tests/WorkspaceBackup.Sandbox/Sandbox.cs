using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VeleroSandbox.Admin;
using VeleroSandbox.Faults;
using VeleroSandbox.Network;
using VeleroSandbox.Velero;

namespace VeleroSandbox;

/// <summary>
/// Any number of Kubernetes clusters with Velero, in this process, on free ports of the loopback interface: the API
/// over
/// TLS for what backups need, and Velero's behaviour on a clock that can be turned.
/// </summary>
public sealed class Sandbox : IAsyncDisposable, IDisposable
{
    private readonly WebApplication _host;
    private readonly ReactionQueue _reactions;
    private readonly Dictionary<string, SandboxCluster> _byName;
    private bool _disposed;

    private Sandbox(int clusters, SandboxOptions options)
    {
        Clock = new SandboxClock(options.RealClock ? TimeProvider.System : null, options.StartTime);
        _reactions = new ReactionQueue(Clock, options.ReactionTime);
        var names = options.Names ?? [.. Enumerable.Range(1, clusters).Select(index => $"c{index}")];
        BucketPort = new PortReservation();
        Files = new BucketFiles(Clock, () => BucketUrl);
        var bare = options with { VeleroVersion = null, CrdFolder = null };
        Clusters =
        [
            .. names.Select(name => new SandboxCluster(name, options, Clock, Buckets, Files, _reactions)),
            .. Enumerable.Range(1, options.BareClusters)
                .Select(index => new SandboxCluster($"b{index}", bare, Clock, Buckets, Files, _reactions)),
        ];
        _byName = Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        AdminPort = new PortReservation();
        _host = Build();
    }

    public SandboxClock Clock { get; }

    /// <summary>The object storage that all clusters can reach.</summary>
    public BucketStore Buckets { get; } = new();

    public IReadOnlyList<SandboxCluster> Clusters { get; }

    /// <summary>Where the sandbox itself is driven over HTTP.</summary>
    public Uri AdminUrl => new($"http://127.0.0.1:{AdminPort.Port}/");

    /// <summary>Where the object storage hands out files whose address Velero has signed.</summary>
    public Uri BucketUrl => new($"http://127.0.0.1:{BucketPort.Port}/");

    /// <summary>The headers' names of each request for a file.</summary>
    public IReadOnlyCollection<string> FileRequests => Files.Requests;

    /// <summary>A kubeconfig with one context per cluster, named like it.</summary>
    public string Kubeconfig => KubeconfigWriter.Write(Clusters);

    internal PortReservation AdminPort { get; }

    internal PortReservation BucketPort { get; }

    private BucketFiles Files { get; }

    /// <exception cref="KeyNotFoundException">No cluster has this name.</exception>
    public SandboxCluster this[string name] => _byName[name];

    /// <summary>Starts a sandbox. It is ready when this returns.</summary>
    /// <param name="clusters">How many clusters; ignored when the options name them.</param>
    public static Sandbox Start(int clusters = 1, SandboxOptions? options = null)
    {
        var sandbox = new Sandbox(clusters, options ?? new SandboxOptions());
        sandbox._host.StartAsync().GetAwaiter().GetResult();
        foreach (var cluster in sandbox.Clusters.Where(cluster => cluster.Velero.StartsWithCluster))
        {
            cluster.Velero.Start();
        }

        sandbox.Settle();
        return sandbox;
    }

    /// <summary>Lets Velero finish, on every cluster, all it would do now. Time does not pass.</summary>
    public void Settle() => Clock.Advance(TimeSpan.Zero);

    /// <summary>Writes <see cref="Kubeconfig"/> to a file that only its owner can read.</summary>
    public void WriteKubeconfig(string path)
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, file);
        writer.Write(Kubeconfig);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Clock.Dispose();
        await _reactions.DisposeAsync();
        foreach (var cluster in Clusters)
        {
            cluster.Gate.Abort();
        }

        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await _host.StopAsync(patience.Token);
        }

        await _host.DisposeAsync();
        AdminPort.Dispose();
        BucketPort.Dispose();
        foreach (var cluster in Clusters)
        {
            cluster.Dispose();
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => new GatedTransport(
            Clusters.Select(cluster => cluster.Gate), services.GetRequiredService<ILoggerFactory>()));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
            kestrel.Listen(AdminPort.EndPoint);
            kestrel.Listen(BucketPort.EndPoint);
            foreach (var cluster in Clusters)
            {
                kestrel.Listen(cluster.Gate.EndPoint, listen => Listen(listen, cluster));
            }
        });
        var host = builder.Build();
        var admin = new AdminHandler(this);
        host.Run(context => context.Features.Get<SandboxCluster>() is { } cluster
            ? cluster.Handler.HandleAsync(context)
            : context.Connection.LocalPort == BucketPort.Port ? Files.HandleAsync(context)
            : admin.HandleAsync(context));
        return host;
    }

    private static void Listen(ListenOptions listen, SandboxCluster cluster)
    {
        listen.Use(next => async connection =>
        {
            if (cluster.Faults.IsOn(FaultKind.TlsFailure))
            {
                await connection.Transport.Output.WriteAsync("this is no TLS\r\n"u8.ToArray());
                return;
            }

            connection.Features.Set(cluster);
            await next(connection);
        });
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, _) => cluster.Certificates.For(cluster.ServerCertificate),
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,

            // Who it is, is decided per request: an unknown certificate is a 401, not a failed handshake.
            ClientCertificateValidation = (_, _, _) => true,
        });
    }
}
