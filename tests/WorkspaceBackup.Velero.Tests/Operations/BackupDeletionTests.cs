using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class BackupDeletionTests
{
    private const string Operation = "operation-1";
    private const string Name = "upgrade-eu-19700101000000";

    private readonly FakeCluster _eu = new("eu");

    public BackupDeletionTests() => _eu.Add(ApiPath.Velero("backups", "velero", Name), new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = new JsonObject { [OwnedMetadata.ClusterUidLabel] = _eu.Uid },
            ["annotations"] = new JsonObject { [OwnedMetadata.InstanceAnnotation] = Operation },
        },
        ["status"] = new JsonObject { ["phase"] = "Completed" },
    }.ToJsonString());

    [Fact]
    public async Task Deleting_asks_velero_and_is_over_when_the_backup_is_gone()
    {
        _eu.Acts = (path, _) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                _eu.Remove(ApiPath.Velero("backups", "velero", Name));
                _eu.Remove(path);
            }
        };

        Assert.Null(await DeleteAsync());
        Assert.DoesNotContain(_eu.StoringRequests, request => request is { Verb: "DELETE", Path.Resource: "backups" });
    }

    [Fact]
    public async Task What_velero_could_not_delete_is_an_error_with_its_reason()
    {
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                found["status"] = new JsonObject { ["phase"] = "Processed", ["errors"] = new JsonArray("the bucket is locked") };
            }
        };

        var finding = await DeleteAsync();

        Assert.Equal(FindingKind.BackupNotDeleted, finding!.Kind);
        Assert.Contains("the bucket is locked", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_vanished_without_the_backup_is_an_error()
    {
        _eu.Acts = (path, _) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                _eu.Remove(path);
            }
        };

        Assert.True((await DeleteAsync())!.IsError);
    }

    [Fact]
    public async Task Another_clusters_or_operations_backup_is_left_alone()
    {
        var finding = await DeleteAsync("another-operation");

        Assert.Equal((FindingKind.ReplacedByAnother, false), (finding!.Kind, finding.IsError));
        Assert.Empty(_eu.All("deletebackuprequests"));
    }

    [Fact]
    public async Task Without_a_velero_server_deleting_is_an_error_at_once()
    {
        _eu.VeleroVersion = null;

        Assert.Equal(FaultKind.VeleroNotAnswering, (await DeleteAsync())!.Fault!.Kind);
        Assert.Empty(_eu.All("deletebackuprequests"));
    }

    [Fact]
    public async Task Where_velero_or_the_backup_is_gone_there_is_nothing_to_delete()
    {
        _eu.Fails = request => request.Path.Resource == "backups" ? FaultKind.VeleroNotInstalled : null;
        Assert.Null(await DeleteAsync());

        _eu.Fails = request => request.Path.Resource == "backups" ? FaultKind.Forbidden : null;
        Assert.Equal(FaultKind.Forbidden, (await DeleteAsync())!.Fault!.Kind);

        _eu.Fails = static _ => null;
        _eu.Remove(ApiPath.Velero("backups", "velero", Name));
        Assert.Null(await DeleteAsync());
        Assert.Empty(_eu.All("deletebackuprequests"));
    }

    private async Task<Finding?> DeleteAsync(string operation = Operation)
    {
        var time = new FakeTime(TimeSpan.FromSeconds(10));
        var deleted = await new BackupWriteService(time, new VeleroServers(time)).DeleteAsync(
            new Dictionary<Cluster, string> { [_eu.Cluster] = Name },
            operation,
            TimeSpan.FromMinutes(30),
            CancellationToken.None).WaitAsync(Given.Limit);
        return deleted["eu"];
    }
}
