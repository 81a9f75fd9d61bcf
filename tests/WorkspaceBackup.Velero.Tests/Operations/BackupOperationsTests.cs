using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class BackupOperationsTests
{
    private const string Operation = "operation-1";
    private const string NameOnEu = "upgrade-eu-19700101000000";

    private static readonly FakeTime s_time = new(TimeSpan.FromSeconds(10));

    private static readonly RunId s_id = Backed.Parsed("payments/upgrade/19700101T000000Z");

    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task Every_cluster_gets_a_backup_of_the_same_time_with_all_marks()
    {
        var result = await CreateAsync(Request());

        Assert.Empty(result.Findings);
        Assert.Equal("payments/upgrade/19700101T000000Z", result.Id.ToString());
        Assert.Equal(["eu", "us"], result.Objects.Keys);
        var backup = Assert.Single(_eu.All("backups"));
        Assert.Equal(NameOnEu, (string?)backup["metadata"]!["name"]);
        Assert.Equal("upgrade-us-19700101000000", (string?)_us.All("backups")[0]["metadata"]!["name"]);
        var labels = backup["metadata"]!["labels"]!;
        Assert.Equal("payments", (string?)labels[OwnedMetadata.WorkspaceLabel]);
        Assert.Equal("upgrade", (string?)labels[OwnedMetadata.PrefixLabel]);
        Assert.Equal("uid-of-eu", (string?)labels[OwnedMetadata.ClusterUidLabel]);
        Assert.Equal("19700101T000000Z", (string?)labels[OwnedMetadata.RunLabel]);
        Assert.Equal("eu,us", (string?)backup["metadata"]!["annotations"]![OwnedMetadata.ClustersAnnotation]);
        Assert.Equal("default", (string?)backup["spec"]!["storageLocation"]);
    }

    [Fact]
    public async Task A_place_that_was_never_given_back_is_said_while_the_backup_is_waited_for()
    {
        var reads = 0;
        var said = new System.Collections.Concurrent.ConcurrentQueue<OperationState>();
        _eu.Acts = (path, found) =>
        {
            if (path.Resource == "backups")
            {
                found["metadata"]!["creationTimestamp"] = "1970-01-01T00:00:00Z";
                found["status"] = ++reads > 60
                    ? new JsonObject { ["phase"] = "Completed" }
                    : new JsonObject { ["phase"] = "Queued", ["queuePosition"] = 1L };
            }
        };
        var request = Request(waits: true);

        var result = await CreateAsync(request with
        {
            Clusters = [_eu.Cluster],
            Waiting = request.Waiting! with { Progress = said.Enqueue },
        });

        Assert.Empty(result.Findings);
        Assert.Contains(said, state => state is { Phase: "Queued", QueuePosition: 1 });
        Assert.Contains(said, state => state.Note?.Contains("was not given back", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(false, Severity.Warning)]
    [InlineData(true, Severity.Error)]
    public async Task A_backup_that_is_Completed_without_a_volume_says_so_on_each_cluster(bool isRequired, Severity severity)
    {
        Completes(_eu);
        Completes(_us);
        var files = new FakeFiles()
            .Put(FileKind.BackupResourceList, NameOnEu, """{"v1/PersistentVolumeClaim":["app/data"]}""")
            .Put(FileKind.BackupVolumeInfos, NameOnEu, """
                [{"pvcName":"data","pvcNamespace":"app","skipped":true,"skippedReason":"volumeSnapshot: no applicable volumesnapshotter found;"}]
                """);
        var request = Request(waits: true);

        var result = await CreateAsync(
            request with { Waiting = request.Waiting! with { RequireVolumes = isRequired } }, files: files);

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.VolumesMissing, severity, "eu"), (finding.Kind, finding.Severity, finding.Cluster));
        Assert.Contains("is Completed and does NOT hold the data of its only volume", finding.Detail);
        Assert.Contains("- app/data: volumeSnapshot: no applicable volumesnapshotter found", finding.Detail);
        Assert.False(result.Reviews["eu"].Volumes![0].IsSaved);
        Assert.Empty(result.Reviews["us"].Volumes!);
    }

    [Fact]
    public async Task A_failure_tells_its_first_reasons_and_an_unreadable_bucket_is_one_line()
    {
        Completes(_eu, "PartiallyFailed");
        Completes(_us, "PartiallyFailed");
        var files = new FakeFiles()
            .Put(FileKind.BackupResults, NameOnEu, """{"errors":{"namespaces":{"app":["the volume is gone"]}}}""")
            .Put(FileKind.BackupResults, "upgrade-us-19700101000000", new FileRead.Unread("the connection was refused"));

        var result = await CreateAsync(Request(waits: true), files: files);

        var (eu, us) = (result.Findings.Single(one => one.Cluster == "eu"), result.Findings.Single(one => one.Cluster == "us"));
        Assert.EndsWith("Its first reasons:\n\n- error in namespace \"app\": the volume is gone", eu.Detail);
        Assert.EndsWith("Its reasons are not here: BackupResults: not readable: the connection was refused.", us.Detail);
        Assert.Equal("the volume is gone", Assert.Single(result.Reviews["eu"].Problems).Message);
    }

    [Theory]
    [InlineData("none of the namespaces is there", "gone", false, true)]
    [InlineData("none is, and a part would be enough", "gone", true, true)]
    [InlineData("one of them is not there", "app,gone", false, true)]
    [InlineData("one is not, and a part is enough", "app,gone", true, false)]
    public async Task A_namespace_that_is_not_there_is_in_the_way_of_a_backup_at_plan_and_at_apply(
        string when, string namespaces, bool allowsPartial, bool isError)
    {
        _eu.VeleroVersion = _us.VeleroVersion = "v1.18.2";
        var request = Request() with
        {
            Content = Request().Content with { IncludedNamespaces = [.. namespaces.Split(',')] },
            FailsWhenPartial = !allowsPartial,
        };

        var (planned, _) = await Service().DryRunAsync(request, CancellationToken.None).WaitAsync(Given.Limit);
        var applied = await CreateAsync(request);

        Assert.Equal(["eu", "us"], planned.Select(static finding => finding.Cluster));
        Assert.All(planned, finding =>
        {
            Assert.True((isError, VerdictRule.NamespaceMissing) == (finding.IsError, finding.Rule), when);
            Assert.Equal(isError, finding.Detail.Contains("known only once it is made", StringComparison.Ordinal));
        });
        Assert.Equal(isError ? ["eu", "us"] : [], applied.Findings.Where(static finding => finding.IsError).Select(static finding => finding.Cluster));
        Assert.Equal(isError ? 0 : 2, applied.Objects.Count);
    }

    [Fact]
    public async Task Of_several_snapshot_locations_none_named_is_in_the_way_of_a_backup()
    {
        foreach (var name in new[] { "aws-1", "aws-2" })
        {
            _eu.Add(ApiPath.Velero("volumesnapshotlocations", "velero", name), """{"spec": {"provider": "aws"}}""");
        }

        _eu.Add(FakeCluster.DeploymentPath, """{"spec": {"template": {"spec": {"containers": [{"args": ["server"]}]}}}}""");

        var finding = Assert.Single(
            (await Service().DryRunAsync(Request(), CancellationToken.None).WaitAsync(Given.Limit)).Findings);

        Assert.Equal((true, "eu", VerdictRule.SnapshotLocationAmbiguous), (finding.IsError, finding.Cluster, finding.Rule));
    }

    [Fact]
    public async Task What_only_warns_on_a_schedule_is_in_the_way_of_a_backup_that_runs_now()
    {
        _eu.AddNamespace("kept-out", "velero.io/exclude-from-backup");
        _us.AddNamespace("kept-out");
        var request = Request() with { Content = Request().Content with { IncludedNamespaces = ["app", "kept-out"] } };

        var finding = Assert.Single(
            (await Service().DryRunAsync(request, CancellationToken.None).WaitAsync(Given.Limit)).Findings);

        Assert.Equal((true, "eu", VerdictRule.NamespaceLabelledOut), (finding.IsError, finding.Cluster, finding.Rule));
    }

    [Fact]
    public async Task A_second_run_within_the_same_second_is_named_by_the_next_one_on_every_cluster()
    {
        await CreateAsync(Request() with { Clusters = [_eu.Cluster] });

        Assert.DoesNotContain(
            (await Service().DryRunAsync(Request(), CancellationToken.None)).Findings, finding => finding.IsError);
        var result = await CreateAsync(Request());

        Assert.DoesNotContain(result.Findings, finding => finding.IsError);
        Assert.Equal("payments/upgrade/19700101T000001Z", result.Id.ToString());
        Assert.Equal("upgrade-eu-19700101000001", result.Objects["eu"].Name);
        Assert.Equal("upgrade-us-19700101000001", result.Objects["us"].Name);
    }

    [Fact]
    public async Task Operations_of_one_name_in_one_second_of_one_process_take_a_second_each_and_share_no_cluster()
    {
        var service = Service();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            index => service.CreateAsync(Request() with { Token = $"operation-{index}" }, CancellationToken.None)))
            .WaitAsync(Given.Limit);

        Assert.All(results, result => Assert.Empty(result.Findings));
        Assert.All(results, result => Assert.Equal(["eu", "us"], result.Objects.Keys));
        Assert.Equal(12, results.Select(result => result.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_name_that_another_process_takes_between_dry_run_and_write_costs_a_second_and_no_cluster()
    {
        var isTaken = false;
        _eu.Fails = request =>
        {
            if (request is { Verb: "POST", IsStoring: true, Path.Resource: "backups" } && !isTaken)
            {
                isTaken = true;
                _eu.Add(ApiPath.Velero("backups", "velero", NameOnEu), "{}");
            }

            return null;
        };

        var result = await CreateAsync(Request());

        Assert.Empty(result.Findings);
        Assert.Equal("payments/upgrade/19700101T000001Z", result.Id.ToString());
        Assert.Equal(["eu", "us"], result.Objects.Keys);
        Assert.Single(_us.All("backups"));
    }

    [Fact]
    public async Task What_a_killed_apply_left_under_way_is_named_by_the_plan_and_the_apply_that_come_next()
    {
        await CreateAsync(Request() with { Clusters = [_eu.Cluster], Token = "of-the-killed" });
        var next = Service();

        var (planned, _) = await next.DryRunAsync(Request(), CancellationToken.None);
        var result = await next.CreateAsync(Request(), CancellationToken.None).WaitAsync(Given.Limit);
        var (again, _) = await next.DryRunAsync(Request() with { Token = "operation-3" }, CancellationToken.None);

        Assert.All(
            [Assert.Single(planned), Assert.Single(result.Findings)],
            finding =>
            {
                Assert.Equal((FindingKind.AnotherUnderWay, false), (finding.Kind, finding.IsError));
                Assert.Contains($"cluster \"eu\": Backup velero/{NameOnEu} (phase New)", finding.Detail, StringComparison.Ordinal);
            });
        Assert.Equal(["eu", "us"], result.Objects.Keys);
        Assert.DoesNotContain(result.Objects["eu"].Name, Assert.Single(again).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_on_one_cluster_and_nothing_is_written_anywhere()
    {
        _us.Fails = request => request is { Verb: "POST", DryRun: true } ? FaultKind.WriteRefused : null;

        var result = await CreateAsync(Request());

        Assert.Equal(FaultKind.WriteRefused, Assert.Single(result.Findings).Fault!.Kind);
        Assert.Empty(result.Objects);
        Assert.Empty(_eu.All("backups"));
    }

    [Theory]
    [InlineData("the API server does not answer")]
    [InlineData("no Velero server answers")]
    [InlineData("the location is not available")]
    public async Task An_unhealthy_cluster_is_skipped_or_stops_everything(string how)
    {
        switch (how)
        {
            case "the API server does not answer":
                _us.Fails = _ => FaultKind.ConnectionRefused;
                break;
            case "no Velero server answers":
                _us.VeleroVersion = null;
                break;
            default:
                _us.AddLocation("default", "Unavailable", message: "no such bucket");
                break;
        }

        var failed = await CreateAsync(Request() with { Unhealthy = UnhealthyPolicy.Fail });
        Assert.True(failed.Findings.Any(finding => finding.IsError), how);
        Assert.Empty(_eu.All("backups"));

        var skipped = await CreateAsync(Request());
        Assert.Equal(["eu"], skipped.Objects.Keys);
        Assert.Equal(["us"], skipped.Skipped.Keys);
        Assert.DoesNotContain(skipped.Findings, finding => finding.IsError);
        Assert.Contains(skipped.Findings, finding => finding.Kind == FindingKind.ClusterSkipped);
    }

    [Fact]
    public async Task A_backup_whose_answer_was_lost_is_found_again_by_its_operation()
    {
        _eu.LosesAnswer = request => request is { Verb: "POST", IsStoring: true, Path.Resource: "backups" } ? FaultKind.TimedOut : null;

        var result = await CreateAsync(Request());

        Assert.Empty(result.Findings);
        Assert.Equal(NameOnEu, result.Objects["eu"].Name);
    }

    [Fact]
    public async Task A_read_only_location_is_an_error_and_no_reason_to_skip()
    {
        _us.AddLocation("default", accessMode: "ReadOnly");

        var result = await CreateAsync(Request());

        Assert.Contains(result.Findings, finding => finding is { IsError: true, Kind: FindingKind.LocationReadOnly });
        Assert.Empty(_eu.All("backups"));
    }

    [Theory]
    [InlineData("Completed", false, null, null)]
    [InlineData("PartiallyFailed", false, FindingKind.RunIncomplete, Severity.Error)]
    [InlineData("PartiallyFailed", true, FindingKind.RunIncomplete, Severity.Warning)]
    [InlineData("Failed", true, FindingKind.RunFailed, Severity.Error)]
    [InlineData("FailedValidation", true, FindingKind.RunFailed, Severity.Error)]
    public async Task Only_completed_is_success(string phase, bool allowPartiallyFailed, FindingKind? kind, Severity? severity)
    {
        Ends(_eu, phase);
        Ends(_us, "Completed");

        var result = await CreateAsync(Request(allowPartiallyFailed));

        Assert.Equal(phase, result.Objects["eu"].PhaseText);
        Assert.Equal("Completed", result.Objects["us"].PhaseText);
        Assert.Equal(
            kind is null ? [] : [(kind.Value, severity!.Value)],
            result.Findings.Select(finding => (finding.Kind, finding.Severity)));
        Assert.All(result.Findings, finding => Assert.Contains("the disk is full", finding.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("InProgress", false, false)]
    [InlineData("Completed", false, false)]
    [InlineData("Failed", true, true)]
    [InlineData("PartiallyFailed", true, true)]
    public async Task An_end_that_nobody_waited_for_is_a_warning_unless_it_is_good(
        string phase, bool allowPartiallyFailed, bool isTold)
    {
        var made = (await CreateAsync(Request())).Objects["eu"] with
        {
            Phase = BackupPhases.Parse(phase),
            PhaseText = phase,
        };

        var finding = Service().EndOf(made, allowPartiallyFailed, null);

        Assert.Equal(isTold ? Severity.Warning : null, finding?.Severity);
    }

    [Fact]
    public async Task Stop_while_waiting_keeps_what_was_started_and_says_what_still_runs()
    {
        using var stop = new CancellationTokenSource();
        _eu.Acts = (path, _) => Stop(path, stop);

        var result = await CreateAsync(Request(waits: true), stop.Token);

        Assert.Equal(["eu", "us"], result.Objects.Keys);
        Assert.All(result.Findings, finding => Assert.Equal(FindingKind.RunStillGoing, finding.Kind));
        Assert.DoesNotContain(result.Findings, finding => finding.IsError);
    }

    [Fact]
    public async Task A_time_limit_that_is_over_is_an_error_that_keeps_what_was_started()
    {
        var request = Request(waits: true);

        var result = await CreateAsync(request with { Waiting = request.Waiting! with { Limit = TimeSpan.FromSeconds(5) } });

        Assert.Equal(["eu", "us"], result.Objects.Keys);
        Assert.All(result.Findings, finding => Assert.Equal((FindingKind.RunStuck, true), (finding.Kind, finding.IsError)));
        Assert.Equal(2, result.Findings.Count);
    }

    [Fact]
    public async Task A_backup_that_is_deleted_while_it_is_waited_for_is_an_error()
    {
        Ends(_us, "Completed");
        _eu.Watches = (path, _) =>
        {
            var backup = _eu.All("backups")[0];
            _eu.Remove(path.Named(NameOnEu));
            return [new WatchEvent("DELETED", backup)];
        };

        var result = await CreateAsync(Request(waits: true));

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.RunFailed, "eu"), (finding.Kind, finding.Cluster));
        Assert.Contains("deleted", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schedules_template_is_taken_and_declared_fields_replace_it()
    {
        _eu.AddSchedule("""
            {"metadata": {"name": "daily-eu"}, "spec": {"schedule": "@daily", "template": {
              "storageLocation": "default", "ttl": "720h0m0s", "includedNamespaces": ["app"], "snapshotVolumes": false,
              "labelSelector": {}, "metadata": {"labels": {"team": "a", "workspace-backup.io/prefix": "daily"}}}}}
            """);
        var request = Request() with
        {
            Clusters = [_eu.Cluster],
            FromSchedule = "daily",
            Content = new BackupContent { Ttl = "24h0m0s" },
            Overrides = [BackupContentFields.Expiry],
        };

        var result = await CreateAsync(request);

        Assert.Empty(result.Findings);
        var backup = Assert.Single(_eu.All("backups"));
        Assert.Equal("24h0m0s", (string?)backup["spec"]!["ttl"]);
        Assert.False((bool?)backup["spec"]!["snapshotVolumes"]);
        Assert.Null(backup["spec"]!["labelSelector"]);
        Assert.Equal("a", (string?)backup["metadata"]!["labels"]!["team"]);
        Assert.Equal("upgrade", (string?)backup["metadata"]!["labels"]![OwnedMetadata.PrefixLabel]);
    }

    [Theory]
    [InlineData("all of it", null, null)]
    [InlineData("with another expiry", null, "1h0m0s")]
    [InlineData("a part", "app", null)]
    public async Task A_part_of_a_schedule_says_so_and_what_is_all_of_it_has_its_digest(string what, string? @namespace, string? expiry)
    {
        _eu.AddSchedule("""
            {"metadata": {"name": "daily-eu"}, "spec": {"schedule": "@daily", "template": {
              "storageLocation": "default", "ttl": "720h0m0s", "includedNamespaces": ["app", "velero"], "snapshotVolumes": true} } }
            """);

        var result = await CreateAsync(Request() with
        {
            Clusters = [_eu.Cluster],
            FromSchedule = "daily",
            Content = new BackupContent
            {
                Ttl = expiry,
                IncludedNamespaces = @namespace is null ? null : [@namespace],
            },
            Overrides = [.. @namespace is null ? (ContentField[])[] : [BackupContentFields.Namespaces], .. expiry is null ? (ContentField[])[] : [BackupContentFields.Expiry]],
        });

        Assert.DoesNotContain(result.Findings, static finding => finding.IsError);
        var annotations = Assert.Single(_eu.All("backups"))["metadata"]!["annotations"]!;
        var declared = ContentDigest.Of(new BackupContent { IncludedNamespaces = ["app", "velero"], SnapshotVolumes = true });
        Assert.True((@namespace is null) == (declared == (string?)annotations[OwnedMetadata.ContentAnnotation]), what);
        Assert.Equal(@namespace is null ? null : "daily", (string?)annotations[OwnedMetadata.PartOfAnnotation]);
    }

    [Fact]
    public async Task The_schedule_with_our_labels_is_meant_and_not_another_of_the_name_it_would_have()
    {
        AddLabelled("another-workspaces", "billing", "daily", "eu");
        AddLabelled("another-prefix", "payments", "hourly", "eu");
        AddLabelled("synced-from-us", "payments", "daily", "us");
        AddLabelled("daily-eu", null, null, null);
        AddLabelled("imported", "payments", "daily", "eu");

        var result = await CreateAsync(Request() with
        {
            FromSchedule = "daily",
            Clusters = [_eu.Cluster],
        });

        Assert.Empty(result.Findings);
        Assert.Equal("imported", (string?)Assert.Single(_eu.All("backups"))["metadata"]!["labels"]!["from"]);

        void AddLabelled(string name, string? workspace, string? prefix, string? cluster) => _eu.AddSchedule($$"""
            {"metadata": {"name": "{{name}}", "labels": {
              "workspace-backup.io/workspace": "{{workspace}}", "workspace-backup.io/prefix": "{{prefix}}",
              "workspace-backup.io/cluster": "{{cluster}}"} },
             "spec": {"schedule": "@daily", "template": {
              "storageLocation": "default", "includedNamespaces": ["app"], "metadata": {"labels": {"from": "{{name}}"} } } } }
            """);
    }

    [Fact]
    public async Task One_cluster_under_two_names_is_an_error_before_anything_is_written()
    {
        var twin = new FakeCluster("us", uid: _eu.Uid);

        var result = await CreateAsync(Request() with { Clusters = [_eu.Cluster, twin.Cluster] });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FaultKind.SameCluster, "us"), (finding.Fault!.Kind, finding.Cluster));
        Assert.Contains("\"eu\"", finding.Detail, StringComparison.Ordinal);
        Assert.Empty(_eu.All("backups"));
        Assert.Empty(twin.All("backups"));
    }

    [Fact]
    public async Task A_schedule_that_is_missing_on_one_cluster_is_an_error()
    {
        var result = await CreateAsync(Request() with { FromSchedule = "daily" });

        Assert.All(result.Findings, finding => Assert.Equal(FaultKind.NotFound, finding.Fault!.Kind));
        Assert.Equal(2, result.Findings.Count);
    }

    [Fact]
    public async Task At_plan_a_missing_schedule_only_warns_because_the_apply_may_make_it()
    {
        var (findings, _) = await Service().DryRunAsync(
            Request() with { FromSchedule = "daily" },
            CancellationToken.None).WaitAsync(Given.Limit);

        Assert.Equal(2, findings.Count);
        Assert.DoesNotContain(findings, finding => finding.IsError);
    }

    [Fact]
    public async Task An_expired_backup_reads_as_none_and_a_lost_cluster_as_a_fault()
    {
        await CreateAsync(Request());
        _eu.Remove(ApiPath.Velero("backups", "velero", NameOnEu));
        _us.Fails = request => request.Verb == "LIST" ? FaultKind.TimedOut : null;

        var observed = await Service().ObserveAsync(
            [
                new KnownObject(_eu.Cluster, NameOnEu, s_id) { Token = Operation },
                new KnownObject(_us.Cluster, "upgrade-us-19700101000000", s_id) { Token = Operation },
            ],
            CancellationToken.None).WaitAsync(Given.Limit);

        Assert.IsType<Observation<BackupRecord>.Missing>(observed[0]);
        Assert.Equal(FaultKind.TimedOut, Assert.IsType<Observation<BackupRecord>.Failed>(observed[1]).Fault.Kind);
    }

    [Theory]
    [InlineData("of another cluster", "uid-of-another", true)]
    [InlineData("of this cluster", null, false)]
    public async Task A_backup_that_is_not_there_is_expired_only_on_the_cluster_that_had_it(string which, string? uid, bool isElsewhere)
    {
        var observed = Assert.Single(await Service().ObserveAsync(
            [new KnownObject(_eu.Cluster, NameOnEu, s_id) { Token = Operation, ClusterUid = uid ?? _eu.Uid }],
            CancellationToken.None).WaitAsync(Given.Limit));

        Assert.True(isElsewhere == observed is Observation<BackupRecord>.Elsewhere, which);
        Assert.Equal(!isElsewhere, observed is Observation<BackupRecord>.Missing);
    }

    private static BackupOperations Service() => new(s_time, new VeleroServers(s_time), new AccessReviews(), new FakeFiles());

    private static void Stop(ApiPath path, CancellationTokenSource stop)
    {
        if (path.Resource == "backups")
        {
            stop.Cancel();
        }
    }

    private static void Ends(FakeCluster cluster, string phase) => cluster.Acts = (path, found) =>
    {
        if (path.Resource == "backups")
        {
            found["status"] = new JsonObject { ["phase"] = phase, ["failureReason"] = "the disk is full" };
        }
    };

    private BackupRequest Request(bool? allowPartiallyFailed = null, bool waits = false) => new()
    {
        Workspace = "payments",
        Name = "upgrade",
        Content = Given.Declaration.Content with { Ttl = "720h0m0s" },
        RunClusters = ["eu", "us"],
        Clusters = [_eu.Cluster, _us.Cluster],
        Token = Operation,
        Waiting = !waits && allowPartiallyFailed is null ? null : new OperationWaiting
        {
            Limit = TimeSpan.FromHours(4),
            AllowPartiallyFailed = allowPartiallyFailed ?? false,
        },
    };

    private static void Completes(FakeCluster cluster, string phase = "Completed") => cluster.Acts = (path, found) =>
    {
        if (path.Resource == "backups")
        {
            found["status"] = new JsonObject { ["phase"] = phase, ["errors"] = phase == "Completed" ? 0 : 1 };
        }
    };

    /// <summary>The clock stands at its beginning, so that names are known.</summary>
    private static async Task<OperationResult<BackupRecord>> CreateAsync(
        BackupRequest request, CancellationToken cancellationToken = default, FakeFiles? files = null)
    {
        var time = new FakeTime(TimeSpan.FromSeconds(10));
        return await new BackupOperations(time, new VeleroServers(time), new AccessReviews(), files ?? new FakeFiles())
            .CreateAsync(request, cancellationToken).WaitAsync(Given.Limit, CancellationToken.None);
    }
}
