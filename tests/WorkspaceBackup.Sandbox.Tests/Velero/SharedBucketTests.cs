using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Velero;

/// <summary>What happens when two clusters write to one bucket and prefix, as nobody should let them.</summary>
public sealed class SharedBucketTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Sandbox _sandbox = Sandbox.Start(2, new SandboxOptions { DefaultLocation = false });

    public SharedBucketTests()
    {
        _sandbox.Buckets.Make("aws", "shared");
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Create("backupstoragelocations", Some.Location("default", "shared", "one"));
        }

        _sandbox.Settle();
    }

    private SandboxCluster First => _sandbox["c1"];

    private SandboxCluster Second => _sandbox["c2"];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Backups_of_the_one_appear_on_the_other_with_all_their_labels()
    {
        var backup = Some.Backup("b");
        backup["metadata"]!["labels"] = Some.Parse("""{"team":"a"}""");
        First.Create("backups", backup);
        _sandbox.Clock.Advance(2 * Minute);
        var copy = Second.Get("backups", "b");
        Assert.Equal("a", copy.Text("metadata", "labels", "team"));
        Assert.Equal("Completed", copy.Text("status", "phase"));
        Assert.NotEqual(First.Get("backups", "b").Text("metadata", "uid"), copy.Text("metadata", "uid"));
    }

    [Theory]
    [InlineData("1.18.2", true)]
    [InlineData("1.19.0", false)]
    public void From_1_19_a_copy_comes_without_its_hooks(string version, bool keeps)
    {
        Second.Velero.Version = "v" + version;
        First.Create("backups", Some.Backup("b", Some.Parse(
            """{"hooks":{"resources":[{"name":"freeze","post":[{"exec":{"command":["true"]}}]}]}}""")));
        _sandbox.Clock.Advance(2 * Minute);
        Assert.Equal(keeps, Second.Get("backups", "b").At("spec", "hooks") is not null);
    }

    [Fact]
    public void Schedules_of_one_name_collide_and_one_of_the_twins_fails()
    {
        Schedule();
        Assert.Equal(["Completed", "Failed"], Phases());
        Assert.Contains(
            "already exists in object storage",
            Second.List("backups")[0].Text("status", "failureReason")
                + First.List("backups")[0].Text("status", "failureReason"));
    }

    [Fact]
    public void Twins_that_run_at_the_same_time_overwrite_each_other_without_an_error()
    {
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Velero.RunTime = TimeSpan.FromSeconds(10);
        }

        Schedule();
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(["Completed", "Completed"], Phases());
        var name = First.List("backups")[0].Text("metadata", "name")!;
        var bucket = _sandbox.Buckets.Make("aws", "shared");
        Assert.True(bucket.Holds("one", name, "c1") != bucket.Holds("one", name, "c2"));
    }

    [Fact]
    public void Deleting_the_failed_twin_deletes_the_other_clusters_data_without_an_error()
    {
        Schedule();
        var failed = _sandbox.Clusters.Single(
            cluster => cluster.List("backups")[0].Text("status", "phase") == "Failed");
        var name = failed.List("backups")[0].Text("metadata", "name")!;
        failed.Create("deletebackuprequests", Some.DeleteRequest("d", name));
        _sandbox.Settle();
        Assert.Empty(failed.List("deletebackuprequests"));
        Assert.Empty(_sandbox.Buckets.Make("aws", "shared").BackupsIn("one"));
    }

    [Fact]
    public void Deleting_a_synced_copy_deletes_the_other_clusters_data()
    {
        First.Create("backups", Some.Backup("b"));
        _sandbox.Clock.Advance(2 * Minute);
        Second.Create("deletebackuprequests", Some.DeleteRequest("d", "b"));
        _sandbox.Settle();
        Assert.Empty(_sandbox.Buckets.Make("aws", "shared").BackupsIn("one"));
        _sandbox.Clock.Advance(2 * Minute);
        Assert.Null(First.Get("backups", "b"));
    }

    [Fact]
    public void A_restore_by_schedule_takes_the_newest_backup_whoever_made_it()
    {
        var older = Some.Backup("ours");
        older["metadata"]!["labels"] = Some.Parse("""{"velero.io/schedule-name":"daily"}""");
        First.Create("backups", older);
        _sandbox.Clock.Advance(Minute);
        var newer = Some.Backup("theirs");
        newer["metadata"]!["labels"] = Some.Parse("""{"velero.io/schedule-name":"daily"}""");
        Second.Create("backups", newer);
        _sandbox.Clock.Advance(2 * Minute);

        First.Create("restores", Some.Restore("r", Some.Parse("""{"scheduleName":"daily"}""")));
        _sandbox.Settle();
        Assert.Equal("theirs", First.Get("restores", "r").Text("spec", "backupName"));
    }

    [Fact]
    public void A_deleted_backup_object_comes_back()
    {
        First.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        First.Delete("backups", "b");
        Assert.Null(First.Get("backups", "b"));
        _sandbox.Clock.Advance(2 * Minute);
        Assert.Equal("Completed", First.Phase("backups", "b"));
    }

    [Fact]
    public void An_emptied_folder_takes_the_backup_objects_with_it()
    {
        First.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        _sandbox.Buckets.Make("aws", "shared").Clear("one");
        _sandbox.Clock.Advance(2 * Minute);
        Assert.Empty(First.List("backups"));
    }

    [Fact]
    public void A_lost_bucket_is_noticed_at_the_next_validation_and_refuses_backups()
    {
        _sandbox.Buckets.Remove("aws", "shared");
        Assert.Equal("Available", First.Phase("backupstoragelocations", "default"));
        _sandbox.Clock.Advance(Minute);
        Assert.Equal("Unavailable", First.Phase("backupstoragelocations", "default"));
        Assert.Contains("shared", First.Get("backupstoragelocations", "default").Text("status", "message"));
        First.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Assert.Equal("FailedValidation", First.Phase("backups", "b"));

        _sandbox.Buckets.Make("aws", "shared");
        _sandbox.Clock.Advance(Minute);
        Assert.Equal("Available", First.Phase("backupstoragelocations", "default"));
    }

    [Fact]
    public void A_missing_credential_makes_a_location_unavailable()
    {
        var location = Some.Location("secret", "shared", "two");
        location["spec"]!["credential"] = Some.Parse("""{"name":"cloud","key":"key"}""");
        First.Create("backupstoragelocations", location);
        _sandbox.Settle();
        Assert.Equal("Unavailable", First.Phase("backupstoragelocations", "secret"));
        First.Create("secrets", Some.Parse("""{"metadata":{"name":"cloud"},"stringData":{"key":"x"}}"""));
        _sandbox.Clock.Advance(Minute);
        Assert.Equal("Available", First.Phase("backupstoragelocations", "secret"));
    }

    // The same name on both, whose ticks share a second.
    private void Schedule()
    {
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Create("schedules", Some.Schedule("daily", "17 10 * * *"));
        }

        _sandbox.Clock.Advance(2 * Minute);
    }

    private IEnumerable<string?> Phases() => _sandbox.Clusters
        .Select(cluster => Assert.Single(cluster.List("backups")).Text("status", "phase"))
        .Order();
}
