using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class ScheduleServiceTests
{
    [Fact]
    public void What_is_declared_is_canonical()
    {
        var element = ScheduleService.Declare(
            Given.Declaration with
            {
                Content = new BackupContent { Ttl = "30d", IncludedNamespaces = ["*"], ExcludedNamespaces = ["b", "a"], CsiSnapshotTimeout = "0s" },
            },
            "eu",
            "uid");

        Assert.Equal(new BackupContent { Ttl = "720h0m0s", ExcludedNamespaces = ["a", "b"] }, element.Content);
    }

    [Fact]
    public void A_name_is_made_once_and_kept()
    {
        Assert.Equal("daily-eu", ScheduleService.Declare(Given.Declaration, "eu", "uid").Name);
        Assert.Equal("nightly", ScheduleService.Declare(Given.Declaration, "eu", "uid", "nightly").Name);
    }

    [Fact]
    public void A_zone_goes_in_front_of_the_cron() => Assert.Equal(
        "CRON_TZ=Europe/Berlin 0 2 * * *",
        ScheduleService.Declare(Given.Declaration with { TimeZone = "Europe/Berlin" }, "eu", "uid").Schedule);

    [Theory]
    [InlineData("no disks means no file-system backup either", false, null, false)]
    [InlineData("what the user says stands", false, true, true)]
    [InlineData("with disks the server decides", true, null, null)]
    [InlineData("unsaid, the server decides", null, null, null)]
    public void File_system_backup_follows_the_disks(string rule, bool? disks, bool? declared, bool? expected) =>
        Assert.True(expected == ScheduleService.Declare(
            Given.Declaration with { Content = new BackupContent { SnapshotVolumes = disks, DefaultVolumesToFsBackup = declared } },
            "eu",
            "uid").Content.DefaultVolumesToFsBackup, rule);

    [Fact]
    public void Tokens_are_hexadecimal_and_differ()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => ScheduleService.NewInstanceToken()).ToHashSet();

        Assert.Equal(100, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{32}$", token));
    }
}
