using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using VeleroSandbox;
using VeleroSandbox.Velero;

namespace AcceptanceTests.DataSources;

/// <summary>Claims with a CSI snapshot, which only the backup's own file tells of: on a stand-in whose Velero makes the backup.</summary>
public sealed class ProtectionFilesTests : AcceptanceTest
{
    private const string Address = "data.workspace_protection.this";

    /// <summary>As 1.18.2 wrote it (<c>csi1</c>).</summary>
    private const string Snapshot = """
        [{"backupMethod":"CSISnapshot","csiSnapshotInfo":{"ReadyToUse":true,"driver":"fake.csi","size":1073741824,"snapshotHandle":"snap-1"},
          "preserveLocalSnapshot":true,"pvName":"pv-data","pvcName":"data","pvcNamespace":"shop","result":"succeeded","skipped":false,
          "snapshotDataMoved":false}]
        """;

    private readonly Sandbox _sandbox;

    public ProtectionFilesTests(ClustersFixture fixture)
        : base(fixture)
    {
        _sandbox = Owned(Sandbox.Start(1, new SandboxOptions { RealClock = true }));
        Cluster.Velero.OnBackup = _ => BackupOutcome.Completed with
        {
            VolumeSnapshotsAttempted = 1,
            VolumeSnapshotsCompleted = 1,
            Volumes = (JsonArray)JsonNode.Parse(Snapshot)!,
        };
        Cluster.CreateNamespace("shop");
        Cluster.Create("persistentvolumeclaims", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "data", ["namespace"] = "shop" },
            ["spec"] = new JsonObject { ["volumeName"] = "pv-data" },
            ["status"] = new JsonObject { ["phase"] = "Bound" },
        });
        Cluster.Create("schedules", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "daily" },
            ["spec"] = new JsonObject
            {
                ["schedule"] = "@every 24h",
                ["template"] = new JsonObject { ["includedNamespaces"] = new JsonArray("shop"), ["storageLocation"] = "default" },
            },
        });
        Cluster.Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "daily-1", ["labels"] = new JsonObject { ["velero.io/schedule-name"] = "daily" } },
            ["spec"] = new JsonObject { ["includedNamespaces"] = new JsonArray("shop"), ["storageLocation"] = "default" },
        });
        _sandbox.Settle();
    }

    private SandboxCluster Cluster => _sandbox["c1"];

    [Fact]
    public async Task They_are_unknown_until_the_file_is_read_which_costs_four_requests()
    {
        Assert.Equal("unknown", (string?)(await VolumesAsync(readsFiles: false))["data"]!["state"]);
        Cluster.Requests.Clear();

        Assert.Empty(await VolumesAsync(readsFiles: true));

        var asked = Cluster.Requests.Lines.Where(line => line.Path.Contains("downloadrequests", StringComparison.Ordinal)).ToList();
        Assert.Equal(1, asked.Count(line => line.Method == "POST"));
        Assert.Equal(1, asked.Count(line => line.Method == "DELETE"));
        Assert.Single(_sandbox.FileRequests);
        Assert.All(_sandbox.FileRequests, headers => Assert.DoesNotContain("Authorization", headers));
        Assert.Null(Cluster.List("downloadrequests", "velero").FirstOrDefault());
    }

    [Theory]
    [InlineData(DownloadFault.UnknownHost, "publicUrl")]
    [InlineData(DownloadFault.Redirect, "another host (localhost:1), which is not followed")]
    [InlineData(DownloadFault.GzipBomb, "it is larger than 64 MiB")]
    [InlineData(DownloadFault.Denied, "answers 403 for it")]
    [InlineData(DownloadFault.Missing, "its volume information: no such file")]
    public async Task A_file_that_cannot_be_read_leaves_them_unknown_and_says_why(DownloadFault fault, string why)
    {
        Cluster.Velero.Downloads = fault;

        var claim = (await VolumesAsync(readsFiles: true))["data"]!;

        Assert.Equal("unknown", (string?)claim["state"]);
        Assert.Contains(why, (string?)claim["reason"]);
    }

    private async Task<JsonObject> VolumesAsync(bool readsFiles)
    {
        var connections = new JsonObject
        {
            ["c1"] = new JsonObject
            {
                ["host"] = Cluster.Url.ToString().TrimEnd('/'),
                ["cluster_ca_certificate"] = Cluster.Certificates.AuthorityPem,
                ["token"] = Cluster.AdminToken,
            },
        };
        var terraform = Terraform("DataSources/protection_files.tf", connections);
        var variables = Variables((JsonObject)connections.DeepClone());
        variables["read_backup_files"] = readsFiles;
        terraform.SetVariables(variables);
        (await terraform.ApplyAsync()).Succeeded();
        return (await terraform.StateAsync(Address))!["by_cluster"]!["c1"]!["namespaces"]!["shop"]!["volumes"]!.AsObject();
    }
}
