using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Downloads;
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
            ["labels"] = JsonShapes.Object(new StringMap(
            [
                .. OwnedMetadata.Labels("payments", "upgrade", "eu", _eu.Uid),
                new(OwnedMetadata.RunLabel, "19700101T000000Z"),
            ])),
            ["annotations"] = new JsonObject { [OwnedMetadata.InstanceAnnotation] = Operation },
        },
        ["status"] = new JsonObject { ["phase"] = "Completed" },
    }.ToJsonString());

    private KnownObject Known => new(_eu.Cluster, Name, Backed.Parsed("payments/upgrade/19700101T000000Z"))
    {
        Token = Operation,
    };

    private KnownObject Begun => Known with { Location = "default", WasBegun = true };

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

    [Theory]
    [InlineData("Queued", 0)]
    [InlineData("InProgress", 3)]
    [InlineData("Finalizing", 3)]
    public async Task One_that_is_being_made_is_waited_for_and_its_object_is_never_deleted(string phase, int reads)
    {
        var seen = 0;
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "backups")
            {
                found["status"]!["phase"] = seen++ < 3 ? phase : "Completed";
            }
            else if (path.Resource == "deletebackuprequests")
            {
                Assert.True(seen > reads, "the request came too early");
                _eu.Remove(ApiPath.Velero("backups", "velero", Name));
                _eu.Remove(path);
            }
        };

        Assert.Null(await DeleteAsync());
        Assert.DoesNotContain(_eu.StoringRequests, request => request is { Verb: "DELETE", Path.Resource: "backups" });
    }

    [Fact]
    public async Task One_whose_object_somebody_deleted_is_deleted_with_its_data_once_velero_has_brought_it_back()
    {
        var back = _eu.All("backups")[0];
        back["metadata"]!["uid"] = "of-the-copy";
        _eu.Remove(ApiPath.Velero("backups", "velero", Name));
        var passes = 0;
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "backupstoragelocations")
            {
                found["status"]!["lastSyncedTime"] = $"pass {passes}";
                if (++passes == 3)
                {
                    _eu.Add(ApiPath.Velero("backups", "velero", Name), back.ToJsonString());
                }
            }
            else if (path.Resource == "deletebackuprequests")
            {
                _eu.Remove(ApiPath.Velero("backups", "velero", Name));
                _eu.Remove(path);
            }
        };

        Assert.Null(await DeleteAsync(Begun));
        Assert.Contains(_eu.StoringRequests, request => request is { Verb: "POST", Path.Resource: "deletebackuprequests" });
    }

    [Fact]
    public async Task One_that_two_passes_of_the_sync_did_not_bring_back_is_gone_with_its_data()
    {
        _eu.Remove(ApiPath.Velero("backups", "velero", Name));
        var reads = 0;
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "backupstoragelocations")
            {
                found["status"]!["lastSyncedTime"] = $"pass {reads++ / 4}";
            }
        };

        Assert.Null(await DeleteAsync(Begun));
        Assert.InRange(reads, 9, 12);
        Assert.Empty(_eu.All("deletebackuprequests"));
    }

    [Theory]
    [InlineData("the location is gone", "is not there any more")]
    [InlineData("the location is unavailable", "no such bucket")]
    [InlineData("the location is never looked through", "backupSyncPeriod is 0")]
    [InlineData("the server never looks through any", "backupSyncPeriod is 0")]
    public async Task Where_velero_cannot_bring_it_back_the_destroy_is_not_complete(string how, string why)
    {
        _eu.Remove(ApiPath.Velero("backups", "velero", Name));
        switch (how)
        {
            case "the location is gone":
                _eu.RemoveLocation("default");
                break;
            case "the location is unavailable":
                _eu.AddLocation("default", "Unavailable", message: "no such bucket");
                break;
            case "the location is never looked through":
                _eu.Acts = (path, found) =>
                {
                    if (path.Resource == "backupstoragelocations")
                    {
                        found["spec"]!["backupSyncPeriod"] = "0s";
                    }
                };
                break;
            default:
                _eu.Add(FakeCluster.DeploymentPath, """
                    {"spec": {"template": {"spec": {"containers": [
                      {"args": ["server", "--backup-sync-period", "0s"]}] } } } }
                    """);
                break;
        }

        var finding = await DeleteAsync(Begun);

        Assert.Equal((FindingKind.BackupNotDeleted, true), (finding!.Kind, finding.IsError));
        Assert.Contains("still in the bucket", finding.Detail, StringComparison.Ordinal);
        Assert.Contains(why, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_velero_refused_is_not_left_behind()
    {
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                found["status"] = new JsonObject { ["phase"] = "Processed", ["errors"] = new JsonArray("the bucket is locked") };
            }
        };

        await DeleteAsync();

        Assert.Empty(_eu.All("deletebackuprequests"));
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
    public async Task What_a_tainted_state_names_is_deleted_without_the_token_that_terraform_does_not_hand_on()
    {
        _eu.Acts = (path, _) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                _eu.Remove(ApiPath.Velero("backups", "velero", Name));
                _eu.Remove(path);
            }
        };
        var uid = (string?)_eu.All("backups")[0]["metadata"]!["uid"];

        Assert.Null(await DeleteAsync(Known with { Token = null, Uid = uid, ClusterUid = _eu.Uid }));
        Assert.Empty(_eu.All("backups"));
    }

    [Theory]
    [InlineData("payments", true)]
    [InlineData("billing", false)]
    public async Task A_backup_that_velero_synced_again_has_another_uid_and_is_told_by_all_its_labels(
        string workspace, bool isDeleted)
    {
        _eu.Acts = (path, _) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                _eu.Remove(ApiPath.Velero("backups", "velero", Name));
                _eu.Remove(path);
            }
        };
        var known = Known with { Token = null, Uid = "of-before", ClusterUid = _eu.Uid };

        await DeleteAsync(known with { Id = known.Id with { Workspace = workspace } });

        Assert.Equal(isDeleted, _eu.All("backups").Count == 0);
    }

    [Fact]
    public async Task Behind_the_key_of_another_cluster_nothing_is_deleted_and_the_destroy_is_not_complete()
    {
        var finding = await DeleteAsync(Known with { ClusterUid = "uid-of-another" });

        Assert.Equal((FindingKind.AnotherCluster, true), (finding!.Kind, finding.IsError));
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

    [Fact]
    public async Task Where_velero_is_not_installed_any_more_it_is_said_that_the_data_stays()
    {
        _eu.Fails = request => request.Path.Resource == "backups" ? FaultKind.VeleroNotInstalled : null;

        var finding = await DeleteAsync(Begun);

        Assert.Equal((FindingKind.BackupNotDeleted, false), (finding!.Kind, finding.IsError));
        Assert.Contains("stays in the bucket", finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operation-1", true)]
    [InlineData("of-another", false)]
    public async Task One_that_a_velero_which_has_moved_brought_along_is_deleted_where_it_is_now(string token, bool isDeleted)
    {
        var there = ApiPath.Velero("backups", "openshift-adp", Name);
        var moved = _eu.All("backups")[0];
        moved["metadata"]!["uid"] = "of-the-copy";
        moved["metadata"]!["annotations"]![OwnedMetadata.InstanceAnnotation] = token;
        _eu.Remove(ApiPath.Velero("backups", "velero", Name));
        _eu.AddNamespace("openshift-adp");
        _eu.Add(there, moved.ToJsonString());
        _eu.Remove(ApiPath.Velero("backupstoragelocations", "velero", "default"));
        _eu.Acts = (path, _) =>
        {
            if (path.Resource == "deletebackuprequests")
            {
                Assert.Equal("openshift-adp", path.Namespace);
                _eu.Remove(there);
                _eu.Remove(path);
            }
        };

        var finding = await DeleteAsync(Begun with { MovedTo = _eu.Cluster with { VeleroNamespace = "openshift-adp" } });

        Assert.Equal(isDeleted, finding is null);
        Assert.Equal(!isDeleted, (await _eu.Cluster.Api.GetAsync(there, CancellationToken.None)).Succeeded);
    }

    private Task<Finding?> DeleteAsync(string token = Operation) => DeleteAsync(Known with { Token = token });

    private static async Task<Finding?> DeleteAsync(KnownObject known)
    {
        var time = new FakeTime(TimeSpan.FromSeconds(10));
        return Assert.Single(await new BackupOperations(time, new VeleroServers(time), new AccessReviews(), new FakeFiles()).DeleteAsync(
            [known], TimeSpan.FromMinutes(30), CancellationToken.None).WaitAsync(Given.Limit));
    }
}
