using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

[CollectionDefinition(Name)]
public sealed class ClustersCollection : ICollectionFixture<ClustersFixture>
{
    public const string Name = "clusters";
}

/// <summary>What every acceptance test starts from: the clusters, and a prefix nobody else uses.</summary>
[Collection(ClustersCollection.Name)]
public abstract class AcceptanceTest(ClustersFixture fixture) : IDisposable
{
    private static int _count;

    private readonly List<IDisposable> _toDispose = [];

    protected string Prefix { get; } = $"t{Interlocked.Increment(ref _count)}-{Guid.NewGuid().ToString("N")[..6]}";

    internal IReadOnlyList<TestCluster> Clusters => fixture.Clusters;

    /// <summary>A cluster without Velero.</summary>
    internal TestCluster Bare => fixture.Bare;

    /// <summary>What is in the bucket of a cluster's backups.</summary>
    internal VeleroServer.FileServer FilesOf(TestCluster cluster) => fixture.FilesOf(cluster);

    /// <summary>The name of this test's Schedule on a cluster.</summary>
    internal string ScheduleOn(TestCluster cluster) => $"{Prefix}-{cluster.Name}";

    /// <summary>A configuration with this test's prefix and direct connections to all clusters.</summary>
    internal TerraformDirectory Terraform(string configuration, JsonObject? clusters = null)
    {
        var directory = Owned(new TerraformDirectory(configuration));
        directory.SetVariables(Variables(clusters ?? Connections()));
        return directory;
    }

    internal JsonObject Variables(JsonObject clusters) => new() { ["prefix"] = Prefix, ["clusters"] = clusters };

    /// <summary>All clusters, each by its own name, but those for which a connection is given.</summary>
    internal JsonObject Connections(params (TestCluster Cluster, JsonObject Connection)[] others) => new(
        Clusters.Select(cluster => KeyValuePair.Create<string, JsonNode?>(
            cluster.Name,
            others.FirstOrDefault(other => other.Cluster == cluster).Connection ?? cluster.Connection())));

    /// <summary>
    /// Does in the clusters what a run of Terraform waits for. A run that fails by itself before that is shown.
    /// </summary>
    internal static async Task<TerraformResult> WhileAsync(Task<TerraformResult> running, params Task[] acts)
    {
        var acting = Task.WhenAll(acts);
        if (await Task.WhenAny(running, acting) == running && await running is { Command.ExitCode: not 0 } failed)
        {
            // It may have failed as it should, at the last act, whose own answer is still on its way to here.
            await acting.WaitAsync(TimeSpan.FromSeconds(10)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.True(acting.IsCompletedSuccessfully, $"{failed}");
        }

        await acting.WaitAsync(TimeSpan.FromMinutes(2));
        return await running;
    }

    internal T Owned<T>(T disposable)
        where T : IDisposable
    {
        _toDispose.Add(disposable);
        return disposable;
    }

    public void Dispose()
    {
        foreach (var disposable in Enumerable.Reverse(_toDispose))
        {
            disposable.Dispose();
        }
    }
}
