using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Tests.Downloads;

/// <summary>Volume information as real servers wrote it, and as older ones did.</summary>
public sealed class BackedUpVolumeTests
{
    [Theory]
    [InlineData("1.16.2", "fs2", "app/data", "PodVolumeBackup", 3000006L, true, null)]
    [InlineData("1.16.2", "fs2", "app/logs", null, null, false, "volumeSnapshot: no applicable volumesnapshotter found")]
    [InlineData("1.16.2", "fs3", "app/data", "PodVolumeBackup", 0L, true, null)]
    [InlineData("1.18.2", "csi1", "app/data", "CSISnapshot", 1073741824L, true, null)]
    [InlineData("1.18.2", "move1", "app/data", "DataUpload", null, false, "its DataUpload was never begun: no node agent took it up")]
    public void What_real_servers_wrote_is_read(
        string version, string backup, string key, string? method, long? bytes, bool isSaved, string? reason)
    {
        var volume = BackedUpVolume.Read(Recorded.Volumes(version)["volumes"]![backup], hasPolicy: false).Single(one => one.Key == key);

        Assert.Equal((method, bytes, isSaved, reason), (volume.Method, volume.Bytes, volume.IsSaved, volume.Reason));
        Assert.False(volume.IsLeftOutByPolicy);
    }

    [Theory]
    [InlineData("""{"backupMethod":"PodVolumeBackup","pvbInfo":{"phase":"Completed","size":7}}""", true)]
    [InlineData("""{"backupMethod":"PodVolumeBackup","pvbInfo":{"Phase":"Failed"}}""", false)]
    [InlineData("""{"backupMethod":"CSISnapshot","csiSnapshotInfo":{"ReadyToUse":true}}""", true)]
    [InlineData("""{"backupMethod":"CSISnapshot","csiSnapshotInfo":{"ReadyToUse":false}}""", false)]
    [InlineData("""{"backupMethod":"CSISnapshot","csiSnapshotInfo":{"snapshotHandle":"s"}}""", null)]
    [InlineData("""{"backupMethod":"CSISnapshot","snapshotDataMoved":true,"snapshotDataMovementInfo":{"size":1}}""", null)]
    [InlineData("""{"backupMethod":"NativeSnapshot","nativeSnapshotInfo":{"snapshotHandle":"s"}}""", null)]
    public void Before_1_15_the_phases_decide_and_without_them_nothing(string info, bool? isSaved)
    {
        var entry = (JsonObject)JsonNode.Parse(info)!;
        (entry["pvcName"], entry["pvcNamespace"]) = ("data", "app");

        var volume = Assert.Single(BackedUpVolume.Read(new JsonArray(entry), hasPolicy: false));

        Assert.Equal(isSaved, volume.IsSaved);
        Assert.Equal(isSaved == true, volume.Reason is null);
    }

    [Theory]
    [InlineData("volumeSnapshot: not satisfy the criteria for VolumePolicy or the legacy snapshot way;", true, true)]
    [InlineData("volumeSnapshot: not satisfy the criteria for VolumePolicy or the legacy snapshot way;", false, false)]
    [InlineData("volumeSnapshot: no applicable volumesnapshotter found;", true, false)]
    [InlineData(
        "podvolume: encountered a problem with backing up the PVC of pod app/web: daemonset pod not found in running state in node n1;"
        + "volumeSnapshot: not satisfy the criteria for VolumePolicy or the legacy snapshot way;", true, false)]
    public void What_a_policy_leaves_out_is_meant_to_be(string reason, bool hasPolicy, bool isLeftOut)
    {
        var info = new JsonArray(new JsonObject
        {
            ["pvcName"] = "data",
            ["pvcNamespace"] = "app",
            ["skipped"] = true,
            ["skippedReason"] = reason,
        });

        Assert.Equal(isLeftOut, Assert.Single(BackedUpVolume.Read(info, hasPolicy)).IsLeftOutByPolicy);
    }

    [Fact]
    public void Nothing_is_read_out_of_what_is_no_list_and_foreign_text_is_cleaned()
    {
        Assert.Empty(BackedUpVolume.Read(JsonNode.Parse("null"), hasPolicy: false));
        Assert.Empty(BackedUpVolume.Read(JsonNode.Parse("""{"a":[1]}"""), hasPolicy: false));
        Assert.Empty(BackedUpVolume.Read(JsonNode.Parse("""[1,null,{"pvName":"unclaimed","skipped":true}]"""), hasPolicy: false));
        var volume = Assert.Single(BackedUpVolume.Read(
            JsonNode.Parse("""[{"pvcName":"a\u001bb","pvcNamespace":"app","skipped":true,"skippedReason":"x\ny"}]"""), hasPolicy: false));
        Assert.Equal(("app/a b", "x y"), (volume.Key, volume.Reason));
    }

    [Fact]
    public void One_of_several_pods_that_read_a_volume_is_enough()
    {
        var infos = JsonNode.Parse("""
            [{"pvcName":"data","pvcNamespace":"app","backupMethod":"PodVolumeBackup","result":"failed"},
             {"pvcName":"data","pvcNamespace":"app","backupMethod":"PodVolumeBackup","result":"succeeded"}]
            """);

        Assert.True(Assert.Single(BackedUpVolume.Read(infos, hasPolicy: false)).IsSaved);
    }
}
