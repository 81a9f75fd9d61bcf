using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Velero;

/// <summary>Requests to the server: status, deletion, download; and restores.</summary>
public sealed class RequestControllersTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start();

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_status_request_is_answered_and_deleted_after_five_minutes()
    {
        Cluster.Create("serverstatusrequests", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "s" } });
        _sandbox.Settle();
        var status = Cluster.Get("serverstatusrequests", "s").At("status");
        Assert.Equal(("Processed", "v1.18.1"), (status.Text("phase"), status.Text("serverVersion")));
        var plugins = status.At("plugins")!.AsArray().Select(plugin => plugin!.ToJsonString()).ToList();
        Assert.True(plugins.Distinct().Count() < plugins.Count, "the real list has duplicates");
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(Cluster.Get("serverstatusrequests", "s"));
    }

    [Theory]
    [InlineData("none", "backup not found")]
    [InlineData("running", "backup is still in progress")]
    [InlineData("lost", "backup storage location gone not found")]
    public void A_deletion_that_cannot_be_stays_with_its_error(string backup, string error)
    {
        Cluster.Velero.OnBackup = value =>
            value.Text("metadata", "name") == "running" ? BackupOutcome.Stuck : BackupOutcome.Completed;
        Cluster.Create("backupstoragelocations", Some.Location("gone", "backups", "gone"));
        Cluster.Create("backups", Some.Backup("lost", Some.Parse("""{"storageLocation":"gone"}""")));
        Cluster.Create("backups", Some.Backup("running"));
        _sandbox.Settle();
        Cluster.Delete("backupstoragelocations", "gone");
        Cluster.Create("deletebackuprequests", Some.DeleteRequest("d", backup));
        _sandbox.Settle();
        Assert.Equal("Processed", Cluster.Phase("deletebackuprequests", "d"));
        Assert.Equal([error], Cluster.Get("deletebackuprequests", "d").Texts("status", "errors"));
    }

    [Fact]
    public void A_deletion_that_succeeds_vanishes_with_its_backup()
    {
        Cluster.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Cluster.Create("deletebackuprequests", Some.DeleteRequest("d", "b"));
        _sandbox.Settle();
        Assert.Null(Cluster.Get("deletebackuprequests", "d"));
        Assert.Null(Cluster.Get("backups", "b"));
    }

    [Fact]
    public void A_deletion_that_fails_half_way_leaves_the_backup_deleting()
    {
        Cluster.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Cluster.Velero.OnDelete = _ => ["no permission"];
        Cluster.Create("deletebackuprequests", Some.DeleteRequest("d", "b"));
        _sandbox.Settle();
        Assert.Equal("Deleting", Cluster.Phase("backups", "b"));
        Assert.Equal(["no permission"], Cluster.Get("deletebackuprequests", "d").Texts("status", "errors"));
    }

    [Theory]
    [InlineData("1.18.2", "Failed", null)]
    [InlineData("1.19-dev", "FailedValidation", "backup \"b\" is in phase \"FailedValidation\" and cannot be used as a restore source")]
    public void A_restore_of_what_is_no_backup_of_use_is_refused_from_1_19_on(string version, string phase, string? error)
    {
        using var sandbox = Sandbox.Start(options: new() { VeleroVersion = version });
        var cluster = sandbox["c1"];
        cluster.Velero.OnBackup = static _ => new BackupOutcome("FailedValidation");
        cluster.Create("backups", Some.Backup("b"));
        cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        sandbox.Settle();

        Assert.Equal(phase, cluster.Phase("restores", "r"));
        Assert.Equal(error, cluster.Get("restores", "r").Texts("status", "validationErrors").FirstOrDefault());
    }

    [Fact]
    public void A_restore_brings_namespaces_back()
    {
        Cluster.CreateNamespace("shop");
        Cluster.Create("backups", Some.Backup("b", Some.Parse("""{"includedNamespaces":["shop"]}""")));
        _sandbox.Settle();
        Cluster.Delete("namespaces", "shop");
        Cluster.Create("restores", Some.Restore(
            "r", Some.Parse("""{"backupName":"b","namespaceMapping":{"shop":"drill"}}""")));
        _sandbox.Settle();
        Assert.Equal("Completed", Cluster.Phase("restores", "r"));
        Assert.NotNull(Cluster.Get("namespaces", "drill"));
        Assert.Null(Cluster.Get("namespaces", "shop"));
    }

    [Theory]
    [InlineData("""{"backupName":"none"}""", "FailedValidation")]
    [InlineData("""{"scheduleName":"none"}""", "FailedValidation")]
    [InlineData("""{"backupName":"b","scheduleName":"s"}""", "FailedValidation")]
    [InlineData("""{"backupName":"invalid"}""", "Failed")]
    public void A_restore_that_cannot_be_says_so(string spec, string phase)
    {
        Cluster.Velero.OnBackup = backup => backup.Text("metadata", "name") == "invalid"
            ? new BackupOutcome("FailedValidation")
            : BackupOutcome.Completed;
        Cluster.Create("backups", Some.Backup("invalid"));
        Cluster.Create("restores", Some.Restore("r", Some.Parse(spec)));
        _sandbox.Settle();
        Assert.Equal(phase, Cluster.Phase("restores", "r"));
    }

    [Fact]
    public void A_restore_is_only_let_go_by_a_running_server()
    {
        Cluster.Create("backups", Some.Backup("b"));
        Cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        _sandbox.Settle();
        Cluster.Velero.Stop();
        Cluster.Delete("restores", "r");
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull(Cluster.Get("restores", "r"));
        Cluster.Velero.Start();
        _sandbox.Settle();
        Assert.Null(Cluster.Get("restores", "r"));
    }

    /// <summary>As seen on a real 1.18.2 (velero-facts 55).</summary>
    [Theory]
    [InlineData("with its backup", false)]
    [InlineData("by itself", false)]
    [InlineData("after its backup's object", true)]
    public void What_a_restore_left_in_the_bucket_goes_with_it_unless_the_backup_went_first(string deleted, bool stays)
    {
        var bucket = _sandbox.Buckets.Make("aws", "backups");
        Cluster.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        _sandbox.Settle();
        Assert.Equal(["r"], bucket.RestoresIn("c1"));

        if (deleted == "with its backup")
        {
            Cluster.Create("deletebackuprequests", Some.DeleteRequest("d", "b"));
        }
        else
        {
            if (stays)
            {
                Cluster.Delete("backups", "b");
            }

            Cluster.Delete("restores", "r");
        }

        _sandbox.Settle();
        Assert.Null(Cluster.Get("restores", "r"));
        Assert.Equal(stays ? ["r"] : [], bucket.RestoresIn("c1"));
    }

    [Fact]
    public void A_restore_writes_into_a_location_that_is_only_to_be_read()
    {
        Cluster.Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Cluster.Patch("backupstoragelocations", "default", Some.Parse("""{"spec":{"accessMode":"ReadOnly"}}"""));
        Cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        _sandbox.Settle();

        Assert.Equal("Completed", Cluster.Phase("restores", "r"));
        Assert.Equal(["r"], _sandbox.Buckets.Make("aws", "backups").RestoresIn("c1"));
    }

    [Fact]
    public void A_download_of_an_unknown_backup_is_never_processed()
    {
        Cluster.Create("backups", Some.Backup("b"));
        foreach (var name in new[] { "b", "none" })
        {
            Cluster.Create("downloadrequests", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = new JsonObject { ["target"] = new JsonObject { ["kind"] = "BackupLog", ["name"] = name } },
            });
        }

        _sandbox.Settle();
        Assert.StartsWith(_sandbox.BucketUrl.ToString(), Cluster.Get("downloadrequests", "b").Text("status", "downloadURL"));
        Assert.Null(Cluster.Get("downloadrequests", "none").At("status"));
    }
}
