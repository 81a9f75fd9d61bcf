using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Protection;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>
/// What decides whether a volume is taken and stands in no Schedule: labels and annotations of pods, claims and volumes. The
/// namespace looks covered, its backup is Completed, and the volume is not in it.
/// </summary>
public sealed class MountedClaimTests
{
    private const string FileSystem = """ "includedNamespaces": ["app"], "defaultVolumesToFsBackup": true """;
    private const string Selecting = """ "includedNamespaces": ["app"], "labelSelector": { "matchLabels": { "app": "web" } } """;
    private const string Csi = """ "csiVolumeSnapshotsAttempted": 1, "csiVolumeSnapshotsCompleted": 1 """;
    private const string Native = """ "volumeSnapshotsAttempted": 1, "volumeSnapshotsCompleted": 1 """;
    private const string Excluded = """ "velero.io/exclude-from-backup": "true" """;

    private readonly ProtectedCluster _eu = new();

    [Theory]
    [InlineData("an annotation of the pod opts it out", "", """ "backup.velero.io/backup-volumes-excludes": "other, vol" """,
        "the pod \"web\" opts it out (backup.velero.io/backup-volumes-excludes)")]
    [InlineData("the pod carries the label", Excluded, "", "the pod \"web\" that mounts it carries the label")]
    public async Task File_system_backup_sees_only_what_pods_show(string why, string labels, string annotations, string told)
    {
        _eu.Protected(FileSystem);
        Claim("data");
        Pod("web", "data", labels, annotations);

        var claim = await DataAsync();

        Assert.True(claim.State == ProtectionState.Uncovered, why);
        Assert.Contains(told, claim.Reason);
    }

    [Fact]
    public async Task File_system_backup_leaves_out_a_claim_that_no_pod_mounts()
    {
        _eu.Protected(FileSystem);
        Claim("data");
        Pod("web", "another");

        var claim = await DataAsync();

        Assert.Equal(ProtectionState.Uncovered, claim.State);
        Assert.Contains("no pod mounts it", claim.Reason);
    }

    [Fact]
    public async Task A_pod_mounts_the_claim_of_its_ephemeral_volume()
    {
        _eu.Protected(FileSystem);
        Claim("web-scratch");
        _eu.Add("v1", "pods", "app", "web", """
            {
              "metadata": { "labels": { {LABEL} } },
              "spec": { "volumes": [{ "name": "scratch", "ephemeral": { "volumeClaimTemplate": { "spec": {} } } }] },
              "status": { "phase": "Running" }
            }
            """.Replace("{LABEL}", Excluded, StringComparison.Ordinal));

        Assert.Contains("the pod \"web\" that mounts it", (await DataAsync()).Reason);
    }

    [Fact]
    public async Task A_pod_that_is_over_shows_nothing()
    {
        _eu.Protected(FileSystem);
        Claim("data");
        Pod("job", "data", phase: "Succeeded");

        Assert.Contains("no pod mounts it", (await DataAsync()).Reason);
    }

    [Fact]
    public async Task One_of_several_pods_that_does_not_opt_it_out_is_no_reason()
    {
        _eu.Protected(FileSystem);
        Claim("data");
        Pod("web", "data", annotations: """ "backup.velero.io/backup-volumes-excludes": "vol" """);
        Pod("api", "data");

        var claim = await DataAsync();

        Assert.Equal(ProtectionState.Uncovered, claim.State);
        Assert.DoesNotContain("opts it out", claim.Reason);
    }

    [Fact]
    public async Task As_many_snapshots_as_claims_and_one_of_them_is_read_by_opt_in()
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", status: Csi);
        Claim("data");
        Pod("web", "data", annotations: """ "backup.velero.io/backup-volumes": "vol" """);

        var claim = await DataAsync();

        Assert.Equal(ProtectionState.Unknown, claim.State);
        Assert.Contains("the pod \"web\" opts it into file-system backup (backup.velero.io/backup-volumes)", claim.Reason);
    }

    [Fact]
    public async Task Without_snapshots_only_what_is_opted_in_is_read()
    {
        _eu.Protected(""" "includedNamespaces": ["app"], "snapshotVolumes": false """);
        Claim("data");
        Pod("web", "data");

        var claim = await DataAsync();

        Assert.Equal(ProtectionState.Uncovered, claim.State);
        Assert.Contains("no pod opts it in (backup.velero.io/backup-volumes)", claim.Reason);
    }

    [Theory]
    [InlineData("a snapshotter takes volumes, and this one is left out", Native, ProtectionState.Uncovered)]
    [InlineData("a CSI driver takes claims", Csi, ProtectionState.Unknown)]
    [InlineData("no snapshot at all", "", ProtectionState.Uncovered)]
    public async Task A_volume_with_the_exclude_label_is_left_out(string why, string snapshots, ProtectionState state)
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", status: snapshots);
        Claim("data");
        _eu.Add("v1", "persistentvolumes", null, "pv-data", $$""" { "metadata": { "labels": { {{Excluded}} } } } """);

        var claim = await DataAsync();

        Assert.True(claim.State == state, $"{why}: {claim}");
        Assert.Contains("its PersistentVolume pv-data carries the label velero.io/exclude-from-backup=true", claim.Reason);
    }

    [Fact]
    public async Task Another_volume_with_the_label_says_nothing()
    {
        _eu.Protected();
        Claim("data");
        _eu.Add("v1", "persistentvolumes", null, "pv-other", $$""" { "metadata": { "labels": { {{Excluded}} } } } """);

        Assert.DoesNotContain("PersistentVolume", (await DataAsync()).Reason);
    }

    [Fact]
    public async Task A_claim_without_the_selectors_label_and_without_a_matching_pod_is_not_in_the_backup()
    {
        _eu.Protected(Selecting);
        Claim("data");
        Pod("api", "data", """ "app": "api" """);

        var claim = await DataAsync();

        Assert.Equal(ProtectionState.Uncovered, claim.State);
        Assert.Contains("neither it nor a pod that mounts it matches the label selector", claim.Reason);
    }

    [Theory]
    [InlineData("its own label", """ "app": "web" """, "")]
    [InlineData("that of a pod that mounts it", "", """ "app": "web" """)]
    public async Task A_claim_is_in_by_its_own_label_or_by_that_of_a_pod_that_mounts_it(string why, string own, string pods)
    {
        _eu.Protected(Selecting);
        Claim("data", own);
        Pod("web", "data", pods);

        // Nothing of the selector stands against it, so that what is missing is only the evidence.
        var missing = await DataAsync();
        Assert.True(missing.State == ProtectionState.Uncovered, why);
        Assert.DoesNotContain("label selector", missing.Reason);
        _eu.Add("velero.io/v1", "podvolumebackups", "velero", "daily-x7nwv", """
            {
              "metadata": {
                "annotations": { "velero.io/pvc-name": "data" },
                "ownerReferences": [{ "kind": "Backup", "name": "daily-20260310020000" }]
              },
              "spec": { "pod": { "namespace": "app", "name": "web" }, "volume": "vol" },
              "status": { "phase": "Completed", "progress": { "bytesDone": 7, "totalBytes": 7 } }
            }
            """);
        Assert.Equal(ProtectionState.Covered, (await DataAsync()).State);
    }

    /// <summary>The namespace is not decided either: other objects of it may not match.</summary>
    [Fact]
    public async Task A_volume_that_is_in_does_not_make_the_namespace_covered()
    {
        _eu.Protected(Selecting);
        Claim("data", """ "app": "web" """);

        Assert.Equal(ProtectionState.Unknown, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.State);
    }

    [Fact]
    public async Task Where_everything_is_told_pods_and_volumes_are_not_read()
    {
        _eu.Protected();

        await _eu.JudgeAsync();

        Assert.DoesNotContain(_eu.Fake.Requests, static request => request.Path.Resource is "pods" or "persistentvolumes");
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("persistentvolumes")]
    public async Task What_may_not_be_read_of_them_is_one_warning_with_the_rule_and_changes_no_verdict(string resource)
    {
        _eu.Protected(FileSystem);
        Claim("data");
        _eu.Fake.Fails = request => request.Path.Resource == resource ? FaultKind.Forbidden : null;

        Assert.Equal(ProtectionState.Uncovered, (await DataAsync()).State);
        Assert.Contains($"resources [\"{resource}\"], verbs [list]", Assert.Single((await _eu.JudgeAsync()).Warnings).Detail);
    }

    private async Task<Judgement> DataAsync() =>
        Assert.Single(Assert.Single((await _eu.JudgeAsync()).Namespaces).Claims!).Data;

    private void Claim(string name, string labels = "") => _eu.Add("v1", "persistentvolumeclaims", "app", name, $$"""
        {
          "metadata": { "creationTimestamp": "2026-01-01T00:00:00Z", "labels": { {{labels}} } },
          "spec": { "volumeName": "pv-{{name}}" }, "status": { "phase": "Bound" }
        }
        """);

    private void Pod(string name, string claim, string labels = "", string annotations = "", string phase = "Running") =>
        _eu.Add("v1", "pods", "app", name, $$"""
        {
          "metadata": { "labels": { {{labels}} }, "annotations": { {{annotations}} } },
          "spec": { "volumes": [
            { "name": "config", "configMap": { "name": "web" } },
            { "name": "vol", "persistentVolumeClaim": { "claimName": "{{claim}}" } }] },
          "status": { "phase": "{{phase}}" }
        }
        """);
}
