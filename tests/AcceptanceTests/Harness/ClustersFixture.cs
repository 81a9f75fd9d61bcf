using VeleroServer;

namespace AcceptanceTests.Harness;

/// <summary>
/// Three clusters for all tests, each with a Velero server in the namespace <c>velero</c>. Tests share them and keep
/// apart by their prefixes.
/// </summary>
public sealed class ClustersFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["c1", "c2", "c3"];

    private readonly List<Server> _servers = [];
    private string? _started;

    /// <summary>What is in the bucket of a cluster's backups.</summary>
    internal FileServer FilesOf(TestCluster cluster) => _servers[Clusters.ToList().IndexOf(cluster)].Files;

    internal IReadOnlyList<TestCluster> Clusters { get; private set; } = [];

    /// <summary>A fourth cluster, without Velero's definitions.</summary>
    internal TestCluster Bare { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Started clusters may be given, which saves their start while tests are written.
        var folder = Environment.GetEnvironmentVariable("TEST_CLUSTERS");
        if (folder is null)
        {
            // An API server may have to be built first.
            var start = await Command.RunAsync(
                Repository.Script("start-clusters.sh"),
                ["-n", $"{Names.Length}", "-b", "1", "-w", $"{Environment.ProcessId}"],
                TimeSpan.FromMinutes(30));
            Assert.True(start.ExitCode == 0, $"the clusters did not start:\n{start.Error}");
            folder = _started = start.Output.Trim();
        }

        Clusters = [.. Names.Select(name => new TestCluster(folder, name))];
        Bare = new(folder, "b1");
        foreach (var cluster in Clusters)
        {
            await cluster.HasNamespacesAsync("shop", "shop-db");
        }

        _servers.AddRange(Clusters.Select(cluster => Server.Start(cluster.Api, "velero")));
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        foreach (var cluster in Clusters.Append(Bare))
        {
            cluster.Dispose();
        }

        if (_started is not null)
        {
            var stop = await Command.RunAsync(
                Repository.Script("stop-clusters.sh"), [_started], TimeSpan.FromMinutes(1));
            Assert.True(stop.ExitCode == 0, stop.Error);
        }
    }
}
