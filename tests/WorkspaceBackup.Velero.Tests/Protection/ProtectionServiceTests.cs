using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>Which backup protects a namespace, and whether it is young enough.</summary>
public sealed class ProtectionServiceTests
{
    private readonly ProtectedCluster _eu = new();

    [Theory]
    [InlineData("PartiallyFailed")]
    [InlineData("Failed")]
    [InlineData("FailedValidation")]
    [InlineData("InProgress")]
    [InlineData("WaitingForPluginOperations")]
    [InlineData("Deleting")]
    public async Task A_backup_that_is_not_Completed_protects_nothing(string phase)
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", phase: phase);

        await MissingAsync(phase is "InProgress" or "WaitingForPluginOperations" ? "No good backup" : $"its phase is {phase}");
    }

    [Fact]
    public async Task A_backup_past_its_expiry_protects_nothing()
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", expires: "2026-03-10T11:59:59Z");

        await MissingAsync("past its expiry");
    }

    [Fact]
    public async Task A_backup_in_a_location_that_is_gone_protects_nothing()
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", location: "old");

        await MissingAsync("its location \"old\" does not exist");
    }

    [Fact]
    public async Task A_backup_in_a_location_that_Velero_cannot_use_protects_nothing()
    {
        _eu.Protected();
        _eu.Location("default", "Unavailable");

        await MissingAsync("is Unavailable", ProtectionFindingKind.LocationNotUsable, ProtectionFindingKind.ScheduleFailing);
    }

    [Fact]
    public async Task A_location_that_was_not_validated_within_the_hour_proves_nothing()
    {
        _eu.Protected();
        _eu.Location("default", validated: TimeSpan.FromMinutes(61));

        await MissingAsync("more than an hour ago", ProtectionFindingKind.LocationNotUsable);
    }

    [Theory]
    [InlineData("another uid", """ "workspace-backup.io/cluster-uid": "uid-of-us" """, null)]
    [InlineData("another key", """ "workspace-backup.io/cluster": "us" """, null)]
    [InlineData("no label, and found in the bucket", "", "2026-03-10T03:00:00Z")]
    public async Task A_backup_of_another_cluster_protects_nothing_here(string why, string labels, string? created)
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", labels: labels, created: created);

        Assert.NotEmpty(why);
        await MissingAsync(created is null ? "No good backup" : "which cluster it was made on");
    }

    [Fact]
    public async Task A_copy_from_the_bucket_with_this_clusters_uid_is_its_own()
    {
        _eu.Schedule("daily");
        _eu.Backup(
            "daily-20260310020000", labels: """ "workspace-backup.io/cluster-uid": "uid-of-eu" """, created: "2026-03-10T09:00:00Z");

        Assert.Equal("daily-20260310020000", Assert.Single((await _eu.JudgeAsync()).Namespaces).Backup);
    }

    [Fact]
    public async Task A_namespace_that_is_younger_than_the_backup_is_not_in_it()
    {
        _eu.Protected(""" "includedNamespaces": ["*"] """);
        _eu.Namespace("app", created: "2026-03-10T09:00:00Z");

        await MissingAsync("which exists since 2026-03-10T09:00:00Z");
    }

    [Fact]
    public async Task A_namespace_that_was_added_to_the_schedule_since_is_not_in_its_backup()
    {
        _eu.Namespace("till");
        _eu.Protected();
        _eu.Schedule("daily", """ "includedNamespaces": ["app", "till"] """);

        var found = await _eu.JudgeAsync(null, "app", "till");

        Assert.All(found.Namespaces, static item => Assert.Equal(Judgement.Covered, item.Coverage));
        Assert.Equal(["daily-20260310020000", null], found.Namespaces.Select(static item => item.Backup));
        Assert.Equal("till", Assert.Single(found.Findings).Namespace);
    }

    [Fact]
    public async Task What_an_older_backup_took_by_labels_is_not_said_to_hold_everything()
    {
        _eu.Schedule("daily");
        _eu.Backup("daily-20260310020000", content: """ "labelSelector": { "matchLabels": { "a": "b" } } """);

        var finding = Assert.Single((await _eu.JudgeAsync()).Findings);

        Assert.Equal((ProtectionSeverity.Unknown, ProtectionFindingKind.BackupUnknown), (finding.Severity, finding.Kind));
    }

    [Fact]
    public async Task The_newest_good_backup_counts_whoever_made_it()
    {
        _eu.Protected();
        _eu.Backup("daily-20260310110000", phase: "Failed", ago: TimeSpan.FromHours(1));
        _eu.Backup("by-hand", schedule: "", ago: TimeSpan.FromHours(2));

        var app = Assert.Single((await _eu.JudgeAsync()).Namespaces);

        Assert.Equal(("by-hand", TimeSpan.FromHours(2)), (app.Backup, app.Age));
    }

    [Theory]
    [InlineData("due, and not later than it takes", 24 * 60, 10, false)]
    [InlineData("due, the time it takes and five minutes ago", (24 * 60) + 15, 10, false)]
    [InlineData("a minute more", (24 * 60) + 16, 10, true)]
    [InlineData("a long backup has longer", (24 * 60) + 64, 60, false)]
    [InlineData("and is late then", (24 * 60) + 66, 60, true)]
    public async Task One_missed_run_and_the_time_it_takes_is_late(string why, int minutesAgo, int took, bool isLate)
    {
        var due = ProtectedCluster.Now - TimeSpan.FromMinutes(minutesAgo - (24 * 60));
        _eu.Schedule("daily", cron: $"{due.Minute} {due.Hour} * * *");
        _eu.Backup("daily-1", ago: TimeSpan.FromMinutes(minutesAgo), took: TimeSpan.FromMinutes(took));

        var found = await _eu.JudgeAsync();

        Assert.True(isLate == Assert.Single(found.Namespaces).IsLate, why);
        Assert.Equal(isLate ? [ProtectionFindingKind.BackupLate] : [], found.Findings.Select(static finding => finding.Kind));
    }

    [Fact]
    public async Task A_namespace_is_late_when_one_of_its_schedules_is()
    {
        _eu.Protected();
        _eu.Schedule("hourly", cron: "0 * * * *");
        _eu.Backup("hourly-1", schedule: "hourly", ago: TimeSpan.FromHours(1), phase: "PartiallyFailed");

        var late = Assert.Single((await _eu.JudgeAsync()).Findings);

        Assert.Equal(ProtectionFindingKind.BackupLate, late.Kind);
        Assert.Contains("schedule \"hourly\" that was due at 2026-03-10T03:00:00Z", late.Text);
        Assert.Contains("hourly-1 does not count: its phase is PartiallyFailed", late.Text);
    }

    [Fact]
    public async Task A_schedule_of_a_part_does_not_make_the_backup_of_the_whole_late()
    {
        const string Part = """ "includedNamespaces": ["app"], "labelSelector": { "matchLabels": { "a": "b" } } """;
        _eu.Protected();
        _eu.Schedule("part", Part, cron: "0 * * * *");
        _eu.Backup("part-1", schedule: "part", ago: TimeSpan.FromHours(1), content: Part);

        var found = await _eu.JudgeAsync();

        Assert.Empty(found.Findings);
        Assert.False(Assert.Single(found.Namespaces).IsLate);
    }

    [Fact]
    public async Task Where_only_parts_are_taken_their_own_backups_are_what_is_awaited()
    {
        const string Part = """ "includedNamespaces": ["app"], "labelSelector": { "matchLabels": { "a": "b" } } """;
        _eu.Backup("by-hand", schedule: "", ago: TimeSpan.FromDays(3));
        _eu.Schedule("part", Part, cron: "0 * * * *");
        _eu.Backup("part-1", schedule: "part", ago: TimeSpan.FromHours(1), content: Part);

        Assert.DoesNotContain(
            (await _eu.JudgeAsync()).Findings, static finding => finding.Kind == ProtectionFindingKind.BackupLate);
    }

    [Theory]
    [InlineData("2026-03-10T11:59:00Z", """ { "phase": "Enabled" } """)]
    [InlineData("2026-01-01T00:00:00Z", """ { "phase": "Enabled", "lastSkipped": "2026-03-10T11:59:00Z" } """)]
    public async Task A_run_before_the_schedule_was_there_was_not_missed(string created, string status)
    {
        _eu.Protected();
        _eu.Schedule("fresh", cron: "*/30 * * * *", created: created, status: status);

        Assert.Empty((await _eu.JudgeAsync()).Findings);
    }

    [Fact]
    public async Task The_label_that_keeps_a_namespace_out_is_named()
    {
        _eu.Schedule("daily", """ "includedNamespaces": ["*"] """);
        _eu.Namespace("app", "velero.io/exclude-from-backup");

        var uncovered = Assert.Single(
            (await _eu.JudgeAsync()).Findings, static finding => finding.Kind == ProtectionFindingKind.NamespaceUncovered);

        Assert.Contains("it has the label velero.io/exclude-from-backup=true", uncovered.Text);
        Assert.DoesNotContain("Add it to a schedule", uncovered.Text);
    }

    [Fact]
    public async Task Where_there_is_no_namespace_at_all_that_is_a_finding()
    {
        var found = (await _eu.JudgeAsync(null, "nowhere")).Findings;

        Assert.Contains(found, static finding => (finding.Severity, finding.Kind)
            == (ProtectionSeverity.Unknown, ProtectionFindingKind.NamespaceMissing));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(9, true)]
    public async Task With_an_RPO_the_age_alone_counts(int hours, bool isLate)
    {
        _eu.Protected();

        Assert.Equal(isLate, Assert.Single((await _eu.JudgeAsync(TimeSpan.FromHours(hours))).Namespaces).IsLate);
    }

    [Fact]
    public async Task A_cron_that_never_fires_tells_no_age()
    {
        _eu.Schedule("daily", cron: "0 0 31 2 *");
        _eu.Backup("daily-1", ago: TimeSpan.FromDays(9));

        var found = await _eu.JudgeAsync();

        Assert.Null(Assert.Single(found.Namespaces).IsLate);
        var finding = Assert.Single(found.Findings);
        Assert.Equal((ProtectionSeverity.Unknown, ProtectionFindingKind.BackupUnknown), (finding.Severity, finding.Kind));
        Assert.True(Assert.Single((await _eu.JudgeAsync(TimeSpan.FromHours(26))).Namespaces).IsLate);
    }

    [Fact]
    public async Task One_unreadable_duration_in_anothers_schedule_stops_Velero()
    {
        _eu.Protected();
        _eu.Schedule("theirs", """ "includedNamespaces": ["app"], "ttl": "3d" """);

        var finding = Assert.Single((await _eu.JudgeAsync()).Findings);

        Assert.Equal((ProtectionSeverity.Error, ProtectionFindingKind.VeleroStopped), (finding.Severity, finding.Kind));
        Assert.Contains("Schedule velero/theirs, spec.template.ttl: \"3d\"", finding.Text);
    }

    [Fact]
    public async Task One_unreadable_duration_in_a_backup_of_another_cluster_stops_Velero()
    {
        _eu.Protected();
        _eu.Backup("theirs", content: """ "ttl": "24" """, labels: """ "workspace-backup.io/cluster-uid": "uid-of-us" """);

        var finding = Assert.Single((await _eu.JudgeAsync()).Findings);

        Assert.Equal((ProtectionSeverity.Error, ProtectionFindingKind.VeleroStopped), (finding.Severity, finding.Kind));
        Assert.Contains("theirs, spec.ttl: \"24\"", finding.Text);
    }

    [Theory]
    [InlineData("v1.18.2", "0 3 1 * 0", "Velero 1.19 reads")]
    [InlineData("v1.18.2", "0 3 1 * 0", "write it as \"0 3 1 * *\" and \"0 3 * * 0\"")]
    [InlineData("v1.14.1", "0 3 */2 * 1", "Velero 1.15 reads")]
    [InlineData("v1.19.0", "0 3 1 * 0", null)]
    [InlineData("v1.18.2", "0 3 * * 0", null)]
    public async Task A_schedule_that_changes_with_the_next_Velero_is_told_whoever_made_it(string version, string cron, string? said)
    {
        _eu.Protected();
        _eu.Fake.VeleroVersion = version;
        _eu.Schedule("helm", cron: cron);

        var judged = await _eu.JudgeAsync();

        var found = judged.Findings.Where(static finding => finding.Kind == ProtectionFindingKind.ScheduleWillChange).ToList();
        Assert.Equal(said is null ? [] : ["helm"], found.Select(static finding => finding.Schedule));
        Assert.All(found, finding => Assert.Contains(said!, finding.Text, StringComparison.Ordinal));
        Assert.All(found, static finding => Assert.Equal(ProtectionSeverity.Warning, finding.Severity));
    }

    [Fact]
    public async Task A_paused_schedule_is_told_even_when_another_covers()
    {
        _eu.Protected();
        _eu.Schedule("weekly", more: """ "paused": true, """);

        var finding = Assert.Single((await _eu.JudgeAsync()).Findings);

        Assert.Equal(
            (ProtectionSeverity.Warning, ProtectionFindingKind.SchedulePaused, "weekly"),
            (finding.Severity, finding.Kind, finding.Schedule));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_unknown_and_never_unprotected()
    {
        _eu.Protected();
        _eu.Fake.Fails = static _ => FaultKind.ConnectionRefused;

        var found = await _eu.JudgeAsync();

        Assert.Equal(FaultKind.ConnectionRefused, found.Fault!.Kind);
        Assert.Empty(found.Namespaces);
        var finding = Assert.Single(found.Findings);
        Assert.Equal((ProtectionSeverity.Unknown, ProtectionFindingKind.ClusterUnknown), (finding.Severity, finding.Kind));
    }

    [Fact]
    public async Task Without_a_Velero_server_no_schedule_runs()
    {
        _eu.Protected();
        _eu.Fake.VeleroVersion = null;

        Assert.Contains((await _eu.JudgeAsync()).Findings, static finding =>
            finding is { Kind: ProtectionFindingKind.VeleroNotAnswering, Severity: ProtectionSeverity.Error });
    }

    [Fact]
    public async Task Backups_that_may_not_be_read_are_unknown_and_not_missing()
    {
        _eu.Protected();
        _eu.Fake.Fails = static request => request.Path.Resource == "backups" ? FaultKind.Forbidden : null;

        var found = await _eu.JudgeAsync();

        Assert.Null(Assert.Single(found.Namespaces).Backup);
        Assert.Equal(
            [ProtectionFindingKind.CheckNotPossible, ProtectionFindingKind.BackupUnknown],
            found.Findings.Select(static finding => finding.Kind));
        Assert.DoesNotContain(found.Findings, static finding => finding.Severity == ProtectionSeverity.Error);
    }

    [Fact]
    public async Task All_that_may_not_be_read_is_one_warning_with_every_rule()
    {
        _eu.Protected();
        _eu.Fake.Fails = static request => request.Path.Resource is "daemonsets" or "volumesnapshotlocations" or "deployments"
            ? FaultKind.Forbidden
            : null;
        _eu.Fake.FailedQuestions["serverstatusrequests"] = FaultKind.Forbidden;

        var found = await _eu.JudgeAsync();

        var warning = Assert.Single(found.Warnings).Detail;
        Assert.All(
            ["daemonsets", "volumesnapshotlocations", "deployments", "serverstatusrequests"],
            resource => Assert.Contains($"resources [\"{resource}\"]", warning));
        Assert.Equal(ProtectionState.Unknown, Assert.Single(found.Namespaces).Coverage.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task The_number_of_requests_does_not_grow_with_what_there_is(int count)
    {
        for (var index = 0; index < count; index++)
        {
            _eu.Namespace($"app-{index}");
            _eu.Schedule($"daily-{index}", $$""" "includedNamespaces": ["app-{{index}}"], "resourcePolicy": { "kind": "configmap", "name": "p{{index}}" } """);
            _eu.Backup($"daily-{index}-20260310020000", schedule: $"daily-{index}");
            _eu.Add("v1", "persistentvolumeclaims", "app", $"data-{index}", """
                { "metadata": { "creationTimestamp": "2026-01-01T00:00:00Z" }, "status": { "phase": "Bound" } }
                """);
        }

        await _eu.JudgeAsync();

        var lists = _eu.Fake.Requests.Where(static request => request.Verb == "LIST").ToList();
        Assert.True(lists.Count <= 16, $"{lists.Count} lists");
        Assert.Equal(13, lists.Count);
        Assert.Equal(lists.Select(static list => list.Path).Distinct().Count(), lists.Count);
        Assert.True(_eu.Fake.Requests.Count - lists.Count <= 3, "more than the probe and one Deployment was read by name");
        Assert.Empty(_eu.Fake.StoringRequests);
    }

    [Theory]
    [InlineData("of late", 5, "", false)]
    [InlineData("two hours ago", 120, "", true)]
    [InlineData("as seldom as the location says", 120, """ "backupSyncPeriod": "1h0m0s" """, false)]
    [InlineData("more seldom than that", 200, """ "backupSyncPeriod": "1h0m0s" """, true)]
    [InlineData("it is not to", 3000, """ "backupSyncPeriod": "0s" """, false)]
    public async Task A_location_that_Velero_does_not_look_into_is_told(string why, int minutesAgo, string spec, bool isTold)
    {
        _eu.Protected();
        Synced(spec, $$""" "lastSyncedTime": "{{ProtectedCluster.Ago(TimeSpan.FromMinutes(minutesAgo))}}", """);
        ServerRuns("");

        await IsToldAsync(why, isTold, "has looked for backups in it last at");
    }

    [Theory]
    [InlineData("never, and it is an hour old", "2026-03-10T10:00:00Z", true)]
    [InlineData("never, and it is new", "2026-03-10T11:59:00Z", false)]
    public async Task One_that_it_has_never_looked_into_is_told_after_an_hour(string why, string made, bool isTold)
    {
        _eu.Protected();
        Synced("", "", made);
        ServerRuns("");

        await IsToldAsync(why, isTold, "has never looked for backups in it");
    }

    [Theory]
    [InlineData("the server is told not to", "--backup-sync-period=0", false)]
    [InlineData("the server is told how often", "--backup-sync-period=2h", false)]
    [InlineData("the server is told nothing", "--features=x", true)]
    public async Task How_often_is_the_servers_argument_where_the_location_says_nothing(string why, string argument, bool isTold)
    {
        _eu.Protected();
        Synced("", $$""" "lastSyncedTime": "{{ProtectedCluster.Ago(TimeSpan.FromHours(2))}}", """);
        ServerRuns(argument);

        await IsToldAsync(why, isTold, "");
    }

    [Fact]
    public async Task Where_neither_says_it_nothing_is_said_of_it()
    {
        _eu.Fake.Remove(FakeCluster.DeploymentPath);
        _eu.Protected();
        Synced("", $$""" "lastSyncedTime": "{{ProtectedCluster.Ago(TimeSpan.FromDays(2))}}", """);

        await IsToldAsync("the Deployment is not there", false, "");
    }

    [Fact]
    public async Task A_selector_chooses_the_namespaces_that_are_judged()
    {
        _eu.Protected();
        _eu.Namespace("till", "team/payments");
        _eu.Namespace("blog");

        var found = await new ProtectionService(new VeleroServers(new FakeTime()), new FakeFiles()).JudgeAsync(
            new ProtectionQuery
            {
                At = ProtectedCluster.Now,
                Clusters = [_eu.Fake.Cluster],
                Selector = new LabelSelector { MatchLabels = new StringMap([new("team/payments", "true")]) },
            },
            CancellationToken.None);

        Assert.Equal(["till"], Assert.Single(found).Namespaces.Select(static item => item.Name));
    }

    private void Synced(string spec, string status, string made = "2026-01-01T00:00:00Z") =>
        _eu.Add("velero.io/v1", "backupstoragelocations", "velero", "default", $$"""
            {
              "metadata": { "creationTimestamp": "{{made}}" },
              "spec": { "provider": "aws", "objectStorage": { "bucket": "b" } {{(spec.Length == 0 ? "" : $", {spec}")}} },
              "status": { {{status}} "phase": "Available", "lastValidationTime": "{{ProtectedCluster.Ago(TimeSpan.FromMinutes(1))}}" }
            }
            """);

    private void ServerRuns(string argument) => _eu.Fake.Add(FakeCluster.DeploymentPath, $$"""
        { "spec": { "template": { "spec": { "containers": [{ "name": "velero", "args": ["server", "{{argument}}"] }] } } } }
        """);

    private async Task IsToldAsync(string why, bool isTold, string text)
    {
        var findings = (await _eu.JudgeAsync()).Findings;

        Assert.True(isTold == (findings.Count == 1), $"{why}: {string.Join('\n', findings)}");
        Assert.All(findings, finding =>
        {
            Assert.Equal((ProtectionSeverity.Warning, ProtectionFindingKind.LocationNotSynced), (finding.Severity, finding.Kind));
            Assert.Contains(text, finding.Text);
        });
    }

    private async Task MissingAsync(string text, params ProtectionFindingKind[] others)
    {
        var found = await _eu.JudgeAsync();

        var app = Assert.Single(found.Namespaces);
        Assert.Null(app.Backup);
        Assert.Null(app.IsLate);
        Assert.Equal(
            others.Append(ProtectionFindingKind.BackupMissing).Order(), found.Findings.Select(static finding => finding.Kind).Order());
        Assert.Contains(text, found.Findings.Single(static finding => finding.Kind == ProtectionFindingKind.BackupMissing).Text);
    }
}
