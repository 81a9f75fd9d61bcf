using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

/// <summary>What backups say of themselves in the bucket, in messages and in the state.</summary>
public sealed class BackupFilesTests(ClustersFixture fixture) : BackupTest(fixture)
{
    /// <summary>As 1.18.2 wrote it (<c>vol-bound/snapshot-true</c>): Completed, and not a byte of any volume.</summary>
    private const string Skipped = """
        [{"preserveLocalSnapshot":false,"pvInfo":{"labels":null,"reclaimPolicy":"Retain"},"pvName":"pv-app","pvcName":"data",
          "pvcNamespace":"shop","skipped":true,"skippedReason":
          "podvolume: opted out due to annotation in pod web;volumeSnapshot: no applicable volumesnapshotter found;",
          "snapshotDataMoved":false},
         {"backupMethod":"PodVolumeBackup","pvName":"pv-logs","pvbInfo":{"Phase":"Completed","nodeName":"n1","podName":"web",
          "podNamespace":"shop","size":3000006,"uploaderType":"kopia","volumeName":"logs"},"pvcName":"logs","pvcNamespace":"shop",
          "result":"succeeded","skipped":false,"snapshotDataMoved":false}]
        """;

    [Fact]
    public async Task Completed_without_a_volume_is_a_warning_that_nobody_overlooks_and_the_plan_stays_empty()
    {
        var terraform = Terraform("Backups/files.tf");

        var apply = (await WithFilesAsync(terraform, "Completed", Volumes)).Succeeded();

        var warning = Assert.Single(apply.Warnings);
        Assert.StartsWith("Volume Data Not In The Backup: \"default/", warning.Summary);
        Assert.All(Clusters, cluster => Assert.Contains($"on cluster \"{cluster.Name}\" is Completed and does NOT hold", warning.Detail));
        Assert.Contains(
            "- shop/data: podvolume: opted out due to annotation in pod web;volumeSnapshot: no applicable volumesnapshotter found", warning.Detail);
        Assert.Contains("default_volumes_to_fs_backup = true", warning.Detail);
        var state = (await terraform.StateAsync(Address))!;
        var volumes = state["volumes"]!["c1"]!;
        Assert.False((bool)volumes["shop/data"]!["saved"]!);
        Assert.Equal(
            ("PodVolumeBackup", 3000006L, true),
            ((string?)volumes["shop/logs"]!["method"], (long)volumes["shop/logs"]!["bytes"]!, (bool)volumes["shop/logs"]!["saved"]!));
        Assert.All(Clusters, cluster => Assert.Contains(
            state["problems"]!.AsArray(), problem => (string?)problem!["cluster"] == cluster.Name && (string?)problem["namespace"] == "shop"));
        foreach (var cluster in Clusters)
        {
            Assert.Empty(await cluster.ListAsync("downloadrequests"));
        }

        (await terraform.PlanAsync()).IsEmpty();

        // A change of what is local asks no cluster, and changes nothing of what is known.
        terraform.SetVariables(With("require_volumes", true));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Equal(volumes.ToJsonString(), (await terraform.StateAsync(Address))!["volumes"]!["c1"]!.ToJsonString());
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task With_require_volumes_it_is_an_error()
    {
        var terraform = Terraform("Backups/files.tf");
        terraform.SetVariables(With("require_volumes", true));

        var apply = (await WithFilesAsync(terraform, "Completed", Volumes)).Failed();

        Assert.StartsWith("Volume Data Not In The Backup", Assert.Single(apply.Errors).Summary);
    }

    [Fact]
    public async Task A_partial_end_has_its_first_reasons_inline_and_in_the_state()
    {
        var terraform = Terraform("Backups/files.tf");

        var apply = (await WithFilesAsync(terraform, "PartiallyFailed", (files, name) => files.Put(
            "BackupResults", name, JsonNode.Parse("""
                {"errors":{"velero":[" name: /web message: /Error backing up item error: /daemonset pod not found in running state in node n1"]},
                 "warnings":{"namespaces":{"shop":[" resource: /pods name: /web message: /Skip pod volume data"]}}}
                """)))).Failed();

        var error = Assert.Single(apply.Errors);
        Assert.Contains("Its first reasons:", error.Detail);
        Assert.Contains("- error: name: /web message: /Error backing up item error: /daemonset pod not found in running state in node n1", error.Detail);
        Assert.Contains("- warning in namespace \"shop\": resource: /pods", error.Detail);
        Assert.Equal(6, (await terraform.StateAsync(Address))!["problems"]!.AsArray().Count);
    }

    [Fact]
    public async Task Files_that_Velero_signs_no_address_for_are_one_warning_and_no_error()
    {
        var terraform = Terraform("Backups/files.tf", new() { ["c1"] = Clusters[0].Connection() });

        var apply = (await WithFilesAsync(
            terraform, "Completed", static (files, name) => files.Unsigned[name] = true, Clusters[0])).Succeeded();

        var warning = Assert.Single(apply.Warnings);
        Assert.StartsWith("Velero's Files Not Read", warning.Summary);
        Assert.Contains("BackupResourceList, BackupVolumeInfos: not readable: Velero signed no URL", warning.Detail);
        Assert.Empty((await terraform.StateAsync(Address))!["volumes"]!.AsObject());
        Assert.Empty(await Clusters[0].ListAsync("downloadrequests"));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task An_identity_that_may_not_read_files_gets_one_warning_with_the_rule()
    {
        (await WithFilesAsync(Terraform("Backups/files.tf"), "Completed", Volumes)).Succeeded();
        var found = Terraform("DataSources/run_files.tf", Connections((Clusters[0], Clusters[0].Connection(user: "reader"))));

        var apply = (await found.ApplyAsync()).Succeeded();

        var warning = Assert.Single(apply.Warnings);
        Assert.StartsWith("Velero's Files Not Read", warning.Summary);
        Assert.Contains("rules: [{apiGroups: [velero.io], resources: [downloadrequests], verbs: [create, get, delete]}]", warning.Detail);
        Assert.Equal(["c2", "c3"], (await found.StateAsync("data.workspace_backup.told"))!["volumes"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task What_examples_rbac_grants_for_an_apply_is_enough_for_files()
    {
        var terraform = Terraform("Backups/files.tf", new() { ["c1"] = Clusters[0].Connection(user: "operator") });

        var apply = (await WithFilesAsync(terraform, "Completed", Volumes, Clusters[0])).Succeeded();

        Assert.StartsWith("Volume Data Not In The Backup", Assert.Single(apply.Warnings).Summary);
    }

    [Fact]
    public async Task The_end_of_a_backup_that_nobody_waited_for_is_read_by_the_next_refresh_and_not_again()
    {
        var terraform = Terraform("Backups/files.tf");
        terraform.SetVariables(With("wait", false));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Empty((await terraform.StateAsync(Address))!["volumes"]!.AsObject());
        foreach (var cluster in Clusters)
        {
            Volumes(FilesOf(cluster), Name(Assert.Single(await BackupsAsync(cluster))));
            await EndAsync(cluster);
        }

        var apply = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(apply.Warnings, warning => warning.Summary.StartsWith("Volume Data Not In The Backup", StringComparison.Ordinal));
        Assert.Equal(["c1", "c2", "c3"], (await terraform.StateAsync(Address))!["volumes"]!.AsObject().Select(entry => entry.Key));
        Assert.Empty((await terraform.PlanAsync()).IsEmpty().Warnings);
    }

    [Fact]
    public async Task The_data_source_reads_them_when_it_is_asked_to()
    {
        var terraform = Terraform("Backups/files.tf");
        (await WithFilesAsync(terraform, "Completed", Volumes)).Succeeded();
        var found = Terraform("DataSources/run_files.tf");

        (await found.ApplyAsync()).Succeeded();

        var told = (await found.StateAsync("data.workspace_backup.told"))!;
        Assert.False((bool)told["volumes"]!["c2"]!["shop/data"]!["saved"]!);
        Assert.Equal(3, told["problems"]!.AsArray().Count);
        var silent = (await found.StateAsync("data.workspace_backup.silent"))!;
        Assert.Null(silent["volumes"]);
        Assert.Null(silent["problems"]);
    }

    [Fact]
    public async Task A_state_that_was_written_before_plans_nothing_and_reads_nothing()
    {
        var terraform = Terraform("Backups/files.tf");
        (await WithFilesAsync(terraform, "Completed", Volumes)).Succeeded();
        terraform.WithoutAttributes(Address, "problems", "volumes", "require_volumes");

        Assert.Empty((await terraform.PlanAsync()).IsEmpty().Warnings);
        (await terraform.PlanAsync("-refresh=false")).IsEmpty();
    }

    private static void Volumes(VeleroServer.FileServer files, string name)
    {
        files.Put("BackupResourceList", name, JsonNode.Parse("""{"v1/PersistentVolumeClaim":["shop/data","shop/logs"]}"""));
        files.Put("BackupVolumeInfos", name, JsonNode.Parse(Skipped));
    }

    /// <summary>An apply, and a Velero that ends each cluster's backup once its files are in the bucket.</summary>
    private Task<TerraformResult> WithFilesAsync(
        TerraformDirectory terraform, string phase, Action<VeleroServer.FileServer, string> put, params TestCluster[] clusters) => WhileAsync(
        terraform.ApplyAsync(),
        [.. (clusters.Length > 0 ? clusters : Clusters).Select(async cluster =>
        {
            put(FilesOf(cluster), Name(await cluster.FirstAsync("backups", Selector)));
            await EndAsync(cluster, phase);
        })]);
}
