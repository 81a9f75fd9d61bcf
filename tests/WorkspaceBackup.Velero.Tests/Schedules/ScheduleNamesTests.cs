using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class ScheduleNamesTests
{
    [Theory]
    [InlineData("a plain one", "daily-eu", true)]
    [InlineData("one with dots", "a.b-c.d", true)]
    [InlineData("digits", "1-2", true)]
    [InlineData("capitals", "Daily", false)]
    [InlineData("an underscore", "a_b", false)]
    [InlineData("a dash in front", "-a", false)]
    [InlineData("a dash at the end", "a-", false)]
    [InlineData("an empty part", "a..b", false)]
    [InlineData("a letter outside ASCII", "täglich", false)]
    [InlineData("nothing", "", false)]
    public void A_name_is_a_subdomain(string what, string name, bool isName) =>
        Assert.True(isName == (ScheduleNames.Error(name) is null), what);

    [Theory]
    [InlineData(48, false, false)]
    [InlineData(49, false, true)]
    [InlineData(63, false, true)]
    [InlineData(64, true, false)]
    public void Its_length_decides_whether_backups_are_made_and_found_by_label(
        int length, bool isRefused, bool isWarned)
    {
        var name = new string('a', length);

        Assert.Equal(isRefused, ScheduleNames.Error(name) is not null);
        Assert.Equal(isWarned, ScheduleNames.Warning(name) is not null);
    }

    [Theory]
    [InlineData("daily", true)]
    [InlineData("ends-with-a-dash-", true)]
    [InlineData("", false)]
    [InlineData("-daily", false)]
    [InlineData("Daily", false)]
    public void A_prefix_starts_a_name(string prefix, bool isPrefix) =>
        Assert.Equal(isPrefix, ScheduleNames.PrefixError(prefix) is null);
}
