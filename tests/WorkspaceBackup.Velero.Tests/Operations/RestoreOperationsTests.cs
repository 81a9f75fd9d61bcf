using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class RestoreOperationsTests
{
    private const string NameOnEu = "restore-eu-20250131120000";

    private static readonly ApiPath s_onEu = ApiPath.Velero("restores", "velero", NameOnEu);

    private static readonly RunId s_id = Backed.Parsed("payments/restore/20250131T120000Z");

    private readonly Backed _backed = new();

    [Fact]
    public async Task Every_cluster_gets_a_restore_of_its_own_backup_with_all_marks()
    {
        var result = await _backed.CreateAsync(_backed.Request);

        Assert.Empty(result.Findings);
        Assert.Equal("payments/restore/20250131T120000Z", result.Id.ToString());
        Assert.Equal(["eu", "us"], result.Objects.Keys);
        var restore = Assert.Single(_backed.Eu.All("restores"));
        Assert.Equal(NameOnEu, (string?)restore["metadata"]!["name"]);
        Assert.Equal(Backed.OnEu, (string?)restore["spec"]!["backupName"]);
        Assert.Equal("daily-us-20250131020000", (string?)_backed.Us.All("restores")[0]["spec"]!["backupName"]);
        Assert.Equal("""["app","db"]""", restore["spec"]!["includedNamespaces"]!.ToJsonString());
        Assert.Null(restore["spec"]!["scheduleName"]);
        var labels = restore["metadata"]!["labels"]!;
        Assert.Equal("payments", (string?)labels[OwnedMetadata.WorkspaceLabel]);
        Assert.Equal("uid-of-eu", (string?)labels[OwnedMetadata.ClusterUidLabel]);
        Assert.Equal("20250131T120000Z", (string?)labels[OwnedMetadata.RunLabel]);
        Assert.Equal("operation-1", (string?)restore["metadata"]!["annotations"]![OwnedMetadata.InstanceAnnotation]);
    }

    [Fact]
    public async Task All_namespaces_are_asked_for_by_a_star_because_none_would_mean_those_of_the_backup()
    {
        await _backed.CreateAsync(_backed.With(selection => selection with { AllNamespaces = true }));

        var restore = Assert.Single(_backed.Eu.All("restores"));
        Assert.Equal("""["*"]""", restore["spec"]!["includedNamespaces"]!.ToJsonString());
    }

    [Fact]
    public async Task A_second_restore_within_the_same_second_is_named_by_the_next_one_on_every_cluster()
    {
        await _backed.CreateAsync(_backed.Request with { Clusters = [_backed.Eu.Cluster] });

        var result = await _backed.CreateAsync(_backed.Request with { Token = "operation-2" });

        Assert.DoesNotContain(result.Findings, finding => finding.IsError);
        Assert.Equal("payments/restore/20250131T120001Z", result.Id.ToString());
        Assert.Equal("restore-eu-20250131120001", result.Objects["eu"].Name);
        Assert.Equal("restore-us-20250131120001", result.Objects["us"].Name);
    }

    [Fact]
    public async Task A_refusal_on_one_cluster_and_nothing_is_restored_anywhere()
    {
        _backed.Us.Fails = request => request is { Verb: "POST", DryRun: true } ? FaultKind.WriteRefused : null;

        Assert.Equal(FaultKind.WriteRefused, (await _backed.RefusedAsync(_backed.Request)).Fault!.Kind);
    }

    [Theory]
    [InlineData("the API server does not answer")]
    [InlineData("no Velero server answers")]
    [InlineData("the location is not available")]
    public async Task An_unhealthy_cluster_stops_everything_or_is_skipped_where_that_is_asked_for(string how)
    {
        switch (how)
        {
            case "the API server does not answer":
                _backed.Us.Fails = _ => FaultKind.ConnectionRefused;
                break;
            case "no Velero server answers":
                _backed.Us.VeleroVersion = null;
                break;
            default:
                _backed.Us.AddLocation("default", "Unavailable", message: "no such bucket");
                break;
        }

        Assert.True((await _backed.RefusedAsync(_backed.Request)).Fault!.IsUnhealthy, how);

        var skipped = await _backed.CreateAsync(_backed.Request with { Unhealthy = UnhealthyPolicy.Skip });
        Assert.Equal(["eu"], skipped.Objects.Keys);
        Assert.Equal(["us"], skipped.Skipped.Keys);
        Assert.Equal(FindingKind.ClusterSkipped, Assert.Single(skipped.Findings).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fields_that_an_older_velero_would_drop_are_an_error_each(bool isStrict)
    {
        _backed.Us.IsStrict = isStrict;
        _backed.Us.Unknown.Add("spec.uploaderConfig");
        _backed.Us.Unknown.Add("spec.resourceModifier");
        AddModifier(_backed.Eu, "v1");
        AddModifier(_backed.Us, "v1");

        var result = await _backed.CreateAsync(_backed.Request with
        {
            Spec = new() { ParallelFilesDownload = 4, WriteSparseFiles = true, ResourceModifier = "changes" },
        });

        Assert.Empty(result.Objects);
        Assert.Equal(
            [
                "spec.resourceModifier", "spec.uploaderConfig.parallelFilesDownload",
                "spec.uploaderConfig.writeSparseFiles",
            ],
            result.Findings.Select(finding => finding.Field).Order(StringComparer.Ordinal));
        Assert.All(result.Findings, finding => Assert.Equal(FaultKind.FieldDropped, finding.Fault!.Kind));
        Assert.All(result.Findings, finding => Assert.Contains("came with Velero 1.1", finding.Detail));
    }

    [Theory]
    [InlineData("is not there", null, VerdictRule.ModifierMissing)]
    [InlineData("cannot be read", "v2", VerdictRule.ModifierUnreadable)]
    public async Task A_restore_whose_modifier_Velero_cannot_use_is_not_begun(string modifier, string? version, VerdictRule expected)
    {
        AddModifier(_backed.Us, "v1");
        if (version is not null)
        {
            AddModifier(_backed.Eu, version);
        }

        var finding = await _backed.RefusedAsync(_backed.Request with { Spec = new() { ResourceModifier = "changes" } });

        Assert.True((finding.Cluster, finding.Rule) == ("eu", expected), modifier);
        Assert.Equal("spec.resourceModifier", finding.Field);
    }

    [Fact]
    public async Task A_namespace_that_is_taken_and_left_out_is_refused_though_the_configuration_names_it_once()
    {
        _backed.With(static selection => selection with { ExcludedNamespaces = ["db"] });

        var found = (await _backed.CreateAsync(_backed.Request with { Spec = new() { ExcludedNamespaces = ["db"] } })).Findings;

        Assert.All(found, static finding => Assert.Equal(
            (VerdictRule.NamespaceIncludedAndExcluded, true, "spec.excludedNamespaces"), (finding.Rule, finding.IsError, finding.Field)));
        Assert.Equal(["eu", "us"], found.Select(static finding => finding.Cluster));
        Assert.Empty(_backed.Eu.All("restores"));
    }

    [Theory]
    [InlineData("one of them is left out", "db", "app", false)]
    [InlineData("all of them are", "app,db", null, true)]
    public async Task What_only_the_backup_names_is_taken_without_what_is_left_out(
        string when, string excluded, string? sent, bool isRefused)
    {
        StringSet without = [.. excluded.Split(',')];
        var request = _backed.With(selection => selection with { WorkspaceNamespaces = null, ExcludedNamespaces = without });

        var result = await _backed.CreateAsync(request with { Spec = new() { ExcludedNamespaces = without } });

        Assert.True(isRefused == result.Findings.Any(static finding => finding.IsError), when);
        Assert.Equal(sent, isRefused ? null : (string?)_backed.Eu.All("restores")[0]["spec"]!["includedNamespaces"]!.AsArray().Single());
    }

    [Fact]
    public async Task A_restore_whose_policy_is_not_there_is_not_begun()
    {
        _backed.Us.Add(new("v1", "configmaps", "velero", "volumes"), """{"data": {"policies.yaml": "version: v1"}}""");
        var finding = await _backed.RefusedAsync(_backed.Request with { Spec = new() { ResourcePolicy = new("configmap", "volumes") } });

        Assert.Equal(VerdictRule.RestorePolicyMissing, finding.Rule);
        Assert.Equal("spec.resourcePolicy", finding.Field);
        Assert.Contains("no ConfigMap \"volumes\"", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_location_serves_a_restore()
    {
        _backed.Us.AddLocation("default", accessMode: "ReadOnly");

        Assert.Empty((await _backed.CreateAsync(_backed.Request)).Findings);
    }

    [Fact]
    public async Task A_location_that_is_not_available_is_an_error_in_veleros_words()
    {
        _backed.Us.AddLocation("default", "Unavailable", message: "no such bucket");

        Assert.Contains(
            "Velero finds it Unavailable: no such bucket",
            (await _backed.RefusedAsync(_backed.Request)).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_location_that_is_gone_is_an_error_that_names_it()
    {
        _backed.Us.RemoveLocation("default");

        var finding = await _backed.RefusedAsync(_backed.Request);

        Assert.Equal(FaultKind.LocationMissing, finding.Fault!.Kind);
        Assert.Contains("\"default\"", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_whose_answer_was_lost_is_found_again_by_its_operation()
    {
        _backed.Eu.LosesAnswer = request =>
            request is { Verb: "POST", IsStoring: true, Path.Resource: "restores" } ? FaultKind.TimedOut : null;

        var result = await _backed.CreateAsync(_backed.Request);

        Assert.Empty(result.Findings);
        Assert.Equal(NameOnEu, result.Objects["eu"].Name);
    }

    [Theory]
    [InlineData("Completed", false, null, null)]
    [InlineData("PartiallyFailed", false, FindingKind.RunIncomplete, Severity.Error)]
    [InlineData("PartiallyFailed", true, FindingKind.RunIncomplete, Severity.Warning)]
    [InlineData("Failed", true, FindingKind.RunFailed, Severity.Error)]
    [InlineData("FailedValidation", true, FindingKind.RunFailed, Severity.Error)]
    public async Task Only_completed_is_success(
        string phase, bool allowPartiallyFailed, FindingKind? kind, Severity? severity)
    {
        Ends(_backed.Eu, phase);
        Ends(_backed.Us, "Completed");

        var result = await _backed.CreateAsync(Waiting(allowPartiallyFailed: allowPartiallyFailed));

        Assert.Equal(phase, result.Objects["eu"].Phase);
        Assert.Equal("Completed", result.Objects["us"].Phase);
        Assert.Equal(
            kind is null ? [] : [(kind.Value, severity!.Value)],
            result.Findings.Select(finding => (finding.Kind, finding.Severity)));
        Assert.All(
            result.Findings, finding => Assert.Contains("the disk is full", finding.Detail, StringComparison.Ordinal));
        Assert.All(
            result.Findings,
            finding => Assert.Equal(
                phase != "FailedValidation",
                finding.Detail.Contains($"velero restore logs {NameOnEu}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, Severity.Error)]
    [InlineData(true, Severity.Warning)]
    public async Task A_restore_that_matched_nothing_is_no_success_unless_that_is_allowed(bool allowEmpty, Severity severity)
    {
        Ends(_backed.Us, "Completed");
        _backed.Eu.Acts = (path, found) =>
        {
            if (path.Resource == "restores")
            {
                found["status"] = new JsonObject { ["phase"] = "Completed", ["progress"] = new JsonObject() };
            }
        };
        var request = Waiting();

        var result = await _backed.CreateAsync(
            request with { Waiting = request.Waiting! with { AllowEmpty = allowEmpty } });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.NothingRestored, severity, "eu"), (finding.Kind, finding.Severity, finding.Cluster));
        Assert.Equal(0, result.Objects["eu"].ItemsRestored);
        Assert.Equal(0, result.Objects["eu"].TotalItems);
    }

    [Fact]
    public async Task A_restore_that_failed_before_it_began_is_not_said_to_be_usable()
    {
        Ends(_backed.Us, "Completed");
        _backed.Eu.Acts = (path, found) =>
        {
            if (path.Resource == "restores")
            {
                found["status"] = new JsonObject { ["phase"] = "PartiallyFailed", ["errors"] = 1L };
            }
        };

        var finding = Assert.Single((await _backed.CreateAsync(Waiting(allowPartiallyFailed: true))).Findings);

        Assert.Equal((FindingKind.RunFailed, Severity.Error), (finding.Kind, finding.Severity));
        Assert.Contains("Nothing was changed", finding.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("can be used", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_velero_warned_of_is_said_once_for_all_clusters_with_the_numbers()
    {
        foreach (var cluster in (FakeCluster[])[_backed.Eu, _backed.Us])
        {
            cluster.Acts = (path, found) =>
            {
                if (path.Resource == "restores")
                {
                    found["status"] = Status("Completed", warnings: 9);
                }
            };
        }

        var finding = Assert.Single((await _backed.CreateAsync(Waiting())).Findings);

        Assert.Equal((FindingKind.RestoredWithWarnings, Severity.Warning), (finding.Kind, finding.Severity));
        Assert.Equal("payments/restore/20250131T120000Z", finding.About);
        Assert.Contains($"cluster \"eu\": Restore velero/{NameOnEu}, 9 warnings for 7 objects", finding.Detail, StringComparison.Ordinal);
        Assert.Contains("cluster \"us\"", finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.18.2", true)]
    [InlineData("v1.16.0", true)]
    [InlineData("v1.15.2", false)]
    public async Task Without_the_deployment_that_velero_reads_nothing_is_started_anywhere(string version, bool isRead)
    {
        _backed.Us.VeleroVersion = version;
        _backed.Us.Remove(FakeCluster.DeploymentPath);

        var result = await _backed.CreateAsync(_backed.Request);

        Assert.Equal(isRead, result.Objects.Count == 0);
        Assert.Equal(
            isRead ? [(FindingKind.DeploymentMissing, "us")] : [],
            result.Findings.Select(finding => (finding.Kind, finding.Cluster)));
    }

    [Fact]
    public async Task Rights_that_a_restore_needs_to_its_end_are_asked_for_before_it_begins()
    {
        _backed.Us.Denied.Add("get restores");

        var finding = await _backed.RefusedAsync(_backed.Request);

        Assert.Equal((FaultKind.Forbidden, "us"), (finding.Fault!.Kind, finding.Cluster));
        Assert.Contains("resources: [restores]", finding.Detail, StringComparison.Ordinal);
        Assert.Contains("verbs: [get]", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_clusters_are_waited_for_with_one_read_and_one_watch_each()
    {
        var clusters = Enumerable.Range(1, 50).Select(index => new FakeCluster($"c{index}")).ToList();
        foreach (var cluster in clusters)
        {
            Backed.Add(cluster, "02:00:00", clusters: string.Join(',', clusters.Select(each => each.Name)));
            cluster.Watches = (path, _) => Ended(cluster, path);
        }

        var result = await _backed.CreateAsync(Waiting() with { Clusters = [.. clusters.Select(each => each.Cluster)] });

        Assert.Empty(result.Findings);
        Assert.Equal(50, result.Objects.Values.Count(restore => restore.Phase == "Completed"));
        Assert.All(clusters, cluster => Assert.Single(
            cluster.Requests, request => request is { Verb: "GET", Path.Resource: "restores" }));
    }

    [Theory]
    [InlineData(false, Severity.Warning)]
    [InlineData(true, Severity.Error)]
    public async Task A_restore_that_left_something_out_says_so(bool isRequired, Severity severity)
    {
        foreach (var cluster in new[] { _backed.Eu, _backed.Us })
        {
            cluster.Acts = (path, found) =>
            {
                if (path.Resource == "restores")
                {
                    found["status"] = JsonNode.Parse("""
                        {"phase":"Completed","startTimestamp":"2025-01-31T12:00:00Z","completionTimestamp":"2025-01-31T12:02:00Z",
                         "progress":{"itemsRestored":1,"totalItems":1}}
                        """);
                }
            };
        }

        _backed.Files.Put(FileKind.BackupResourceList, Backed.OnEu, """{"v1/ConfigMap":["app/a","app/b"]}""");
        _backed.Files.Put(FileKind.RestoreResourceList, "restore-eu-20250131120000", """{"v1/ConfigMap":["app/a(created)"]}""");
        var waiting = new OperationWaiting { Limit = TimeSpan.FromHours(4), RequireVerified = isRequired };

        var result = await _backed.CreateAsync(_backed.Request with { Waiting = waiting });

        var finding = Assert.Single(result.Findings, one => one.Kind == FindingKind.RestoreNotWhole);
        Assert.Equal((severity, "eu"), (finding.Severity, finding.Cluster));
        Assert.Contains("- ConfigMap app/b: missing, though the backup holds it", finding.Detail);
        Assert.Equal((1, 1, 120L), (
            result.Reviews["eu"].Verification!.Created, result.Reviews["eu"].Verification!.Missing.Count,
            result.Reviews["eu"].Verification!.Seconds));
        Assert.Equal(0, result.Reviews["us"].Verification!.Created);
    }

    [Theory]
    [InlineData("New", false, false)]
    [InlineData("Completed", false, false)]
    [InlineData("Failed", true, true)]
    [InlineData("PartiallyFailed", true, true)]
    public async Task An_end_that_nobody_waited_for_is_a_warning_unless_it_is_good(
        string phase, bool allowPartiallyFailed, bool isTold)
    {
        var made = (await _backed.CreateAsync(_backed.Request)).Objects["eu"] with { Phase = phase };

        var finding = Backed.Operations().EndOf(made, allowPartiallyFailed, null);

        Assert.Equal(isTold ? Severity.Warning : null, finding?.Severity);
    }

    [Fact]
    public async Task Stop_while_waiting_keeps_what_was_started_and_says_in_one_warning_what_still_runs()
    {
        using var stop = new CancellationTokenSource();
        _backed.Eu.Acts = (path, _) =>
        {
            if (path.Resource == "restores")
            {
                stop.Cancel();
            }
        };

        var result = await _backed.CreateAsync(Waiting(), stop.Token);

        Assert.Equal(["eu", "us"], result.Objects.Keys);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.RunStillGoing, Severity.Warning), (finding.Kind, finding.Severity));
        Assert.Contains(NameOnEu, finding.Detail, StringComparison.Ordinal);
        Assert.Contains("restore-us-20250131120000", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_that_is_over_is_an_error_that_keeps_what_was_started()
    {
        var request = Waiting();

        var result = await _backed.CreateAsync(
            request with { Waiting = request.Waiting! with { Limit = TimeSpan.FromSeconds(5) } });

        Assert.Equal(["eu", "us"], result.Objects.Keys);
        Assert.Equal(2, result.Findings.Count);
        Assert.All(
            result.Findings,
            finding => Assert.Equal((FindingKind.RunStuck, true), (finding.Kind, finding.IsError)));
    }

    [Fact]
    public async Task A_cluster_that_is_lost_in_the_middle_is_an_error_and_the_others_are_waited_for()
    {
        _backed.Eu.Fails = request => request is { Verb: "GET", Path.Resource: "restores" } ? FaultKind.TimedOut : null;
        Ends(_backed.Us, "Completed");

        var result = await _backed.CreateAsync(Waiting());

        Assert.Equal("Completed", result.Objects["us"].Phase);
        Assert.Equal("New", result.Objects["eu"].Phase);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(FaultKind.TimedOut, finding.Fault!.Kind);
        Assert.Contains("which goes on if the cluster still runs", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_past_its_expiry_may_go_before_it_is_read()
    {
        var path = ApiPath.Velero("backups", "velero", Backed.OnEu);
        var backup = _backed.Eu.All("backups").Single(static each => (string?)each["metadata"]!["name"] == Backed.OnEu);
        backup["status"]!["expiration"] = "2025-01-31T11:00:00Z";
        _backed.Eu.Add(path, backup.ToJsonString());

        var plan = await _backed.PlanAsync(_backed.Request);

        var finding = Assert.Single(plan.Findings, static finding => finding.Kind == FindingKind.BackupPastExpiry);
        Assert.Equal((Severity.Warning, "eu"), (finding.Severity, finding.Cluster));
        Assert.Contains(plan.Findings, static finding => finding.Kind == FindingKind.RestorePlanned);
    }

    [Fact]
    public async Task A_plan_names_clusters_namespaces_and_times_in_one_warning_and_writes_nothing()
    {
        var plan = await _backed.PlanAsync(_backed.Request);

        Assert.Equal(Backed.OnEu, plan.Choices["eu"].Backup.Name);
        var warning = Assert.Single(plan.Findings);
        Assert.Equal((FindingKind.RestorePlanned, Severity.Warning), (warning.Kind, warning.Severity));
        Assert.DoesNotContain(
            _backed.Eu.StoringRequests.Concat(_backed.Us.StoringRequests), request => request.IsStoring);
    }

    [Fact]
    public async Task A_plan_with_an_error_announces_no_restore()
    {
        _backed.Us.Fails = _ => FaultKind.ConnectionRefused;

        Assert.DoesNotContain(
            (await _backed.PlanAsync(_backed.Request)).Findings, finding => finding.Kind == FindingKind.RestorePlanned);
    }

    [Fact]
    public async Task At_plan_an_identity_that_may_not_write_is_only_warned()
    {
        _backed.Eu.Fails = request => request.Verb == "POST" ? FaultKind.Forbidden : null;
        _backed.Eu.FailedQuestions["serverstatusrequests"] = FaultKind.Forbidden;

        var plan = await _backed.PlanAsync(_backed.Request);

        Assert.DoesNotContain(plan.Findings, finding => finding.IsError);
        Assert.Equal(2, plan.Findings.Count(finding => finding.Kind == FindingKind.CannotCheck));
        Assert.Contains(
            (await _backed.CreateAsync(_backed.Request)).Findings, finding => finding.Fault?.Kind == FaultKind.Forbidden);
    }

    [Fact]
    public async Task A_restore_that_is_gone_reads_as_none_and_a_lost_cluster_as_a_fault()
    {
        await _backed.CreateAsync(_backed.Request);
        _backed.Eu.Remove(s_onEu);
        _backed.Us.Fails = request => request.Verb == "LIST" ? FaultKind.TimedOut : null;

        var observed = await Backed.Operations().ObserveAsync(
            [
                new KnownObject(_backed.Eu.Cluster, NameOnEu, s_id) { Token = "operation-1" },
                new KnownObject(_backed.Us.Cluster, "restore-us-20250131120000", s_id) { Token = "operation-1" },
            ],
            CancellationToken.None).WaitAsync(Given.Limit);

        Assert.IsType<Observation<RestoreRecord>.Missing>(observed[0]);
        Assert.Equal(
            FaultKind.TimedOut, Assert.IsType<Observation<RestoreRecord>.Failed>(observed[1]).Fault.Kind);
    }

    [Theory]
    [InlineData("operation-1", 0)]
    [InlineData("another-operation", 1)]
    public async Task Deleting_removes_the_object_of_this_operation_and_no_other(string operation, int left)
    {
        await _backed.CreateAsync(_backed.Request);

        Assert.Null(await DeleteAsync(operation));

        Assert.Equal(left, _backed.Eu.All("restores").Count);
        Assert.NotEmpty(_backed.Eu.All("backups"));
    }

    [Theory]
    [InlineData(FaultKind.TimedOut, true)]
    [InlineData(FaultKind.Forbidden, true)]
    [InlineData(FaultKind.VeleroNotInstalled, false)]
    public async Task Deleting_is_never_skipped_but_where_velero_is_gone(FaultKind fault, bool isError)
    {
        await _backed.CreateAsync(_backed.Request);
        _backed.Eu.Fails = request => request.Verb == "LIST" ? fault : null;

        var finding = await DeleteAsync("operation-1");

        Assert.Equal(isError, finding?.IsError ?? false);
    }

    private async Task<Finding?> DeleteAsync(string token) => Assert.Single(await Backed.Operations().DeleteAsync(
        [new KnownObject(_backed.Eu.Cluster, NameOnEu, s_id) { Token = token }],
        TimeSpan.FromMinutes(30),
        CancellationToken.None).WaitAsync(Given.Limit));

    private RestoreRequest Waiting(bool allowPartiallyFailed = false) => _backed.Request with
    {
        Waiting = new() { Limit = TimeSpan.FromHours(4), AllowPartiallyFailed = allowPartiallyFailed },
    };

    private static IReadOnlyList<Outcome<WatchEvent>> Ended(FakeCluster cluster, ApiPath path)
    {
        var restore = Assert.Single(cluster.All(path.Resource));
        restore["status"] = Status("Completed");
        return [new WatchEvent("MODIFIED", restore)];
    }

    private static void Ends(FakeCluster cluster, string phase) => cluster.Acts = (path, found) =>
    {
        if (path.Resource == "restores")
        {
            found["status"] = Status(phase);
        }
    };

    private static JsonObject Status(string phase, long warnings = 0) => new()
    {
        ["phase"] = phase,
        ["failureReason"] = "the disk is full",
        ["warnings"] = warnings,
        ["progress"] = new JsonObject { ["itemsRestored"] = 7L, ["totalItems"] = 7L },
    };

    private static void AddModifier(FakeCluster cluster, string version) => cluster.Add(
        new("v1", "configmaps", "velero", "changes"),
        $$$"""
        {"data": {"rules.yaml": "version: {{{version}}}\nresourceModifierRules:\n- conditions:\n    groupResource: pods\n"} }
        """);
}
