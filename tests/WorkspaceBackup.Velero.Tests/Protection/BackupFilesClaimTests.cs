using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Tests.Downloads;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>Claims of which only the backup's own volume information can tell.</summary>
public sealed class BackupFilesClaimTests
{
    private const string Daily = "daily-20260310020000";

    /// <summary>As 1.18.2 wrote it (<c>csi1</c>).</summary>
    private static readonly string s_snapshot = Recorded.Volumes("1.18.2")["volumes"]!["csi1"]!.ToJsonString();

    private readonly FakeFiles _files = new();

    [Fact]
    public async Task A_snapshot_of_a_claim_is_known_by_the_file_and_by_nothing_else()
    {
        Assert.Equal(ProtectionState.Unknown, (await ClaimAsync(readsFiles: false)).Data.State);

        _files.Put(FileKind.BackupVolumeInfos, Daily, s_snapshot);
        var claim = await ClaimAsync();

        Assert.Equal((ProtectionState.Covered, "CSISnapshot"), (claim.Data.State, claim.Method));
        Assert.Equal((FileKind.BackupVolumeInfos, Daily, "default"), Assert.Single(_files.Asked));
    }

    [Theory]
    [InlineData("[]", "the backup's own volume information does not name it")]
    [InlineData("""[{"pvcName":"data","pvcNamespace":"app","skipped":true,"skippedReason":"no snapshotter;"}]""", "no snapshotter")]
    public async Task A_claim_that_the_file_has_not_or_has_as_skipped_is_not_in_the_backup(string file, string reason)
    {
        _files.Put(FileKind.BackupVolumeInfos, Daily, file);

        Assert.Equal(Judgement.Uncovered(reason), (await ClaimAsync()).Data);
    }

    [Fact]
    public async Task What_cannot_be_read_stays_unknown_and_the_rule_is_named()
    {
        _files.Put(FileKind.BackupVolumeInfos, Daily, new FileRead.Unread("this identity may not have Velero sign addresses of files")
        {
            IsForAll = true,
            Needed = [new("create", "velero.io", "downloadrequests", true), new("get", "velero.io", "downloadrequests", true)],
        });
        var cluster = Cluster();

        var judged = await cluster.JudgeAsync();

        var claim = Assert.Single(Assert.Single(judged.Namespaces).Claims!);
        Assert.Equal(ProtectionState.Unknown, claim.Data.State);
        Assert.EndsWith("its volume information: not readable: this identity may not have Velero sign addresses of files", claim.Data.Reason);
        Assert.Contains(
            "apiGroups [\"velero.io\"], resources [\"downloadrequests\"], verbs [create, get] in namespace \"velero\"",
            Assert.Single(judged.Warnings).Detail);
    }

    [Fact]
    public async Task Of_many_backups_the_newest_twenty_are_read()
    {
        var cluster = new ProtectedCluster { Files = _files };
        var names = Enumerable.Range(0, 25).Select(index => $"app-{index:00}").ToArray();
        for (var index = 0; index < names.Length; index++)
        {
            cluster.Namespace(names[index]);
            cluster.Schedule($"s{index}", $""" "includedNamespaces": ["{names[index]}"] """);
            cluster.Backup(
                $"b{index:00}", $"s{index}", TimeSpan.FromHours(1 + index), $""" "includedNamespaces": ["{names[index]}"] """,
                status: """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """);
            Claim(cluster, names[index]);
            _files.Put(
                FileKind.BackupVolumeInfos, $"b{index:00}",
                s_snapshot.Replace("\"pvcNamespace\":\"app\"", $"\"pvcNamespace\":\"{names[index]}\"", StringComparison.Ordinal));
        }

        var judged = await cluster.JudgeAsync(namespaces: names);

        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"b{index:00}"), _files.Asked.Select(asked => asked.Name));
        Assert.Equal(20, judged.Namespaces.Count(one => one.Claims![0].Data.State == ProtectionState.Covered));
        Assert.Equal(5, judged.Namespaces.Count(one => one.Claims![0].Data.State == ProtectionState.Unknown));
    }

    [Fact]
    public async Task A_Velero_that_signs_nothing_is_waited_for_once()
    {
        var cluster = new ProtectedCluster { Files = _files };
        foreach (var name in new[] { "one", "two" })
        {
            cluster.Namespace(name);
            cluster.Backup(
                $"b-{name}", name, content: $""" "includedNamespaces": ["{name}"] """,
                status: """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """);
            Claim(cluster, name);
            _files.Put(FileKind.BackupVolumeInfos, $"b-{name}", new FileRead.Unread("Velero signed no URL") { IsForAll = true });
        }

        var judged = await cluster.JudgeAsync(namespaces: ["one", "two"]);

        Assert.Single(_files.Asked);
        Assert.All(judged.Namespaces, one => Assert.EndsWith("Velero signed no URL", one.Claims![0].Data.Reason));
    }

    private static void Claim(ProtectedCluster cluster, string @namespace) => cluster.Add(
        "v1", "persistentvolumeclaims", @namespace, "data", """
        {
          "metadata": { "creationTimestamp": "2026-01-01T00:00:00Z", "uid": "uid-data" },
          "spec": { "volumeName": "pv-data" }, "status": { "phase": "Bound" }
        }
        """);

    private ProtectedCluster Cluster(bool readsFiles = true)
    {
        var cluster = new ProtectedCluster { Files = readsFiles ? _files : null };
        cluster.Schedule("daily");
        cluster.Backup(Daily, status: """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """);
        Claim(cluster, "app");
        return cluster;
    }

    private async Task<ClaimProtection> ClaimAsync(bool readsFiles = true) =>
        Assert.Single(Assert.Single((await Cluster(readsFiles).JudgeAsync()).Namespaces).Claims!);
}
