using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

[CollectionDefinition(nameof(BackupMemoryTests), DisableParallelization = true)]
public sealed class BackupMemoryCollection;

/// <summary>A cluster with 50,000 backups of the workspace: what is read is let go again while the list goes on.</summary>
[Collection(nameof(BackupMemoryTests))]
public sealed class BackupMemoryTests
{
    private const int Count = 50_000;

    /// <summary>The records of all would take ten times as much.</summary>
    private const long Room = 5_000_000;

    [Fact]
    public async Task A_run_is_found_among_50_000_backups_without_keeping_them()
    {
        var backups = new ManyBackups();

        var found = await Made.RunAsync(
            Made.Query() with { Clusters = [backups.Cluster], WorkspaceClusters = ["eu"] }, "2040-01-01T00:00:00Z");

        Assert.Equal(ManyBackups.TimeOf(Count - 1), found.Run!.Id.Time);
        Assert.InRange(backups.Growth, long.MinValue, Room);
    }

    [Fact]
    public async Task The_newest_of_50_000_backups_are_listed_without_keeping_the_others()
    {
        var backups = new ManyBackups();

        var listing = await Made.ListAsync(
            Made.All() with { Clusters = [backups.Cluster], WorkspaceClusters = ["eu"], Limit = 10 });

        Assert.Equal(10, listing.Backups.Count);
        Assert.Equal(ManyBackups.TimeOf(Count - 1), listing.Backups[0].Backup.MadeAt);
        Assert.InRange(backups.Growth, long.MinValue, Room);
    }

    /// <summary>One backup a minute, made while they are listed.</summary>
    private sealed class ManyBackups : IKubernetesApi
    {
        private static readonly DateTimeOffset s_first = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private readonly FakeCluster _rest = new("eu");
        private long _memory;

        public ManyBackups()
        {
            _rest.HasSchedule(cron: "* * * * *", declared: "* * * * *");
            Cluster = new Cluster("eu", "velero", Detached: false, this);
        }

        public Cluster Cluster { get; }

        /// <summary>By how many bytes memory grew from the first tenth of the list to its end.</summary>
        public long Growth { get; private set; }

        public static DateTimeOffset TimeOf(int number) => s_first.AddMinutes(number);

        public async IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
            ApiPath collection, string? labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (collection.Resource != "backups")
            {
                await foreach (var item in _rest.ListAsync(collection, labelSelector, cancellationToken))
                {
                    yield return item;
                }

                yield break;
            }

            // What the other selectors would select is not there.
            for (var number = 0; number < Count && labelSelector!.Contains("cluster-uid="); number++)
            {
                yield return Make(number);
                if (number == Count / 10)
                {
                    _memory = GC.GetTotalMemory(forceFullCollection: true);
                }
                else if (number == Count - 1)
                {
                    Growth = GC.GetTotalMemory(forceFullCollection: true) - _memory;
                }
            }
        }

        public Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken) =>
            _rest.GetAsync(path, cancellationToken);

        public Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken) =>
            _rest.GetRawAsync(path, cancellationToken);

        public Task<Outcome<JsonObject>> CreateAsync(
            ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Outcome<JsonObject>> PatchAsync(
            ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Outcome<JsonObject>> DeleteAsync(
            ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
            ApiPath collection, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private JsonObject Make(int number) => new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"daily-eu-{TimeOf(number):yyyyMMddHHmmss}",
                ["uid"] = $"{number}",
                ["labels"] = JsonShapes.Object(OwnedMetadata.Labels("payments", "daily", "eu", _rest.Uid)),
                ["annotations"] = new JsonObject { [OwnedMetadata.ScheduleAnnotation] = "* * * * *" },
            },
            ["status"] = new JsonObject { ["phase"] = "Completed" },
        };
    }
}
