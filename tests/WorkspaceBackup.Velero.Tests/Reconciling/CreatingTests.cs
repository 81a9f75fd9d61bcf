using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class CreatingTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task Every_cluster_gets_its_own_schedule()
    {
        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.Empty(result.Findings);
        foreach (var cluster in new[] { _eu, _us })
        {
            var expected = ScheduleKind.Instance.Declare(Given.Declaration, cluster.Name, "velero", cluster.Uid);
            var made = Given.Stored(result, cluster.Name).Element;
            Assert.Equal((string?)cluster.Schedule($"daily-{cluster.Name}")!["metadata"]!["uid"], made.Uid);
            Assert.Equal(expected, made with { Uid = null });
            Assert.Equal(made, Assert.IsType<Observation<ScheduleElement>.Found>(
                await Given.ObserveAsync(cluster, $"daily-{cluster.Name}")).Object.Element);
        }
    }

    [Fact]
    public async Task Labels_and_annotations_of_ours_stand_on_the_schedule_and_its_backups()
    {
        var request = Given.Request(_eu, _us);
        await Given.CreateAsync(request with
        {
            Declaration = request.Declaration with { Labels = new StringMap([new("team", "payments")]) },
        });

        var schedule = _eu.Schedule("daily-eu")!;
        var expected = JsonNode.Parse("""
            {
              "app.kubernetes.io/managed-by": "terraform-provider-workspace",
              "workspace-backup.io/workspace": "payments",
              "workspace-backup.io/prefix": "daily",
              "workspace-backup.io/cluster": "eu",
              "workspace-backup.io/cluster-uid": "uid-of-eu",
              "team": "payments"
            }
            """);
        Assert.True(JsonNode.DeepEquals(Sorted(expected), Sorted(schedule["metadata"]!["labels"])));
        Assert.True(JsonNode.DeepEquals(
            Sorted(expected), Sorted(schedule["spec"]!["template"]!["metadata"]!["labels"])));
        Assert.Equal("eu,us", (string?)schedule["metadata"]!["annotations"]!["workspace-backup.io/clusters"]);
        Assert.Equal(Given.Token, (string?)schedule["metadata"]!["annotations"]!["workspace-backup.io/instance"]);
    }

    [Fact]
    public async Task Deleting_the_schedule_must_not_delete_its_backups_so_owner_references_are_off()
    {
        await Given.CreateAsync(Given.Request(_eu));

        Assert.False((bool)_eu.Schedule("daily-eu")!["spec"]!["useOwnerReferencesInBackup"]!);
    }

    [Fact]
    public async Task Every_cluster_is_tried_before_any_is_written()
    {
        await Given.CreateAsync(Given.Request(_eu, _us));

        foreach (var cluster in new[] { _eu, _us })
        {
            Assert.Equal(
                [true, false],
                cluster.Requests.Where(request => request.Verb == "POST").Select(request => request.DryRun));
        }
    }

    [Theory]
    [InlineData("a refusal of the dry run", FaultKind.Invalid, true)]
    [InlineData("a missing right", FaultKind.Forbidden, true)]
    [InlineData("a refusal of the write alone", FaultKind.WriteRefused, false)]
    public async Task A_refusal_anywhere_leaves_nothing_anywhere(string what, FaultKind kind, bool dryRun)
    {
        _us.Fails = request => request.Verb == "POST" && request.DryRun == dryRun ? kind : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.True(result.HasErrors, what);
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.All(result.Clusters.Values, observation => Assert.IsType<Observation<ScheduleElement>.Missing>(observation));
        var error = Assert.Single(result.Findings);
        Assert.Equal(("us", kind), (error.Cluster, error.Fault!.Kind));
        if (dryRun)
        {
            Assert.Empty(_eu.StoringRequests);
        }
    }

    [Fact]
    public async Task One_clusters_refusal_does_not_hide_the_others()
    {
        _eu.Fails = request => request.DryRun ? FaultKind.Forbidden : null;
        _us.Fails = request => request.DryRun ? FaultKind.Invalid : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.Equal(["eu", "us"], result.Findings.Select(finding => finding.Cluster).Order());
    }

    [Fact]
    public async Task An_unhealthy_cluster_is_skipped_with_a_warning()
    {
        _us.Fails = _ => FaultKind.ConnectionRefused;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.False(result.HasErrors);
        Assert.Equal(FaultKind.ConnectionRefused, result.Skipped["us"].Kind);
        var warning = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.ClusterSkipped, "us"), (warning.Kind, warning.Cluster));
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task A_cluster_that_turns_unhealthy_during_the_writes_is_skipped()
    {
        _us.Fails = request => request.Verb == "POST" && !request.DryRun ? FaultKind.ConnectionReset : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        Assert.False(result.HasErrors);
        Assert.Equal(["us"], result.Skipped.Keys);
        Assert.IsType<Observation<ScheduleElement>.Found>(result.Clusters["eu"]);
        Assert.DoesNotContain(result.Findings, finding => finding.Detail.Contains("not known"));
    }

    [Theory]
    [InlineData("before the writes", true)]
    [InlineData("during the writes", false)]
    public async Task With_fail_an_unhealthy_cluster_leaves_nothing_anywhere(string when, bool dryRun)
    {
        _us.Fails = request => request.Verb == "POST" && request.DryRun == dryRun ? FaultKind.ServerError : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us) with { Unhealthy = UnhealthyPolicy.Fail });

        Assert.True(result.HasErrors, when);
        Assert.Empty(result.Skipped);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    [Theory]
    [InlineData("Skip")]
    [InlineData("Fail")]
    public async Task With_no_cluster_left_a_create_is_an_error(string policy)
    {
        _eu.Fails = _ => FaultKind.TimedOut;
        _us.Fails = _ => FaultKind.NotReady;

        var result = await Given.CreateAsync(
            Given.Request(_eu, _us) with { Unhealthy = Enum.Parse<UnhealthyPolicy>(policy) });

        Assert.True(result.HasErrors);
    }

    [Fact]
    public async Task When_the_last_cluster_is_lost_during_the_writes_it_is_an_error()
    {
        _eu.Fails = request => request.IsStoring ? FaultKind.ConnectionReset : null;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Contains(result.Findings, finding => finding.Kind == FindingKind.NoClusterLeft);
    }

    [Fact]
    public async Task An_orphan_of_ours_is_adopted_with_a_warning()
    {
        await Given.CreatedAsync(_eu);

        var result = await Given.CreateAsync(Given.Request(_eu) with { Token = "token-2" });

        Assert.DoesNotContain(result.Findings, finding => finding.IsError);
        Assert.Equal(FindingKind.Adopted, Assert.Single(result.Findings).Kind);
        Assert.Equal("token-2", Given.Stored(result, "eu").Token);
        Assert.DoesNotContain(_eu.StoringRequests, request => request.Verb == "POST");
    }

    [Theory]
    [InlineData("at apply", false)]
    [InlineData("and the plan says so already", true)]
    public async Task What_has_our_labels_and_is_not_as_declared_is_another_configurations(string when, bool planning)
    {
        await Given.CreatedAsync(_eu);
        var before = _eu.Schedule("daily-eu");
        var request = Given.Request(_eu, _us) with { Token = "token-2" };
        request = request with
        {
            Declaration = request.Declaration with { Content = request.Declaration.Content with { Ttl = "360h" } },
        };

        var findings = planning ? await Given.DryRunAsync(request) : (await Given.CreateAsync(request)).Findings;

        var error = Assert.Single(findings);
        Assert.True((FaultKind.AlreadyExists, "eu") == (error.Fault?.Kind, error.Cluster), when);
        Assert.Contains("payments/daily/eu", error.Detail);
        Assert.Equal("daily:eu=daily-eu", error.Fault!.ImportId);
        Assert.True(JsonNode.DeepEquals(before, _eu.Schedule("daily-eu")));
        Assert.Empty(_us.StoringRequests);
    }

    [Fact]
    public async Task An_adopted_schedule_is_not_deleted_when_the_create_fails()
    {
        await Given.CreatedAsync(_eu);
        _us.Fails = request => request.IsStoring ? FaultKind.WriteRefused : null;

        var result = await Given.CreateAsync(Given.Request(_eu, _us) with { Token = "token-2" });

        Assert.True(result.HasErrors);
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Theory]
    [InlineData("of nobody's", "{}")]
    [InlineData("of another workspace", """{"workspace-backup.io/workspace":"other"}""")]
    [InlineData("of another prefix", """{"workspace-backup.io/prefix":"nightly"}""")]
    [InlineData("of another cluster", """{"workspace-backup.io/cluster":"us"}""")]
    [InlineData("copied from another cluster", """{"workspace-backup.io/cluster-uid":"uid-of-us"}""")]
    public async Task A_schedule_of_that_name_that_is_not_ours_is_refused(string whose, string labels)
    {
        await Given.CreatedAsync(_eu);
        _eu.Edit("daily-eu", schedule =>
        {
            var own = (JsonObject)schedule["metadata"]!["labels"]!;
            var other = (JsonObject)JsonNode.Parse(labels)!;
            foreach (var key in (other.Count == 0 ? own : other).Select(label => label.Key).ToList())
            {
                own.Remove(key);
                if (other[key] is { } value)
                {
                    own[key] = value.DeepClone();
                }
            }
        });
        _eu.Cluster.Lists.Invalidate(FakeCluster.SchedulePath("daily-eu"));
        var before = _eu.Schedule("daily-eu");

        var result = await Given.CreateAsync(Given.Request(_eu, _us) with { Token = "token-2" });

        var error = Assert.Single(result.Findings);
        Assert.Equal((FaultKind.AlreadyExists, "eu"), (error.Fault!.Kind, error.Cluster));
        Assert.Equal("daily:eu=daily-eu", error.Fault.ImportId);
        Assert.True(JsonNode.DeepEquals(before, _eu.Schedule("daily-eu")), whose);
        Assert.Empty(_us.StoringRequests);
    }

    [Fact]
    public async Task Two_names_for_one_cluster_are_an_error()
    {
        var twin = new FakeCluster("twin", _eu.Uid);

        var result = await Given.CreateAsync(Given.Request(_eu, twin));

        Assert.Equal(FaultKind.SameCluster, Assert.Single(result.Findings).Fault!.Kind);
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task A_cron_that_Velero_refuses_is_taken_back_and_quoted()
    {
        _us.Refuses = _ => "invalid schedule: unknown time zone Europe/Berlin";

        var result = await Given.CreateAsync(Given.Request(_eu, _us));

        var error = Assert.Single(result.Findings);
        Assert.Equal((FaultKind.ValidationFailed, "us"), (error.Fault!.Kind, error.Cluster));
        Assert.Contains("invalid schedule: unknown time zone Europe/Berlin", error.Detail);
        Assert.Null(_eu.Schedule("daily-eu"));
        Assert.Null(_us.Schedule("daily-us"));
    }

    [Theory]
    [InlineData("a name that Velero never backs up", "a-prefix-of-sixty-one-characters-xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "NameInvalid", true)]
    [InlineData("a name whose backups are hashed in labels", "a-prefix-of-forty-eight-characters-xxxxxxxxxxxxx",
        "NameLong", false)]
    public async Task A_long_name_is_found_before_it_is_written(string what, string prefix, string kind, bool isError)
    {
        var request = Given.Request(_eu);

        var result = await Given.CreateAsync(
            request with { Declaration = request.Declaration with { Prefix = prefix } });

        Assert.Equal(Enum.Parse<FindingKind>(kind), Assert.Single(result.Findings).Kind);
        Assert.True(result.HasErrors == isError, what);
    }

    [Theory]
    [InlineData("an illegal key", "a b", "x")]
    [InlineData("an illegal value", "team", "a b")]
    [InlineData("one of Velero's", "velero.io/schedule-name", "x")]
    [InlineData("one of ours", "workspace-backup.io/prefix", "x")]
    public async Task A_label_that_would_silence_the_schedule_never_reaches_the_cluster(
        string what, string key, string value)
    {
        var request = Given.Request(_eu);

        var result = await Given.CreateAsync(request with
        {
            Declaration = request.Declaration with { Labels = new StringMap([new(key, value)]) },
        });

        Assert.True(FindingKind.LabelInvalid == Assert.Single(result.Findings).Kind, what);
        Assert.DoesNotContain(_eu.Requests, sent => sent.IsWrite);
    }

    [Theory]
    [InlineData("3x")]
    [InlineData("24")]
    public async Task A_text_that_is_no_duration_never_reaches_the_cluster(string ttl)
    {
        var request = Given.Request(_eu);

        var result = await Given.CreateAsync(request with
        {
            Declaration = request.Declaration with { Content = request.Declaration.Content with { Ttl = ttl } },
        });

        Assert.Equal(FindingKind.BadDuration, Assert.Single(result.Findings).Kind);
        Assert.DoesNotContain(_eu.Requests, sent => sent.IsWrite);
    }

    private static JsonObject Sorted(JsonNode? map) => new(((JsonObject)map!)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
}
