using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class ScheduleKindTests
{
    [Fact]
    public void What_is_declared_is_canonical()
    {
        var element = ScheduleKind.Instance.Declare(
            Given.Declaration with
            {
                Content = new BackupContent
                {
                    Ttl = "30d",
                    IncludedNamespaces = ["*"],
                    ExcludedNamespaces = ["b", "a"],
                    CsiSnapshotTimeout = "0s",
                },
            },
            "eu",
            "velero",
            "uid");

        Assert.Equal("""{excluded_namespaces=["a","b"], expiry=720h0m0s, run_schedule=0 2 * * *}""", element.Settings.ToString());
    }

    [Fact]
    public void A_name_is_made_once_and_kept()
    {
        Assert.Equal("daily-eu", ScheduleKind.Instance.Declare(Given.Declaration, "eu", "velero", "uid").Name);
        Assert.Equal("nightly", ScheduleKind.Instance.Declare(Given.Declaration, "eu", "velero", "uid", "nightly").Name);
    }

    [Fact]
    public void A_zone_goes_in_front_of_the_cron() => Assert.Equal(
        "CRON_TZ=Europe/Berlin 0 2 * * *",
        ScheduleKind.Instance.Declare(Given.Declaration with { TimeZone = "Europe/Berlin" }, "eu", "velero", "uid").Schedule);

    [Theory]
    [InlineData("no disks means no file-system backup either", false, null, false)]
    [InlineData("what the user says stands", false, true, true)]
    [InlineData("with disks the server decides", true, null, null)]
    [InlineData("unsaid, the server decides", null, null, null)]
    public void File_system_backup_follows_the_disks(string rule, bool? disks, bool? declared, bool? expected)
    {
        var content = new BackupContent { SnapshotVolumes = disks, DefaultVolumesToFsBackup = declared };

        var element = ScheduleKind.Instance.Declare(Given.Declaration with { Content = content }, "eu", "velero", "uid");

        var setting = element.Settings.GetValueOrDefault("default_volumes_to_fs_backup");
        Assert.True((expected is { } flag ? flag ? "true" : "false" : null) == setting, rule);
    }

    [Fact]
    public void A_stagger_gives_each_cluster_its_own_minute_of_the_window()
    {
        var declaration = Given.Declaration with { Stagger = "45m", TimeZone = "Europe/Berlin" };

        // The first 8 bytes of SHA-256 of "daily/eu" and "daily/us", modulo 45.
        Assert.Equal("CRON_TZ=Europe/Berlin 16 2 * * *", On("eu"));
        Assert.Equal("CRON_TZ=Europe/Berlin 19 2 * * *", On("us"));

        string On(string cluster) => ScheduleKind.Instance.Declare(declaration, cluster, "velero", "uid").Schedule;
    }

    [Fact]
    public void Tokens_are_hexadecimal_and_differ()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => InstanceToken.New()).ToHashSet();

        Assert.Equal(100, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{32}$", token));
    }
}
