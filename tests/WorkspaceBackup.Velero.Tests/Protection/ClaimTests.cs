using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Protection;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>Whether the data of a claim is in the backup: by what a backup that is Completed left behind, or did not.</summary>
public sealed class ClaimTests
{
    private readonly ProtectedCluster _eu = new();

    public ClaimTests()
    {
        _eu.Schedule("daily");
        Claim("data");
    }

    [Fact]
    public async Task Completed_without_a_byte_of_any_volume_is_told()
    {
        _eu.Backup("daily-1");

        var found = await _eu.JudgeAsync();

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
        Assert.Equal(Judgement.Covered, Assert.Single(found.Namespaces).Coverage);
        var finding = Assert.Single(found.Findings);
        Assert.Equal((ProtectionSeverity.Error, ProtectionFindingKind.VolumeMissing), (finding.Severity, finding.Kind));
        Assert.Contains("daily-1 is Completed and does not hold the data of claims of \"app\": \"data\"", finding.Text);
    }

    [Theory]
    [InlineData("all was moved", "Completed", 10, 10, ProtectionState.Covered)]
    [InlineData("0 of 0 bytes prove nothing", "Completed", 0, 0, ProtectionState.Unknown)]
    [InlineData("a part was moved", "Completed", 5, 10, ProtectionState.Unknown)]
    [InlineData("it failed", "Failed", 5, 10, ProtectionState.Uncovered)]
    [InlineData("it was cancelled", "Canceled", 5, 10, ProtectionState.Uncovered)]
    [InlineData("nobody took it up", "", 0, 0, ProtectionState.Uncovered)]
    public async Task A_volume_that_is_moved_is_in_the_backup_when_its_DataUpload_says_so(
        string why, string phase, int done, int total, ProtectionState state)
    {
        _eu.Backup("daily-1");
        Upload("daily-1", "data", phase, done, total);

        Assert.True(state == await DataAsync(), why);
    }

    [Theory]
    [InlineData("Completed", 3000006, ProtectionState.Covered)]
    [InlineData("Completed", 0, ProtectionState.Unknown)]
    [InlineData("Accepted", 0, ProtectionState.Uncovered)]
    [InlineData("Prepared", 0, ProtectionState.Uncovered)]
    [InlineData("Canceling", 5, ProtectionState.Uncovered)]
    [InlineData("Canceled", 5, ProtectionState.Uncovered)]
    [InlineData("Failed", 0, ProtectionState.Uncovered)]
    public async Task A_volume_that_is_read_is_in_the_backup_when_its_PodVolumeBackup_says_so(
        string phase, int bytes, ProtectionState state)
    {
        _eu.Backup("daily-1");
        _eu.Add("velero.io/v1", "podvolumebackups", "velero", "daily-1-x7nwv", $$"""
            {
              "metadata": {
                "annotations": { "velero.io/pvc-name": "data" },
                "ownerReferences": [{ "kind": "Backup", "name": "daily-1" }]
              },
              "spec": { "pod": { "namespace": "app", "name": "web" }, "volume": "data" },
              "status": { "phase": "{{phase}}", "progress": { "bytesDone": {{bytes}}, "totalBytes": {{bytes}} } }
            }
            """);

        Assert.Equal(state, await DataAsync());
    }

    [Fact]
    public async Task What_an_older_backup_moved_is_not_in_the_newest()
    {
        _eu.Backup("daily-1", ago: TimeSpan.FromHours(34));
        _eu.Backup("daily-2");
        Upload("daily-1", "data", "Completed", 10, 10);

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
    }

    [Fact]
    public async Task A_claim_of_that_name_in_another_namespace_proves_nothing()
    {
        _eu.Backup("daily-1");
        Upload("daily-1", "data", "Completed", 10, 10, "till");

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
    }

    [Fact]
    public async Task A_claim_that_is_younger_than_the_backup_is_not_in_it()
    {
        Claim("data", created: ProtectedCluster.Ago(TimeSpan.FromHours(1)));
        _eu.Backup("daily-1");
        Upload("daily-1", "data", "Completed", 10, 10);

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
    }

    [Fact]
    public async Task A_claim_with_the_exclude_label_is_left_out()
    {
        Claim("data", """ "velero.io/exclude-from-backup": "true" """);
        _eu.Backup("daily-1", status: """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """);

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
    }

    [Fact]
    public async Task As_many_snapshots_as_claims_do_not_tell_of_which_volumes()
    {
        _eu.Backup("daily-1", status: """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """);

        Assert.Equal(ProtectionState.Unknown, await DataAsync());
        Assert.Equal(ProtectionFindingKind.VolumeUnknown, Assert.Single((await _eu.JudgeAsync()).Findings).Kind);
    }

    [Theory]
    [InlineData("datauploads")]
    [InlineData("podvolumebackups")]
    public async Task What_may_not_be_read_is_unknown_and_not_missing(string resource)
    {
        _eu.Backup("daily-1");
        _eu.Fake.Fails = request => request.Path.Resource == resource ? FaultKind.Forbidden : null;

        Assert.Equal(ProtectionState.Unknown, await DataAsync());
        Assert.Contains($"resources [\"{resource}\"]", Assert.Single((await _eu.JudgeAsync()).Warnings).Detail);
    }

    [Fact]
    public async Task A_Velero_without_data_movement_has_no_DataUploads()
    {
        _eu.Backup("daily-1");
        _eu.Fake.Fails = static request => request.Path.Resource == "datauploads" ? FaultKind.VeleroNotInstalled : null;

        Assert.Equal(ProtectionState.Uncovered, await DataAsync());
        Assert.Empty((await _eu.JudgeAsync()).Warnings);
    }

    [Fact]
    public async Task A_copy_from_the_bucket_came_without_the_objects_that_tell()
    {
        _eu.Backup(
            "daily-1", labels: """ "workspace-backup.io/cluster-uid": "uid-of-eu" """, created: ProtectedCluster.Ago(TimeSpan.FromHours(1)));

        Assert.Equal(ProtectionState.Unknown, await DataAsync());
    }

    [Fact]
    public async Task Another_ones_data_mover_leaves_other_objects()
    {
        _eu.Backup("daily-1", content: """ "includedNamespaces": ["app"], "datamover": "theirs" """);

        Assert.Equal(ProtectionState.Unknown, await DataAsync());
    }

    [Fact]
    public async Task Claims_that_may_not_be_read_are_null_and_the_rule_is_named()
    {
        _eu.Backup("daily-1");
        _eu.Fake.Fails = static request => request.Path.Resource == "persistentvolumeclaims" ? FaultKind.Forbidden : null;

        var found = await _eu.JudgeAsync();

        Assert.Null(Assert.Single(found.Namespaces).Claims);
        Assert.Contains(found.Findings, static finding =>
            finding is { Kind: ProtectionFindingKind.VolumeUnknown, Severity: ProtectionSeverity.Unknown });
        Assert.Contains("resources [\"persistentvolumeclaims\"], verbs [list].", Assert.Single(found.Warnings).Detail);
    }

    [Fact]
    public async Task A_claim_that_is_not_bound_has_no_data()
    {
        Claim("data", phase: "Pending");
        _eu.Backup("daily-1");

        Assert.Empty(Assert.Single((await _eu.JudgeAsync()).Namespaces).Claims!);
    }

    [Theory]
    [InlineData("ready", """ "phase": "Ready", "lastMaintenanceTime": "2026-03-10T11:00:00Z" """, "")]
    [InlineData("not ready", """ "phase": "NotReady", "message": "no such key" """, "is NotReady: no such key")]
    [InlineData("maintained long ago", """ "phase": "Ready", "lastMaintenanceTime": "2026-03-10T09:00:00Z" """, "last maintained at")]
    [InlineData("the last attempt failed", """
        "phase": "Ready", "lastMaintenanceTime": "2026-03-10T11:00:00Z", "recentMaintenance": [
          { "startTimestamp": "2026-03-10T11:30:00Z", "result": "Failed", "message": "locked" },
          { "startTimestamp": "2026-03-10T10:30:00Z", "result": "Succeeded" }]
        """, "the last time: locked")]
    [InlineData("the last attempt succeeded", """
        "phase": "Ready", "lastMaintenanceTime": "2026-03-10T09:00:00Z", "recentMaintenance": [
          { "startTimestamp": "2026-03-10T10:30:00Z", "result": "Failed" },
          { "startTimestamp": "2026-03-10T11:30:00Z", "result": "Succeeded" }]
        """, "")]
    public async Task A_repository_that_is_not_maintained_is_told(string why, string status, string text)
    {
        _eu.Backup("daily-1");
        Upload("daily-1", "data", "Completed", 10, 10);
        _eu.Add("velero.io/v1", "backuprepositories", "velero", "app-default-kopia", $$"""
            {
              "spec": { "volumeNamespace": "app", "backupStorageLocation": "default", "maintenanceFrequency": "1h0m0s" },
              "status": { {{status}} }
            }
            """);

        var findings = (await _eu.JudgeAsync()).Findings;

        Assert.True((text.Length > 0) == (findings.Count == 1), why);
        Assert.All(findings, finding => Assert.Contains(text, finding.Text));
        Assert.All(findings, static finding => Assert.Equal(ProtectionFindingKind.RepositoryFailing, finding.Kind));
    }

    private async Task<ProtectionState> DataAsync() =>
        Assert.Single(Assert.Single((await _eu.JudgeAsync()).Namespaces).Claims!).Data.State;

    private void Claim(string name, string labels = "", string created = "2026-01-01T00:00:00Z", string phase = "Bound") =>
        _eu.Add("v1", "persistentvolumeclaims", "app", name, $$"""
            {
              "metadata": { "creationTimestamp": "{{created}}", "labels": { {{labels}} } },
              "spec": { "volumeName": "pv-{{name}}" }, "status": { "phase": "{{phase}}" }
            }
            """);

    private void Upload(string backup, string claim, string phase, int done, int total, string @namespace = "app") => _eu.Add(
        "velero.io/v2alpha1", "datauploads", "velero", $"{backup}-{claim}", $$"""
        {
          "metadata": { "ownerReferences": [{ "kind": "Backup", "name": "{{backup}}" }] },
          "spec": { "sourceNamespace": "{{@namespace}}", "sourcePVC": "{{claim}}" },
          "status": { "phase": "{{phase}}", "progress": { "bytesDone": {{done}}, "totalBytes": {{total}} } }
        }
        """);
}
