using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class BackupReaderTests
{
    [Fact]
    public void Everything_that_Velero_says_is_read()
    {
        var backup = Read(
            """
            {
              "metadata": {
                "name": "daily-eu-20250131020007", "namespace": "velero", "uid": "u1",
                "creationTimestamp": "2025-01-31T02:00:08Z",
                "labels": {
                  "velero.io/schedule-name": "daily-eu",
                  "workspace-backup.io/workspace": "payments", "workspace-backup.io/prefix": "daily",
                  "workspace-backup.io/cluster": "eu", "workspace-backup.io/cluster-uid": "uid-eu"
                },
                "annotations": {
                  "workspace-backup.io/clusters": "eu,us", "velero.io/source-cluster-k8s-gitversion": "v1.34.2"
                }
              },
              "spec": {
                "storageLocation": "default", "ttl": "720h0m0s",
                "includedNamespaces": ["shop", "app"], "excludedNamespaces": ["tmp"]
              },
              "status": {
                "phase": "PartiallyFailed", "startTimestamp": "2025-01-31T02:00:09Z",
                "completionTimestamp": "2025-01-31T02:05:00Z", "expiration": "2025-03-02T02:00:09Z",
                "progress": { "itemsBackedUp": 41, "totalItems": 42 }, "errors": 1, "warnings": 2,
                "volumeSnapshotsAttempted": 3, "volumeSnapshotsCompleted": 2,
                "csiVolumeSnapshotsAttempted": 5, "csiVolumeSnapshotsCompleted": 4,
                "failureReason": "out of luck", "validationErrors": ["first", "second"]
              }
            }
            """);

        Assert.Equal("eu", backup.Cluster);
        Assert.Equal("daily-eu-20250131020007", backup.Name);
        Assert.Equal("u1", backup.Uid);
        Assert.Equal(BackupPhase.PartiallyFailed, backup.Phase);
        Assert.Equal("PartiallyFailed", backup.PhaseText);
        Assert.Equal(Utc(2, 0, 8), backup.CreatedAt);
        Assert.Equal(Utc(2, 0, 9), backup.StartedAt);
        Assert.Equal(Utc(2, 5, 0), backup.CompletedAt);
        Assert.Equal(new DateTimeOffset(2025, 3, 2, 2, 0, 9, TimeSpan.Zero), backup.ExpiresAt);
        Assert.Equal((41, 42), (backup.ItemsBackedUp, backup.TotalItems));
        Assert.Equal((1, 2), (backup.Errors, backup.Warnings));
        Assert.Equal((3, 2), (backup.VolumeSnapshotsAttempted, backup.VolumeSnapshotsCompleted));
        Assert.Equal((5, 4), (backup.CsiVolumeSnapshotsAttempted, backup.CsiVolumeSnapshotsCompleted));
        Assert.Equal("out of luck", backup.FailureReason);
        Assert.Equal(["first", "second"], backup.ValidationErrors);
        Assert.Equal("default", backup.StorageLocation);
        Assert.Equal(["app", "shop"], backup.IncludedNamespaces);
        Assert.Equal(["tmp"], backup.ExcludedNamespaces);
        Assert.Equal("daily-eu", backup.ScheduleName);
        Assert.Equal(("payments", "daily", "eu", "uid-eu"),
            (backup.Workspace, backup.Prefix, backup.SourceCluster, backup.SourceClusterUid));
        Assert.Equal(["eu", "us"], backup.RunClusters);
        Assert.Single(backup.OwnAnnotations);
        Assert.Equal(Utc(2, 0, 7), backup.MadeAt);
        Assert.Empty(backup.Findings);
    }

    [Fact]
    public void A_backup_that_Velero_has_not_seen_is_new_and_has_no_numbers()
    {
        var backup = Read("""{ "metadata": { "name": "b", "creationTimestamp": "2025-01-31T02:00:08Z" } }""");

        Assert.Equal(BackupPhase.New, backup.Phase);
        Assert.Equal("New", backup.PhaseText);
        Assert.Null(backup.ItemsBackedUp);
        Assert.Null(backup.TotalItems);
        Assert.Null(backup.StartedAt);
        Assert.Null(backup.IncludedNamespaces);
        Assert.Null(backup.RunClusters);
        Assert.Null(backup.ScheduleName);
        Assert.Equal(Utc(2, 0, 8), backup.MadeAt);
    }

    [Fact]
    public void Values_of_other_types_are_absent()
    {
        var backup = Read(
            """
            {
              "metadata": { "name": "b", "labels": [], "annotations": 7 },
              "spec": { "storageLocation": 1, "includedNamespaces": ["*"] },
              "status": {
                "phase": 3, "progress": "half", "errors": "many", "startTimestamp": "yesterday", "validationErrors": "no"
              }
            }
            """);

        Assert.Equal(BackupPhase.New, backup.Phase);
        Assert.Equal(0, backup.Errors);
        Assert.Null(backup.StartedAt);
        Assert.Null(backup.StorageLocation);
        Assert.Null(backup.IncludedNamespaces);
        Assert.Empty(backup.ValidationErrors);
        Assert.Empty(backup.Labels);
    }

    [Fact]
    public void An_object_that_is_being_deleted_is_deleting_whatever_its_phase()
    {
        var backup = Read(
            """
            {
              "metadata": { "name": "b", "deletionTimestamp": "2025-01-31T02:00:08Z" },
              "status": { "phase": "Completed" }
            }
            """);

        Assert.Equal(BackupPhase.Deleting, backup.Phase);
    }

    [Theory]
    [InlineData("ttl")]
    [InlineData("csiSnapshotTimeout")]
    [InlineData("itemOperationTimeout")]
    public void A_duration_that_stops_Velero_is_named(string field)
    {
        var backup = Read(
            $$"""{ "metadata": { "name": "b", "namespace": "velero" }, "spec": { "{{field}}": "3d" } }""");

        var finding = Assert.Single(backup.Findings);
        Assert.Equal(FindingKind.BadDuration, finding.Kind);
        Assert.Equal($"spec.{field}", finding.Field);
        Assert.Equal("Backup velero/b", finding.Object);
    }

    [Theory]
    [InlineData("daily-eu-20250131020007", "daily-eu")]
    [InlineData("a-20250131020007", "a")]
    [InlineData("-20250131020007", null)]
    [InlineData("daily-eu-2025013102000", null)]
    [InlineData("daily-eu-120250131020007", null)]
    [InlineData("daily-eu-2025013102000x", null)]
    [InlineData("by-hand", null)]
    public void A_name_ends_with_a_dash_and_fourteen_digits_or_has_no_stem(string name, string? stem) =>
        Assert.Equal(stem, BackupRecord.StemOf(name));

    [Theory]
    [InlineData("daily-eu-00010101000000")]
    [InlineData("daily-eu-99991231235959")]
    public void The_digits_of_a_name_may_be_of_any_year(string name)
    {
        var backup = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["creationTimestamp"] = "2026-01-02T03:04:05Z" },
            ["status"] = new JsonObject { ["startTimestamp"] = "2026-01-02T03:04:06Z" },
        };

        var made = BackupReader.Read(backup, "eu").MadeAt;

        Assert.Equal(2026, made.Year);
    }

    [Fact]
    public void Digits_that_are_no_time_do_not_count_as_one() =>
        Assert.Null(BackupRecord.TimeInName("daily-eu-99999999999999"));

    private static DateTimeOffset Utc(int hour, int minute, int second) =>
        new(2025, 1, 31, hour, minute, second, TimeSpan.Zero);

    private static BackupRecord Read(string json) => BackupReader.Read((JsonObject)JsonNode.Parse(json)!, "eu");
}
