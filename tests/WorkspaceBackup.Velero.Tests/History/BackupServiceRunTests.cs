using System.Globalization;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class BackupServiceRunTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task A_backup_on_demand_that_takes_less_than_the_schedule_is_none_of_its_runs()
    {
        _eu.HasSchedule();
        _eu.HasBackup("02:00:00");
        var part = _eu.HasBackup("09:00:00", run: "20250131T090000Z");
        Annotate(_eu, part, OwnedMetadata.PartOfAnnotation, "daily");

        var found = await Made.RunAsync(Made.Query(_eu));
        var listed = await Made.ListAsync(Made.All(_eu));

        Assert.Equal("payments/daily/20250131T020000Z", found.Run!.Id.ToString());
        Assert.Contains(listed.Backups, backup => backup.Backup.Name == part);
    }

    /// <summary>Made on demand under the schedule's name, so that nothing was compared when it was made.</summary>
    [Theory]
    [InlineData("declared alike, and rewritten by the server", """{"includedNamespaces": ["x"]}""", true, true)]
    [InlineData("of an earlier release, all of it", """
        {"includedNamespaces": ["app", "db"], "excludedNamespaces": ["kept-out"], "snapshotMoveData": false}
        """, false, true)]
    [InlineData("of an earlier release, a part", """{"includedNamespaces": ["db"]}""", false, false)]
    [InlineData("of an earlier release, without some kinds", """
        {"includedNamespaces": ["app", "db"], "excludedResources": ["secrets"]}
        """, false, false)]
    public async Task A_backup_on_demand_is_a_run_when_its_digest_or_its_spec_says_so(
        string what, string spec, bool hasDigest, bool isRun)
    {
        Schedule(_eu, """{"includedNamespaces": ["app", "db"]}""");
        _eu.HasBackup("02:00:00");
        var made = _eu.HasBackup("09:00:00", run: "20250131T090000Z");
        Change(_eu, "backups", made, backup =>
        {
            backup["spec"] = JsonNode.Parse(spec);
            if (hasDigest)
            {
                backup["metadata"]!["annotations"] = new JsonObject
                {
                    [OwnedMetadata.ContentAnnotation] = DigestOf("""{"includedNamespaces": ["app", "db"]}"""),
                };
            }
        });

        var found = await Made.RunAsync(Made.Query(_eu));

        Assert.True(isRun == (found.Run!.Id.Time == Made.At("09:00:00")), what);
    }

    /// <summary>The digest says what was declared, and the spec what was taken.</summary>
    [Theory]
    [InlineData("as declared", """{"includedNamespaces": ["app", "db"]}""", """{"includedNamespaces": ["app", "db"]}""", true)]
    [InlineData("somebody had edited the Schedule", """{"includedNamespaces": ["db"]}""", """{"includedNamespaces": ["app", "db"]}""", false)]
    [InlineData("the declaration was widened since", """{"includedNamespaces": ["db"]}""", """{"includedNamespaces": ["db"]}""", true)]
    [InlineData("of an earlier release", """{"includedNamespaces": ["db"]}""", null, true)]
    public async Task A_run_of_a_schedule_that_took_less_than_was_declared_is_a_part(
        string what, string taken, string? declared, bool isRun)
    {
        Schedule(_eu, """{"includedNamespaces": ["app", "db"]}""");
        _eu.HasBackup("2025-01-30T02:00:10Z");
        var made = _eu.HasBackup("02:00:10");
        Change(_eu, "backups", made, backup =>
        {
            backup["spec"] = JsonNode.Parse(taken);
            if (declared is not null)
            {
                backup["metadata"]!["annotations"]![OwnedMetadata.ContentAnnotation] = DigestOf(declared);
            }
        });

        var found = await Made.RunAsync(Made.Query(_eu));

        Assert.True(isRun == (found.Run!.Id.Time == Made.At("02:00:00")), what);
    }

    private static void Schedule(FakeCluster cluster, string template)
    {
        cluster.HasSchedule();
        Change(cluster, "schedules", $"daily-{cluster.Name}", schedule =>
            schedule["spec"]!["template"] = JsonNode.Parse(template));
    }

    private static string DigestOf(string template) => ContentDigest.Of(BackupContentFields.Read(
        (JsonObject)JsonNode.Parse(template)!, "spec", new ObjectFindings("eu", "Schedule velero/daily-eu")));

    private static void Change(FakeCluster cluster, string resource, string name, Action<JsonObject> change)
    {
        var found = cluster.All(resource).Single(each => (string?)each["metadata"]!["name"] == name);
        change(found);
        cluster.Add(ApiPath.Velero(resource, "velero", name), found.ToJsonString());
    }

    private static void Annotate(FakeCluster cluster, string backup, string key, string value)
    {
        var found = cluster.All("backups").Single(each => (string?)each["metadata"]!["name"] == backup);
        found["metadata"]!["annotations"] = new JsonObject { [key] = value };
        cluster.Add(ApiPath.Velero("backups", "velero", backup), found.ToJsonString());
    }

    [Fact]
    public async Task A_run_is_the_backups_of_one_time_on_all_clusters()
    {
        _eu.HasSchedule();
        _us.HasSchedule();
        _eu.HasBackup("2025-01-30T02:00:10Z");
        _us.HasBackup("2025-01-30T02:00:20Z");
        var first = _eu.HasBackup("02:00:09");
        var second = _us.HasBackup("02:00:51");

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal("payments/daily/20250131T020000Z", found.Run!.Id.ToString());
        Assert.True(found.IsComplete);
        Assert.Empty(found.MissingClusters);
        Assert.Equal(TimeSpan.FromHours(10), found.Age);
        Assert.Null(found.InProgress);
        Assert.Equal([("eu", first), ("us", second)], found.Run.Backups.Select(b => (b.Key, b.Value.Name)));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task Without_any_backup_there_is_no_run_and_all_clusters_are_missing()
    {
        _eu.HasSchedule();

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Null(found.Run);
        Assert.Null(found.Age);
        Assert.False(found.IsComplete);
        Assert.Equal(["eu", "us"], found.MissingClusters);
    }

    [Theory]
    [InlineData("PartiallyFailed", false, false)]
    [InlineData("PartiallyFailed", true, true)]
    [InlineData("Failed", true, false)]
    [InlineData("FailedValidation", true, false)]
    [InlineData("Deleting", true, false)]
    public async Task The_newest_run_counts_however_bad_it_ended(
        string phase, bool allowPartiallyFailed, bool isComplete)
    {
        Scheduled();
        _eu.HasBackup("2025-01-30T02:00:10Z");
        _us.HasBackup("2025-01-30T02:00:10Z");
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10", phase);

        var found = await Made.RunAsync(
            Made.Query(_eu, _us) with { AllowPartiallyFailed = allowPartiallyFailed });

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.Equal(isComplete, found.IsComplete);
        Assert.Equal(isComplete ? [] : ["us"], found.MissingClusters);
        Assert.Equal(phase, found.Run.Backups["us"].PhaseText);
    }

    [Theory]
    [InlineData("New")]
    [InlineData("Queued")]
    [InlineData("InProgress")]
    [InlineData("WaitingForPluginOperationsPartiallyFailed")]
    [InlineData("Finalizing")]
    [InlineData("SomethingNew")]
    public async Task A_run_that_still_goes_on_is_in_progress_and_the_one_before_it_counts(string phase)
    {
        Scheduled();
        _eu.HasBackup("2025-01-30T02:00:10Z");
        _us.HasBackup("2025-01-30T02:00:10Z");
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10", phase);

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(Made.At("2025-01-30T02:00:00Z"), found.Run!.Id.Time);
        Assert.True(found.IsComplete);
        Assert.Equal("payments/daily/20250131T020000Z", found.InProgress!.Id.ToString());
    }

    [Fact]
    public async Task A_backup_that_hangs_ends_its_run_when_the_next_is_due()
    {
        Scheduled();
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10", "InProgress");

        var before = await Made.RunAsync(Made.Query(_eu, _us), "2025-02-01T01:59:59Z");
        var after = await Made.RunAsync(Made.Query(_eu, _us), "2025-02-01T02:00:00Z");

        Assert.Null(before.Run);
        Assert.NotNull(before.InProgress);
        Assert.Equal(Made.At("02:00:00"), after.Run!.Id.Time);
        Assert.Equal(["us"], after.MissingClusters);
    }

    [Fact]
    public async Task A_staggered_cluster_belongs_to_the_common_time()
    {
        _eu.HasSchedule();
        _us.HasSchedule(cron: "40 2 * * *");
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:40:10");

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.True(found.IsComplete);
    }

    [Theory]
    [InlineData("02:10:00", false)]
    [InlineData("02:40:30", false)]
    [InlineData("02:44:59", false)]
    [InlineData("02:45:00", true)]
    public async Task A_run_is_not_over_while_a_staggered_cluster_is_still_to_come(string now, bool isOver)
    {
        _eu.HasSchedule();
        _us.HasSchedule(cron: "40 2 * * *");
        _eu.HasBackup("02:00:10");

        var found = await Made.RunAsync(Made.Query(_eu, _us), now);

        Assert.Equal(isOver, found.Run is not null);
        Assert.Equal(isOver, found.InProgress is null);
    }

    [Fact]
    public async Task A_paused_cluster_is_not_waited_for()
    {
        _eu.HasSchedule();
        _us.HasSchedule(cron: "40 2 * * *", paused: true);
        _eu.HasBackup("02:00:10");

        var found = await Made.RunAsync(Made.Query(_eu, _us), "02:10:00");

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.Equal(["us"], found.MissingClusters);
    }

    [Fact]
    public async Task A_late_backup_belongs_to_the_run_it_makes_up_for()
    {
        Scheduled();
        _eu.HasBackup("02:00:10");
        _us.HasBackup("05:31:00");

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.True(found.IsComplete);
    }

    [Fact]
    public async Task Backups_from_before_a_change_of_the_schedule_keep_the_run_they_were_made_for()
    {
        _eu.HasSchedule(cron: "0 6 * * 0", declared: "0 6 * * 0");
        _us.HasSchedule(cron: "0 6 * * 0", declared: "0 6 * * 0");
        _eu.HasBackup("2025-01-30T02:00:10Z");
        _us.HasBackup("2025-01-30T02:00:10Z");
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:40");

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.True(found.IsComplete);
    }

    [Fact]
    public async Task A_backup_that_does_not_tell_its_schedule_is_measured_by_the_present_one()
    {
        _eu.HasSchedule(declared: null);
        _eu.HasBackup("02:00:10", managed: false);

        var found = await Made.RunAsync(Made.Query(_eu));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.True(found.IsComplete);
    }

    [Fact]
    public async Task A_backup_whose_schedule_is_gone_is_a_run_of_its_minute()
    {
        _eu.HasBackup("02:00:10", managed: false);

        var found = await Made.RunAsync(Made.Query(_eu));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
    }

    [Fact]
    public async Task Of_two_backups_in_one_run_the_better_one_counts()
    {
        Scheduled();
        _us.HasBackup("02:00:10");
        var good = _eu.HasBackup("03:00:00");
        _eu.HasBackup("02:00:10", "Failed");
        _eu.HasBackup("04:00:00", "PartiallyFailed");

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(good, found.Run!.Backups["eu"].Name);
        Assert.True(found.IsComplete);
    }

    /// <summary>Three servers look once a minute each, at seconds of their own: there is no common time.</summary>
    [Theory]
    [InlineData("one has made its backup", "01:04:40", "01:04:38", "eu", "Completed")]
    [InlineData("all have", "01:05:30", "01:05:24", "ap", "Completed")]
    [InlineData("two have made the next", "01:07:55", "01:07:52", "us", "Completed")]
    [InlineData("however bad", "01:09:00", "01:08:38", "eu", "Failed")]
    public async Task A_backup_of_an_interval_is_a_run_of_its_own_cluster(string what, string now, string run, string cluster, string phase)
    {
        var ap = new FakeCluster("ap");
        foreach (var (each, times) in (IEnumerable<(FakeCluster, string[])>)
            [(_eu, ["01:04:38", "01:06:38", "01:08:38"]), (_us, ["01:04:52", "01:07:52"]), (ap, ["01:05:24"])])
        {
            each.HasSchedule(cron: "@every 2m", declared: "@every 2m");
            foreach (var time in times.Where(time => Made.At(time) <= Made.At(now)))
            {
                each.HasBackup(time, time == "01:08:38" ? "Failed" : "Completed", declared: "@every 2m");
            }
        }

        var found = await Made.RunAsync(Made.Query(_eu, _us, ap), now);

        Assert.True(Made.At(run) == found.Run!.Id.Time, what);
        Assert.Equal((cluster, phase), (found.Run.Backups.Single().Key, found.Run.Backups.Single().Value.PhaseText));
        Assert.False(found.IsComplete);
        Assert.Equal(
            new[] { "ap", "eu", "us" }.Where(each => each != cluster || phase == "Failed"), found.MissingClusters);
        Assert.Equal(Made.At(now) - Made.At(run), found.Age);
        Assert.Null(found.InProgress);
        Assert.Equal("daily", Assert.Single(found.Findings, static finding => finding.Kind == FindingKind.NoCommonRun).About);
    }

    [Fact]
    public async Task Backups_of_an_interval_that_were_made_in_one_second_are_two_runs_all_the_same()
    {
        foreach (var cluster in (FakeCluster[])[_us, _eu])
        {
            cluster.HasSchedule(cron: "@every 6h", declared: "@every 6h");
            cluster.HasBackup("06:00:10", declared: "@every 6h");
        }

        var found = await Made.RunAsync(Made.Query(_us, _eu), "11:00:00");

        Assert.Equal(["eu"], found.Run!.Backups.Keys);
        Assert.Equal(["us"], found.MissingClusters);
    }

    [Fact]
    public async Task Of_one_cluster_the_newest_backup_of_an_interval_is_a_complete_run()
    {
        foreach (var cluster in (FakeCluster[])[_eu, _us])
        {
            cluster.HasSchedule(cron: "@every 2m", declared: "@every 2m");
            cluster.HasBackup("01:00:00", declared: "@every 2m");
        }

        _us.HasBackup("01:02:00", declared: "@every 2m");

        var found = await Made.RunAsync(Made.Query(_eu), "01:02:30");

        Assert.True(found.IsComplete);
        Assert.Equal(Made.At("01:00:00"), found.Run!.Id.Time);
        Assert.DoesNotContain(found.Findings, static finding => finding.Kind == FindingKind.NoCommonRun);
    }

    [Theory]
    [InlineData("while it runs", "01:03:00", "01:00:00", "01:02:10")]
    [InlineData("when its next one is due, it hangs", "01:05:10", "01:02:10", null)]
    public async Task A_backup_of_an_interval_that_is_not_over_is_the_run_in_progress(string what, string now, string run, string? going)
    {
        _eu.HasSchedule(cron: "@every 2m", declared: "@every 2m");
        _us.HasSchedule(cron: "@every 2m", declared: "@every 2m");
        _us.HasBackup("01:00:00", declared: "@every 2m");
        _eu.HasBackup("01:02:10", "InProgress", declared: "@every 2m");

        var found = await Made.RunAsync(Made.Query(_eu, _us), now);

        Assert.True(Made.At(run) == found.Run!.Id.Time, what);
        Assert.Equal(going is null ? null : Made.At(going), found.InProgress?.Id.Time);
    }

    [Fact]
    public async Task What_was_made_on_demand_is_shared_and_what_an_interval_made_in_the_same_second_is_none_of_it()
    {
        foreach (var cluster in (FakeCluster[])[_eu, _us])
        {
            cluster.HasSchedule(cron: "@every 6h", declared: "@every 6h");
        }

        _eu.HasBackup("05:00:00", run: "20250131T050000Z");
        _us.HasBackup("05:00:00", declared: "@every 6h");

        Assert.Equal(["us"], (await Made.RunAsync(Made.Query(_eu, _us))).MissingClusters);

        _us.HasBackup("05:00:01", run: "20250131T050000Z");

        Assert.True((await Made.RunAsync(Made.Query(_eu, _us))).IsComplete);
    }

    [Fact]
    public async Task A_run_past_its_expiry_is_complete_and_said_to_go_soon()
    {
        _eu.HasSchedule();
        var made = _eu.HasBackup("02:00:10");
        Change(_eu, "backups", made, static backup => backup["status"]!["expiration"] = "2025-01-31T11:00:00Z");

        var before = await Made.RunAsync(Made.Query(_eu), "10:59:00");
        var after = await Made.RunAsync(Made.Query(_eu));

        Assert.DoesNotContain(before.Findings, static finding => finding.Kind == FindingKind.BackupPastExpiry);
        var finding = Assert.Single(after.Findings, static finding => finding.Kind == FindingKind.BackupPastExpiry);
        Assert.True(after.IsComplete);
        Assert.Contains($"\"eu\": {made}, expired 2025-01-31T11:00:00Z", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_on_demand_backup_is_a_run_by_its_label()
    {
        _eu.HasBackup("09:30:01", prefix: "before-upgrade", run: "20250131T093001Z");
        _us.HasBackup("09:30:01", prefix: "before-upgrade", run: "20250131T093001Z");

        var found = await Made.RunAsync(Made.Query(_eu, _us) with { Prefix = "before-upgrade" });

        Assert.Equal("payments/before-upgrade/20250131T093001Z", found.Run!.Id.ToString());
        Assert.True(found.IsComplete);
    }

    [Fact]
    public async Task Runs_before_a_time_are_those_that_were_due_before_it()
    {
        Scheduled();
        _eu.HasBackup("2025-01-30T02:00:10Z");
        _us.HasBackup("2025-01-30T02:00:10Z");
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10", "InProgress");

        var found = await Made.RunAsync(Made.Query(_eu, _us) with { Before = Made.At("02:00:00") });

        Assert.Equal(Made.At("2025-01-30T02:00:00Z"), found.Run!.Id.Time);
        Assert.Null(found.InProgress);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_missing_and_has_its_fault()
    {
        Scheduled();
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10");
        _us.Fails = _ => FaultKind.TimedOut;

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(Made.At("02:00:00"), found.Run!.Id.Time);
        Assert.Equal(["us"], found.MissingClusters);
        Assert.Equal(FaultKind.TimedOut, found.Faults["us"].Kind);
    }

    [Fact]
    public async Task A_cluster_that_goes_down_while_its_backups_are_listed_counts_as_down()
    {
        Scheduled();
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10");
        _us.Fails = request => request.Path.Resource == "backups" ? FaultKind.ConnectionReset : null;

        var found = await Made.RunAsync(Made.Query(_eu, _us));

        Assert.Equal(["us"], found.MissingClusters);
        Assert.Equal(FaultKind.ConnectionReset, found.Faults["us"].Kind);
        Assert.DoesNotContain("us", found.Run!.Backups.Keys);
    }

    [Fact]
    public async Task Backups_are_selected_on_the_server_and_never_read_one_by_one()
    {
        _eu.HasSchedule();
        _eu.HasBackup("02:00:10");

        await Made.RunAsync(Made.Query(_eu));

        var requests = _eu.Requests.Where(request => request.Path.Resource == "backups").ToList();
        Assert.All(requests, request => Assert.Equal("LIST", request.Verb));
        Assert.Equal(
            [
                "workspace-backup.io/workspace!=payments,!velero.io/schedule-name",
                "workspace-backup.io/workspace!=payments,velero.io/schedule-name in (daily-eu)",
                "workspace-backup.io/workspace=payments,workspace-backup.io/cluster-uid=uid-of-eu,"
                + "workspace-backup.io/prefix=daily",
            ],
            requests.Select(request => request.Selector).Order(StringComparer.Ordinal));
    }

    private void Scheduled()
    {
        _eu.HasSchedule();
        _us.HasSchedule();
    }
}
