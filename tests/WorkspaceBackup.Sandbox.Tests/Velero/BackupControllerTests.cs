using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Velero;

public sealed class BackupControllerTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start();

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_backup_runs_through_its_phases_with_progress()
    {
        Cluster.Velero.RunTime = TimeSpan.FromSeconds(20);
        Cluster.Velero.OnBackup = _ => BackupOutcome.Completed with { Items = 12 };
        Create("b");
        Assert.Equal("InProgress", Cluster.Phase("backups", "b"));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(6, Cluster.Get("backups", "b").At("status", "progress", "itemsBackedUp")!.GetValue<long>());
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Completed", Cluster.Phase("backups", "b"));
        Assert.Contains("b", _sandbox.Buckets.Make("aws", "backups").BackupsIn("c1"));
    }

    [Theory]
    [InlineData("PartiallyFailed", true)]
    [InlineData("Failed", false)]
    [InlineData("FailedValidation", false)]
    [InlineData("WaitingForPluginOperations", false)]
    public void It_ends_as_scripted(string phase, bool stored)
    {
        Cluster.Velero.OnBackup = _ => new BackupOutcome(
            phase, Errors: 2, FailureReason: phase == "Failed" ? "because" : null);
        Create("b");
        Assert.Equal(phase, Cluster.Phase("backups", "b"));
        Assert.Equal(phase == "Failed" ? "because" : null, Cluster.Get("backups", "b").Text("status", "failureReason"));
        Assert.Equal(stored, _sandbox.Buckets.Make("aws", "backups").BackupsIn("c1").Count == 1);
    }

    [Theory]
    [InlineData("""{"storageLocation":"none"}""", "\"none\" not found")]
    [InlineData("""{"includedNamespaces":["a"],"excludedNamespaces":["a"]}""",
        "cannot contain an item in the includes list")]
    [InlineData("""{"labelSelector":{"matchLabels":{"a":"b"}},"orLabelSelectors":[{"matchLabels":{"a":"b"}}]}""",
        "only one can be specified")]
    [InlineData("""{"includedResources":["pods"],"includedNamespaceScopedResources":["pods"]}""",
        "cannot be used together")]
    public void What_velero_refuses_is_a_failed_validation(string spec, string error)
    {
        Create("b", spec);
        Assert.Equal("FailedValidation", Cluster.Phase("backups", "b"));
        Assert.Contains(error, Cluster.Get("backups", "b").Texts("status", "validationErrors")[0]);
    }

    [Fact]
    public void A_namespace_that_does_not_exist_makes_it_partially_failed()
    {
        Create("b", """{"includedNamespaces":["default","nowhere"]}""");
        Assert.Equal("PartiallyFailed", Cluster.Phase("backups", "b"));
    }

    [Theory]
    [InlineData("1.13.2", "Completed")]
    [InlineData("1.15.2", "PartiallyFailed")]
    public void Before_1_14_a_missing_namespace_went_unnoticed(string version, string phase)
    {
        using var sandbox = Sandbox.Start(1, new SandboxOptions { VeleroVersion = version });
        sandbox["c1"].Create("backups", Some.Backup("b", Some.Parse("""{"includedNamespaces":["nowhere"]}""")));
        sandbox.Settle();
        Assert.Equal(phase, sandbox["c1"].Phase("backups", "b"));
    }

    [Fact]
    public void Expiration_is_fixed_at_the_start_and_an_expired_backup_is_deleted_with_its_files_and_restores()
    {
        Create("b", """{"ttl":"90m"}""");
        Assert.Equal(
            SandboxClock.FakeStart.AddMinutes(90), Cluster.Get("backups", "b").Time("status", "expiration"));
        Cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        _sandbox.Settle();
        Assert.Equal("Completed", Cluster.Phase("restores", "r"));

        // The collector looks every hour.
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.NotNull(Cluster.Get("backups", "b"));
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(Cluster.Get("backups", "b"));
        Assert.Null(Cluster.Get("restores", "r"));
        Assert.Empty(Cluster.List("deletebackuprequests"));
        Assert.Empty(_sandbox.Buckets.Make("aws", "backups").BackupsIn("c1"));
    }

    [Fact]
    public void A_negative_ttl_has_expired_at_once()
    {
        Create("b", """{"ttl":"-1h"}""");
        Assert.Null(Cluster.Get("backups", "b"));
    }

    [Fact]
    public void Nothing_expires_while_the_location_is_read_only()
    {
        Create("b", """{"ttl":"1m"}""");
        Cluster.Patch("backupstoragelocations", "default", Some.Parse("""{"spec":{"accessMode":"ReadOnly"}}"""));
        _sandbox.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("BSLReadOnly", GarbageLabel(Cluster));

        Cluster.Patch("backupstoragelocations", "default", Some.Parse("""{"spec":{"accessMode":"ReadWrite"}}"""));
        _sandbox.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(Cluster.Get("backups", "b"));
    }

    [Theory]
    [InlineData("1.18.2", null)]
    [InlineData("1.19.0", "BSLUnavailable")]
    public void Nothing_expires_while_the_location_is_not_available(string version, string? label)
    {
        using var sandbox = Sandbox.Start(1, new SandboxOptions { VeleroVersion = version });
        sandbox["c1"].Create("backups", Some.Backup("b", Some.Parse("""{"ttl":"1m"}""")));
        sandbox.Settle();
        sandbox.Buckets.Remove("aws", "backups");
        sandbox.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(label, GarbageLabel(sandbox["c1"]));
    }

    [Fact]
    public void One_bad_duration_stops_all_backups_until_it_is_gone()
    {
        Create("bad", """{"ttl":"3d"}""");
        Create("good");
        Assert.Null(Cluster.Phase("backups", "good"));
        Cluster.Delete("backups", "bad");
        _sandbox.Settle();
        Assert.Equal("Completed", Cluster.Phase("backups", "good"));
    }

    [Fact]
    public void Without_a_server_nothing_happens()
    {
        Cluster.Velero.Stop();
        Create("b");
        Cluster.Create("serverstatusrequests", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "s" } });
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(Cluster.Phase("backups", "b"));
        Assert.Null(Cluster.Get("serverstatusrequests", "s").At("status"));
    }

    [Fact]
    public void A_server_that_restarts_fails_what_was_in_progress()
    {
        Cluster.Velero.OnBackup = _ => BackupOutcome.Stuck;
        Create("b");
        Cluster.Velero.Restart();
        _sandbox.Settle();
        Assert.Equal("Failed", Cluster.Phase("backups", "b"));
    }

    private void Create(string name, string spec = "{}")
    {
        Cluster.Create("backups", Some.Backup(name, Some.Parse(spec)));
        _sandbox.Settle();
    }

    private static string? GarbageLabel(SandboxCluster cluster) =>
        cluster.Get("backups", "b").Text("metadata", "labels", "velero.io/gc-failure");
}
