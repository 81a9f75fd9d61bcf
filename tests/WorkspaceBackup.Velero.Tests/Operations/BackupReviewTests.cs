using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

/// <summary>What the own files of a backup tell, that neither its phase nor its counts do.</summary>
public sealed class BackupReviewTests
{
    private const string Claims = """{"v1/PersistentVolumeClaim":["app/data","app/logs"],"v1/Pod":["app/web"]}""";

    private readonly FakeCluster _eu = new("eu");
    private readonly FakeFiles _files = new();

    [Fact]
    public async Task Completed_without_a_byte_of_any_volume_is_found_out()
    {
        // As 1.18.2 wrote it (vol-bound/snapshot-true).
        _files.Put(FileKind.BackupResourceList, "b", """{"v1/PersistentVolumeClaim":["app/data"]}""")
            .Put(FileKind.BackupVolumeInfos, "b", """
                [{"preserveLocalSnapshot":false,"pvInfo":{"labels":null,"reclaimPolicy":"Retain"},"pvName":"pv-app","pvcName":"data",
                  "pvcNamespace":"app","skipped":true,"skippedReason":
                  "podvolume: opted out due to annotation in pod web;volumeSnapshot: no applicable volumesnapshotter found;",
                  "snapshotDataMoved":false}]
                """);

        var review = await ReviewAsync(Backup("Completed"));

        var missing = Assert.Single(review.MissingVolumes);
        Assert.Equal(
            ("app/data", "podvolume: opted out due to annotation in pod web;volumeSnapshot: no applicable volumesnapshotter found"),
            (missing.Key, missing.Reason));
        Assert.Equal(Severity.Warning, Assert.Single(review.Problems).Severity);
        Assert.Empty(review.Unread);
        Assert.All(_files.Asked, asked => Assert.Equal("default", asked.Location));
    }

    [Fact]
    public async Task A_failure_that_the_results_do_not_tell_is_taken_from_the_volume_information_and_the_DataUpload()
    {
        // As 1.18.2 left it (move1): errors 1, results empty.
        var recording = Recorded.Volumes("1.18.2");
        var upload = recording["move1 at the end"]!["datauploads"]![0]!.DeepClone();
        upload["status"]!["phase"] = "Canceled";
        upload["status"]!["message"] = "no node agent.";
        _eu.Add(new ApiPath("velero.io/v2alpha1", "datauploads", "velero", "move1-x"), upload.ToJsonString());
        _files.Put(FileKind.BackupResults, "move1", recording["results"]!["move1"]!.ToJsonString())
            .Put(FileKind.BackupResourceList, "move1", """{"v1/PersistentVolumeClaim":["app/data"]}""")
            .Put(FileKind.BackupVolumeInfos, "move1", recording["volumes"]!["move1"]!.ToJsonString());

        var review = await ReviewAsync((JsonObject)recording["move1 at the end"]!["backup"]!);

        Assert.Equal(
            "error in namespace \"app\": the data of the volume \"data\" is not in the backup: its DataUpload ended Canceled: no node agent",
            $"{Assert.Single(review.Problems)}");
    }

    [Fact]
    public async Task Without_claims_no_volume_information_is_asked_for()
    {
        _files.Put(FileKind.BackupResourceList, "b", """{"v1/Pod":["app/web"]}""");

        var review = await ReviewAsync(Backup("Completed"));

        Assert.Empty(review.Volumes!);
        Assert.Equal([FileKind.BackupResourceList], _files.Asked.Select(asked => asked.Kind));
    }

    [Fact]
    public async Task A_backup_that_was_to_hold_no_volume_is_not_asked_for_any()
    {
        var review = await ReviewAsync(Backup("Completed", """{"snapshotVolumes":false}"""));

        Assert.Null(review.Volumes);
        Assert.Empty(_files.Asked);
    }

    [Fact]
    public async Task A_claim_that_the_volume_information_does_not_name_is_missing_only_when_it_is_bound()
    {
        _files.Put(FileKind.BackupResourceList, "b", Claims).Put(FileKind.BackupVolumeInfos, "b", "null");
        _eu.Add(new ApiPath("v1", "persistentvolumeclaims", "app", "data"), """{"status":{"phase":"Bound"}}""");
        _eu.Add(new ApiPath("v1", "persistentvolumeclaims", "app", "logs"), """{"status":{"phase":"Pending"}}""");

        var review = await ReviewAsync(Backup("Completed"));

        Assert.Equal([(bool?)false, null], review.Volumes!.Select(volume => volume.IsSaved));
        Assert.Equal("app/data", Assert.Single(review.MissingVolumes).Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("New")]
    [InlineData("Queued")]
    [InlineData("ReadyToStart")]
    [InlineData("InProgress")]
    [InlineData("FailedValidation")]
    [InlineData("Deleting")]
    public async Task Nothing_is_asked_for_where_nothing_is(string phase)
    {
        Assert.Same(OperationReview.Nothing, await ReviewAsync(Backup(phase)));
        Assert.Empty(_files.Asked);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_once_and_not_waited_for_again()
    {
        var never = new FileRead.Unread("Velero signed no URL") { IsForAll = true };
        _files.Put(FileKind.BackupResults, "b", never).Put(FileKind.BackupResourceList, "b", never);

        var review = await ReviewAsync(Backup("PartiallyFailed"));

        Assert.Equal(
            "BackupResourceList, BackupResults, BackupVolumeInfos: not readable: Velero signed no URL", Assert.Single(review.Unread));
        Assert.Null(review.Volumes);
        Assert.DoesNotContain(_files.Asked, asked => asked.Kind == FileKind.BackupVolumeInfos);
    }

    [Fact]
    public async Task An_older_Velero_without_volume_information_leaves_them_unknown_and_says_so()
    {
        _files.Put(FileKind.BackupResourceList, "b", Claims)
            .Put(FileKind.BackupVolumeInfos, "b", new FileRead.Absent("this Velero keeps no BackupVolumeInfos"));

        var review = await ReviewAsync(Backup("Completed"));

        Assert.Null(review.Volumes);
        Assert.Equal("BackupVolumeInfos: this Velero keeps no BackupVolumeInfos", Assert.Single(review.Unread));
    }

    /// <summary>Data was moved since 1.12, a version before the volume information; and a bucket may not be reached.</summary>
    [Fact]
    public async Task Where_the_volume_information_is_not_read_the_DataUpload_has_the_reason()
    {
        var recording = Recorded.Volumes("1.18.2");
        var upload = recording["move1 at the end"]!["datauploads"]![0]!.DeepClone();
        upload["status"]!["phase"] = "Failed";
        upload["status"]!["message"] = "the repository is locked";
        _eu.Add(new ApiPath("velero.io/v2alpha1", "datauploads", "velero", "move1-x"), upload.ToJsonString());
        _files.Put(FileKind.BackupResults, "move1", recording["results"]!["move1"]!.ToJsonString())
            .Put(FileKind.BackupResourceList, "move1", """{"v1/PersistentVolumeClaim":["app/data"]}""")
            .Put(FileKind.BackupVolumeInfos, "move1", new FileRead.Absent("this Velero keeps no BackupVolumeInfos"));

        var review = await ReviewAsync((JsonObject)recording["move1 at the end"]!["backup"]!);

        Assert.Equal(
            "error in namespace \"app\": the data of the volume \"data\" is not in the backup: its DataUpload ended Failed: the repository is locked",
            $"{Assert.Single(review.Problems)}");
        Assert.Null(review.Volumes);
    }

    [Fact]
    public void A_label_is_cut_as_Velero_cuts_it() => Assert.Equal(
        63, VolumeObjects.LabelOf(new string('a', 100)).Length);

    private static JsonObject Backup(string phase, string spec = "{}")
    {
        var backup = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "b" },
            ["spec"] = JsonNode.Parse(spec),
            ["status"] = new JsonObject { ["phase"] = phase },
        };
        backup["spec"]!["storageLocation"] = "default";
        return backup;
    }

    private Task<OperationReview> ReviewAsync(JsonObject backup) =>
        BackupReview.OfAsync(_files, _eu.Cluster, backup, CancellationToken.None).WaitAsync(Given.Limit);
}
