using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Velero;

/// <summary>Schedules as the real server treats them; numbers in names are those of docs/design/sandbox.md.</summary>
public sealed class ScheduleControllerTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Sandbox _sandbox = Sandbox.Start();

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("0 0 31 2 *")]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6 *")]
    public void A_date_that_never_occurs_is_a_backup_every_minute(string cron)
    {
        Create("never", cron);
        Assert.Single(Cluster.List("backups"));
        _sandbox.Clock.Advance(3 * Minute);
        Assert.Equal(4, Cluster.Count("backups"));
    }

    [Fact]
    public void A_bad_cron_is_a_failed_validation_and_a_mended_one_is_enabled()
    {
        Create("daily", "0 2 * * 7");
        Assert.Equal("FailedValidation", Cluster.Phase("schedules", "daily"));
        Assert.StartsWith(
            "invalid schedule: ", Cluster.Get("schedules", "daily").Texts("status", "validationErrors")[0]);

        Patch("daily", """{"spec":{"schedule":"0 2 * * 0"}}""");
        Assert.Equal("Enabled", Cluster.Phase("schedules", "daily"));
        Assert.Empty(Cluster.Get("schedules", "daily").Texts("status", "validationErrors"));
    }

    [Fact]
    public void A_name_of_more_than_63_characters_is_enabled_and_never_backed_up()
    {
        var name = new string('s', 64);
        Create(name, "* * * * *");
        _sandbox.Clock.Advance(5 * Minute);
        Assert.Equal("Enabled", Cluster.Phase("schedules", name));
        Assert.Empty(Cluster.List("backups"));
        Assert.NotEmpty(Cluster.Velero.Errors);
    }

    [Fact]
    public void Illegal_labels_of_the_template_are_enabled_and_never_backed_up()
    {
        Cluster.Create("schedules", Some.Schedule(
            "daily", "* * * * *", Some.Parse("""{"metadata":{"labels":{"team":"a team"}}}""")));
        _sandbox.Clock.Advance(5 * Minute);
        Assert.Equal("Enabled", Cluster.Phase("schedules", "daily"));
        Assert.Empty(Cluster.List("backups"));
    }

    [Theory]
    [InlineData("1.18.2", "schedule")]
    [InlineData("1.19-dev", "template")]
    public void Annotations_of_the_template_replace_the_schedules_from_1_19_on(string version, string expected)
    {
        using var sandbox = Sandbox.Start(options: new() { VeleroVersion = version });
        var schedule = Some.Schedule(
            "often", "* * * * *", Some.Parse("""{"metadata":{"annotations":{"from":"template"}}}"""));
        schedule["metadata"]!["annotations"] = Some.Parse("""{"from":"schedule"}""");
        sandbox["c1"].Create("schedules", schedule);
        sandbox.Clock.Advance(2 * Minute);
        Assert.Equal(expected, sandbox["c1"].List("backups")[0].Text("metadata", "annotations", "from"));
    }

    [Fact]
    public void An_edit_that_makes_a_run_due_starts_it_at_once()
    {
        Create("daily", "0 2 1 1 *");
        _sandbox.Clock.Advance(30 * Minute);
        Assert.Empty(Cluster.List("backups"));
        Patch("daily", """{"spec":{"schedule":"20 10 * * *"}}""");
        Assert.Single(Cluster.List("backups"));
    }

    [Fact]
    public void SkipImmediately_in_the_same_edit_prevents_it()
    {
        Create("daily", "0 2 1 1 *");
        _sandbox.Clock.Advance(30 * Minute);
        Patch("daily", """{"spec":{"schedule":"20 10 * * *","skipImmediately":true}}""");
        Assert.Empty(Cluster.List("backups"));
        Assert.False(Cluster.Get("schedules", "daily").Flag("spec", "skipImmediately"));
        Assert.NotNull(Cluster.Get("schedules", "daily").Time("status", "lastSkipped"));
    }

    [Fact]
    public void The_server_writes_skipImmediately_back_under_its_own_name()
    {
        Create("daily", "0 2 * * *");
        var schedule = Cluster.Get("schedules", "daily");
        Assert.NotNull(schedule.At("spec", "skipImmediately"));
        var entries = schedule.At("metadata", "managedFields")!.AsArray();
        var server = Assert.Single(entries, entry => entry.Text("manager") == "velero-server");
        Assert.NotNull(server.At("fieldsV1", "f:spec", "f:skipImmediately"));
    }

    [Fact]
    public void The_servers_flag_holds_for_the_first_schedule_only()
    {
        Cluster.Velero.Stop();
        Cluster.Velero.ScheduleSkipImmediately = true;
        Cluster.Velero.Start();
        Create("first", "0 2 * * *");
        Create("second", "0 2 * * *");
        Assert.NotNull(Cluster.Get("schedules", "first").At("status", "lastSkipped"));
        Assert.Null(Cluster.Get("schedules", "second").At("status", "lastSkipped"));
    }

    [Fact]
    public void A_paused_schedule_is_left_alone()
    {
        var paused = Some.Schedule("paused", "* * * * *");
        paused["spec"]!["paused"] = true;
        Cluster.Create("schedules", paused);
        _sandbox.Clock.Advance(3 * Minute);
        Assert.Null(Cluster.Get("schedules", "paused").At("status"));
        Assert.Empty(Cluster.List("backups"));

        Patch("paused", """{"spec":{"paused":false}}""");
        Assert.Single(Cluster.List("backups"));
    }

    [Fact]
    public void A_stuck_backup_blocks_its_schedule_for_ever()
    {
        Cluster.Velero.OnBackup = _ => VeleroSandbox.Velero.BackupOutcome.Stuck;
        Create("often", "* * * * *");
        _sandbox.Clock.Advance(10 * Minute);
        Assert.Single(Cluster.List("backups"));
        Assert.Equal("InProgress", Cluster.List("backups")[0].Text("status", "phase"));
    }

    [Fact]
    public void Missed_runs_are_not_caught_up()
    {
        Create("often", "*/10 * * * *");
        Cluster.Velero.Stop();
        _sandbox.Clock.Advance(TimeSpan.FromHours(3));
        Cluster.Velero.Start();
        _sandbox.Settle();
        Assert.Single(Cluster.List("backups"));
    }

    [Fact]
    public void Labels_of_the_template_replace_those_of_the_schedule_and_annotations_are_copied()
    {
        var schedule = Some.Schedule(
            "often", "* * * * *", Some.Parse("""{"metadata":{"labels":{"from":"template"}}}"""));
        schedule["metadata"]!["labels"] = Some.Parse("""{"from":"schedule","other":"x"}""");
        schedule["metadata"]!["annotations"] = Some.Parse("""{"note":"copied"}""");
        Cluster.Create("schedules", schedule);
        _sandbox.Clock.Advance(2 * Minute);
        var backup = Cluster.List("backups")[0];
        Assert.Equal("template", backup.Text("metadata", "labels", "from"));
        Assert.Null(backup.At("metadata", "labels", "other"));
        Assert.Equal("often", backup.Text("metadata", "labels", "velero.io/schedule-name"));
        Assert.Equal("copied", backup.Text("metadata", "annotations", "note"));
    }

    [Fact]
    public void Owner_references_let_the_backups_go_with_the_schedule()
    {
        var schedule = Some.Schedule("often", "* * * * *");
        schedule["spec"]!["useOwnerReferencesInBackup"] = true;
        Cluster.Create("schedules", schedule);
        _sandbox.Clock.Advance(2 * Minute);
        Assert.NotEmpty(Cluster.List("backups"));
        Cluster.Delete("schedules", "often");
        _sandbox.Settle();
        Assert.Empty(Cluster.List("backups"));
        _sandbox.Clock.Advance(2 * Minute);
        Assert.NotEmpty(Cluster.List("backups"));
    }

    [Fact]
    public void A_put_without_status_can_start_a_backup()
    {
        Create("daily", "20 10 * * *");
        _sandbox.Clock.Advance(30 * Minute);
        Assert.Single(Cluster.List("backups"));

        // The memory of the last run is in status, and a schedule that lost it counts from its creation.
        Patch("daily", """{"status":{"lastBackup":null,"lastSkipped":null}}""");
        Assert.Equal(2, Cluster.Count("backups"));
    }

    [Theory]
    [InlineData("3d")]
    [InlineData("24")]
    [InlineData("")]
    public void One_bad_duration_blinds_the_server_for_all_schedules(string ttl)
    {
        Create("before", "0 2 * * *");
        var bad = Some.Schedule("bad");
        bad["spec"]!["template"]!["ttl"] = ttl;
        Cluster.Create("schedules", bad);
        Create("after", "0 2 * * *");
        Patch("before", """{"spec":{"schedule":"nonsense"}}""");
        Assert.Null(Cluster.Phase("schedules", "after"));
        Assert.Equal("Enabled", Cluster.Phase("schedules", "before"));

        Cluster.Delete("schedules", "bad");
        _sandbox.Settle();
        Assert.Equal("Enabled", Cluster.Phase("schedules", "after"));
        Assert.Equal("FailedValidation", Cluster.Phase("schedules", "before"));
    }

    [Fact]
    public void A_server_restarted_with_a_bad_duration_gives_up_after_two_minutes()
    {
        var bad = Some.Schedule("bad");
        bad["spec"]!["template"]!["ttl"] = "3d";
        Cluster.Create("schedules", bad);
        _sandbox.Settle();
        Cluster.Velero.Restart();
        _sandbox.Clock.Advance(Minute);
        Assert.True(Cluster.Velero.IsRunning);
        _sandbox.Clock.Advance(Minute);
        Assert.False(Cluster.Velero.IsRunning);
    }

    private void Create(string name, string cron)
    {
        Cluster.Create("schedules", Some.Schedule(name, cron));
        _sandbox.Settle();
    }

    private void Patch(string name, string patch)
    {
        Cluster.Patch("schedules", name, Some.Parse(patch));
        _sandbox.Settle();
    }
}
