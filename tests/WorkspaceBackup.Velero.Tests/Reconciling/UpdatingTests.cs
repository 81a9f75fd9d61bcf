using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class UpdatingTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    private static ReconcileRequest<ScheduleDeclaration> WithCron(ReconcileRequest<ScheduleDeclaration> request, string cron) =>
        request with { Declaration = request.Declaration with { Schedule = cron } };

    private static ReconcileRequest<ScheduleDeclaration> WithContent(ReconcileRequest<ScheduleDeclaration> request, Func<BackupContent, BackupContent> change) =>
        request with { Declaration = request.Declaration with { Content = change(request.Declaration.Content) } };

    [Fact]
    public async Task An_update_reaches_every_cluster()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        Assert.Equal("0 3 * * *", (string?)_eu.Schedule("daily-eu")!["spec"]!["schedule"]);
        Assert.Equal("0 3 * * *", Given.Stored(result, "us").Element.Schedule);
    }

    [Fact]
    public async Task An_update_is_a_patch_of_owned_fields_that_keeps_everything_else()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule =>
        {
            schedule["status"]!["lastBackup"] = "2026-01-02T03:04:05Z";
            schedule["metadata"]!["labels"]!["argocd.argoproj.io/instance"] = "theirs";
            schedule["metadata"]!["annotations"]!["note"] = "theirs";
            schedule["spec"]!["template"]!["defaultVolumesToRestic"] = false;
            schedule["spec"]!["template"]!["metadata"]!["labels"]!["theirs"] = "x";
        });

        await Given.UpdateAsync(WithContent(request, content => content with { Ttl = "1h" }));

        var schedule = _eu.Schedule("daily-eu")!;
        Assert.Equal("2026-01-02T03:04:05Z", (string?)schedule["status"]!["lastBackup"]);
        Assert.Equal("theirs", (string?)schedule["metadata"]!["labels"]!["argocd.argoproj.io/instance"]);
        Assert.Equal("theirs", (string?)schedule["metadata"]!["annotations"]!["note"]);
        Assert.False((bool)schedule["spec"]!["template"]!["defaultVolumesToRestic"]!);
        Assert.Equal("x", (string?)schedule["spec"]!["template"]!["metadata"]!["labels"]!["theirs"]);
        Assert.Equal("1h0m0s", (string?)schedule["spec"]!["template"]!["ttl"]);
        Assert.All(_eu.StoringRequests, sent => Assert.Equal("PATCH", sent.Verb));
    }

    [Theory]
    [InlineData("all as the CLI writes it", """["*"]""")]
    [InlineData("an absent list", "null")]
    [InlineData("an empty one", "[]")]
    public async Task All_namespaces_are_written_as_such_and_never_taken_away(string stored, string json)
    {
        var request = WithContent(await Given.CreatedAsync(_eu), content => content with { IncludedNamespaces = ["*"] });
        _eu.Edit("daily-eu", schedule => schedule["spec"]!["template"]!["includedNamespaces"] = JsonNode.Parse(json));

        await Given.UpdateAsync(WithContent(request, content => content with { Ttl = "1h" }));

        Assert.True(_eu.Schedule("daily-eu")!["spec"]!["template"]!["includedNamespaces"]?.ToJsonString() == """["*"]""", stored);
    }

    [Fact]
    public async Task An_older_name_that_wins_is_drift_and_is_taken_over()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule => schedule["spec"]!["template"]!["defaultVolumesToRestic"] = true);

        var seen = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu"));
        await Given.UpdateAsync(request);

        Assert.Equal("true", seen.Object.Element.Settings["default_volumes_to_fs_backup"]);
        Assert.False(((JsonObject)_eu.Schedule("daily-eu")!["spec"]!["template"]!).ContainsKey("defaultVolumesToRestic"));
    }

    [Fact]
    public async Task An_unconfigured_field_that_somebody_set_is_removed()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule =>
        {
            var template = (JsonObject)schedule["spec"]!["template"]!;
            template["includeClusterResources"] = true;
            template["labelSelector"] = JsonNode.Parse("""{"matchLabels":{"a":"b"}}""");
            template["hooks"] = JsonNode.Parse(
                """{"resources":[{"name":"x","pre":[{"exec":{"command":["true"]}}]}]}""");
            template["csiSnapshotTimeout"] = "3d";
        });

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        var template = (JsonObject)_eu.Schedule("daily-eu")!["spec"]!["template"]!;
        Assert.False(template.ContainsKey("includeClusterResources"));
        Assert.False(template.ContainsKey("labelSelector"));
        Assert.False(template.ContainsKey("csiSnapshotTimeout"));
        Assert.Null(Given.Stored(result, "eu").Content.Hooks);
    }

    [Fact]
    public async Task A_map_is_replaced_and_not_merged()
    {
        var request = WithContent(await Given.CreatedAsync(_eu), content => content with
        {
            LabelSelector = new LabelSelector { MatchLabels = new StringMap([new("keep", "1"), new("drop", "1")]) },
            OrderedResources = new StringMap([new("pods", "a/b"), new("pvcs", "a/c")]),
        });
        request = request with { Known = Given.Known(await Given.UpdateAsync(request)) };

        await Given.UpdateAsync(WithContent(request, content => content with
        {
            LabelSelector = new LabelSelector { MatchLabels = new StringMap([new("keep", "1")]) },
            OrderedResources = new StringMap([new("pods", "a/b")]),
        }));

        var template = _eu.Schedule("daily-eu")!["spec"]!["template"]!;
        Assert.Equal("""{"keep":"1"}""", template["labelSelector"]!["matchLabels"]!.ToJsonString());
        Assert.Equal("""{"pods":"a/b"}""", template["orderedResources"]!.ToJsonString());
    }

    [Fact]
    public async Task A_label_no_longer_declared_is_removed_from_schedule_and_backups()
    {
        var request = Given.Request(_eu);
        request = request with
        {
            Declaration = request.Declaration with { Labels = new StringMap([new("team", "a"), new("tier", "b")]) },
        };
        request = request with { Known = Given.Known(await Given.CreateAsync(request)) };

        await Given.UpdateAsync(request with
        {
            Declaration = request.Declaration with { Labels = new StringMap([new("tier", "c")]) },
        });

        var schedule = _eu.Schedule("daily-eu")!;
        foreach (var metadata in new[] { schedule["metadata"]!, schedule["spec"]!["template"]!["metadata"]! })
        {
            var labels = metadata["labels"]!;
            Assert.Null(labels["team"]);
            Assert.Equal("c", (string?)labels["tier"]);
            Assert.Equal("payments", (string?)labels["workspace-backup.io/workspace"]);
        }
    }

    [Theory]
    [InlineData("a changed cron", "0 3 * * *", false, false, true, true)]
    [InlineData("the end of a pause", "0 2 * * *", true, false, true, true)]
    [InlineData("a changed cron that shall run at once", "0 3 * * *", false, false, false, false)]
    [InlineData("a changed cron while paused", "0 3 * * *", true, true, true, true)]
    [InlineData("anything else, so that no run that is due is lost", "0 2 * * *", false, false, true, null)]
    [InlineData("a pause", "0 2 * * *", false, true, true, null)]
    public async Task Skipping_the_run_that_is_due_goes_into_the_same_write(
        string on, string cron, bool pausedBefore, bool pausedAfter, bool skip, bool? sent)
    {
        var request = Given.Request(_eu);
        request = request with { Declaration = request.Declaration with { Paused = pausedBefore } };
        request = request with { Known = Given.Known(await Given.CreateAsync(request)) };
        _eu.Requests.Clear();

        await Given.UpdateAsync(request with
        {
            Declaration = request.Declaration with { Schedule = cron, Paused = pausedAfter, SkipImmediately = skip },
        });

        var patch = Assert.Single(_eu.StoringRequests).Body!;
        Assert.True(sent == (bool?)patch["spec"]!["skipImmediately"], on);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_schedule_changed_meanwhile_is_read_again_and_patched(bool dryRun)
    {
        var request = WithCron(await Given.CreatedAsync(_eu), "0 3 * * *");
        var edits = 2;
        _eu.Fails = sent =>
        {
            if (sent.Verb == "PATCH" && sent.DryRun == dryRun && edits-- > 0)
            {
                _eu.Edit("daily-eu", schedule => schedule["metadata"]!["annotations"]!["note"] = $"{edits}");
            }

            return null;
        };

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        Assert.Equal("0 3 * * *", Given.Stored(result, "eu").Element.Schedule);
        Assert.Equal("0", (string?)_eu.Schedule("daily-eu")!["metadata"]!["annotations"]!["note"]);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 5)]
    public async Task A_schedule_that_never_stops_changing_is_an_error_after_some_tries(bool dryRun, int tries)
    {
        var request = WithCron(await Given.CreatedAsync(_eu), "0 3 * * *");
        _eu.Fails = sent => sent.Verb == "PATCH" && sent.DryRun == dryRun ? FaultKind.Conflict : null;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(FaultKind.Conflict, Assert.Single(result.Findings).Fault!.Kind);
        Assert.Equal(tries, _eu.Requests.Count(sent => sent.Verb == "PATCH" && sent.DryRun == dryRun));
    }

    [Fact]
    public async Task The_others_go_on_when_one_cluster_fails_and_the_result_says_what_each_has_reached()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _us.Fails = sent => sent.IsStoring ? FaultKind.ConnectionReset : null;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(("us", FaultKind.ConnectionReset), SingleFault(result));
        Assert.Equal("0 3 * * *", Given.Stored(result, "eu").Element.Schedule);
        Assert.Equal("0 2 * * *", Given.Stored(result, "us").Element.Schedule);
    }

    [Fact]
    public async Task A_known_cluster_lost_since_the_plan_is_an_error_and_keeps_its_entry()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _us.Fails = _ => FaultKind.TimedOut;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(("us", FaultKind.TimedOut), SingleFault(result));
        Assert.IsType<Observation<ScheduleElement>.Failed>(result.Clusters["us"]);
        Assert.Equal("0 3 * * *", Given.Stored(result, "eu").Element.Schedule);
    }

    [Fact]
    public async Task A_cluster_that_joins_and_is_down_is_skipped()
    {
        var request = await Given.CreatedAsync(_eu);
        _us.Fails = _ => FaultKind.ConnectionRefused;

        var result = await Given.UpdateAsync(request with { Write = [_eu.Cluster, _us.Cluster] });

        Assert.False(result.HasErrors);
        Assert.Equal(["us"], result.Skipped.Keys);
    }

    [Fact]
    public async Task With_fail_a_cluster_that_is_down_leaves_the_others_as_they_are()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _us.Fails = sent => sent.Verb == "PATCH" ? FaultKind.ServerError : null;

        var result = await Given.UpdateAsync(request with { Unhealthy = UnhealthyPolicy.Fail });

        Assert.Equal(("us", FaultKind.ServerError), SingleFault(result));
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task A_refusal_anywhere_leaves_every_cluster_as_it_is()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _us.Fails = sent => sent.DryRun ? FaultKind.Invalid : null;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(("us", FaultKind.Invalid), SingleFault(result));
        Assert.Empty(_eu.StoringRequests);
        Assert.Equal("0 2 * * *", Given.Stored(result, "eu").Element.Schedule);
    }

    [Fact]
    public async Task With_no_cluster_left_an_update_is_an_error()
    {
        _eu.Fails = _ => FaultKind.ConnectionRefused;

        var result = await Given.UpdateAsync(Given.Request(_eu));

        Assert.Contains(result.Findings, finding => finding.Kind == FindingKind.NoClusterLeft);
    }

    [Fact]
    public async Task When_all_known_clusters_are_lost_each_is_an_error_and_nothing_is_said_of_an_empty_list()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _eu.Fails = _us.Fails = _ => FaultKind.ConnectionRefused;

        var result = await Given.UpdateAsync(request);

        Assert.Equal(2, result.Findings.Count);
        Assert.All(result.Findings, static finding => Assert.Equal(FindingKind.Fault, finding.Kind));
    }

    [Fact]
    public async Task A_schedule_missing_on_one_cluster_is_made_again()
    {
        var request = await Given.CreatedAsync(_eu, _us);
        _us.Remove(FakeCluster.SchedulePath("daily-us"));

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        Assert.NotNull(_us.Schedule("daily-us"));
    }

    [Fact]
    public async Task A_cluster_that_left_loses_its_schedule()
    {
        var request = await Given.CreatedAsync(_eu, _us);

        var result = await Given.UpdateAsync(request with { Write = [_eu.Cluster], Remove = [_us.Cluster] });

        Assert.Empty(result.Findings);
        Assert.IsType<Observation<ScheduleElement>.Missing>(result.Clusters["us"]);
        Assert.Null(_us.Schedule("daily-us"));
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task A_cluster_that_left_and_is_down_is_an_error_while_the_others_go_on()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        _us.Fails = _ => FaultKind.HostUnreachable;

        var result = await Given.UpdateAsync(request with { Write = [_eu.Cluster], Remove = [_us.Cluster] });

        Assert.Equal(("us", FaultKind.HostUnreachable), SingleFault(result));
        Assert.IsType<Observation<ScheduleElement>.Failed>(result.Clusters["us"]);
        Assert.Equal("0 3 * * *", Given.Stored(result, "eu").Element.Schedule);
    }

    [Fact]
    public async Task An_imported_schedule_keeps_its_name_and_gets_our_labels()
    {
        _eu.AddSchedule("""
            {"metadata":{"name":"velero-daily","labels":{"made-by":"hand"}},
             "spec":{"schedule":"0 2 * * *","template":{"ttl":"0s"}}}
            """);
        var found = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "velero-daily")).Object;

        var result = await Given.UpdateAsync(Given.Request(_eu) with
        {
            Known = new Dictionary<string, KnownObject> { ["eu"] = found.ToKnown() },
        });

        Assert.Empty(result.Findings);
        Assert.Equal("velero-daily", Given.Stored(result, "eu").Element.Name);
        Assert.Equal("payments/daily/eu", Given.Stored(result, "eu").Element.Owner);
        Assert.Equal("hand", (string?)_eu.Schedule("velero-daily")!["metadata"]!["labels"]!["made-by"]);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task Labels_that_a_schedule_handed_on_to_its_backups_are_handed_on_after_the_first_write_too()
    {
        var uid = (string)_eu.AddSchedule("""
            {"metadata":{"name":"nightly","labels":{"team":"shop","velero.io/x":"y"}},
             "spec":{"schedule":"0 1 * * *","template":{}}}
            """)["metadata"]!["uid"]!;
        var request = Given.Request(_eu) with
        {
            Known = new Dictionary<string, KnownObject> { ["eu"] = new("nightly", "velero", _eu.Uid, uid, []) },
        };

        await Given.UpdateAsync(request);

        var labels = _eu.Schedule("nightly")!["spec"]!["template"]!["metadata"]!["labels"]!.AsObject();
        Assert.Equal("shop", (string?)labels["team"]);
        Assert.Equal("payments", (string?)labels["workspace-backup.io/workspace"]);
        Assert.False(labels.ContainsKey("velero.io/x"));
    }

    [Theory]
    [InlineData("nothing is there", null, true)]
    [InlineData("ours came with the rebuilt cluster", "ours", true)]
    [InlineData("somebody else's is there", "theirs", false)]
    public async Task A_rebuilt_cluster_is_written_on_only_when(string when, string? there, bool written)
    {
        var before = await Given.CreatedAsync(_eu);
        var rebuilt = new FakeCluster("eu", "uid-of-the-rebuilt-one");
        if (there is not null)
        {
            var schedule = _eu.Schedule("daily-eu")!;
            if (there == "theirs")
            {
                schedule["metadata"]!["labels"] = new JsonObject();
            }

            rebuilt.AddSchedule(schedule.ToJsonString());
        }

        var result = await Given.UpdateAsync(before with { Write = [rebuilt.Cluster] });

        Assert.True(written != result.HasErrors, when);
        Assert.Equal(written, rebuilt.StoringRequests.Any());
        if (written)
        {
            Assert.Equal("uid-of-the-rebuilt-one", Given.Stored(result, "eu").Element.ClusterUid);
        }
    }

    [Fact]
    public async Task A_patch_whose_answer_was_lost_counts_when_it_has_landed()
    {
        var request = WithContent(await Given.CreatedAsync(_eu), content => content with { Ttl = "1h" });
        _eu.LosesAnswer = sent => sent.IsStoring ? FaultKind.TimedOut : null;

        var result = await Given.UpdateAsync(request);

        Assert.Empty(result.Findings);
        Assert.Equal("1h0m0s", Given.Stored(result, "eu").Content.Ttl);
    }

    [Fact]
    public async Task Stop_reports_what_was_reached_and_takes_nothing_back()
    {
        var request = WithCron(await Given.CreatedAsync(_eu, _us), "0 3 * * *");
        using var stop = new CancellationTokenSource();
        _us.Fails = sent =>
        {
            if (sent.IsStoring)
            {
                stop.Cancel();
                return FaultKind.Cancelled;
            }

            return null;
        };

        var result = await Given.UpdateAsync(request, stop.Token);

        Assert.Contains(result.Findings, finding => finding.Fault?.Kind == FaultKind.Cancelled);
        Assert.Equal("0 2 * * *", Given.Stored(result, "us").Element.Schedule);
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task A_schedule_that_Velero_refuses_is_an_error_and_the_state_that_was_reached()
    {
        var request = WithCron(await Given.CreatedAsync(_eu), "0 3 * * *");
        _eu.Refuses = _ => "invalid schedule: no";

        var result = await Given.UpdateAsync(request);

        Assert.Equal(("eu", FaultKind.ValidationFailed), SingleFault(result));
        Assert.Equal("0 3 * * *", Given.Stored(result, "eu").Element.Schedule);
    }

    [Fact]
    public async Task A_second_update_changes_nothing()
    {
        var request = await Given.CreatedAsync(_eu);
        await Given.UpdateAsync(request);
        var before = _eu.Schedule("daily-eu");

        await Given.UpdateAsync(request);

        Assert.True(JsonNode.DeepEquals(before, _eu.Schedule("daily-eu")));
    }

    private static (string Cluster, FaultKind Kind) SingleFault(ReconcileResult<ScheduleElement> result)
    {
        var finding = Assert.Single(result.Findings);
        Assert.True(finding.IsError);
        return (finding.Cluster, finding.Fault!.Kind);
    }
}
