using TerraformProviderWorkspaceBackup.Reconciled;
using WorkspaceBackup.Velero.Collections;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Reconciled;

public sealed class ImportIdTests
{
    [Fact]
    public void A_prefix_stands_alone()
    {
        Assert.True(ImportId.TryParse("daily", ScheduleNames.PrefixError, out var id, out _));
        Assert.Equal(new ObjectSelection("daily", null), id);
    }

    [Fact]
    public void Clusters_may_name_their_schedules()
    {
        Assert.True(ImportId.TryParse("daily:eu=velero-daily,us=nightly", ScheduleNames.PrefixError, out var id, out _));
        Assert.Equal(
            new ObjectSelection("daily", new StringMap([new("us", "nightly"), new("eu", "velero-daily")])), id);
    }

    [Theory]
    [InlineData("daily+adopt")]
    [InlineData("daily:eu=nightly+adopt")]
    public void It_may_take_over_what_is_anothers(string text)
    {
        Assert.True(ImportId.TryParse(text, ScheduleNames.PrefixError, out var id, out _));
        Assert.True(ImportId.TryParse(text[..^6], ScheduleNames.PrefixError, out var without, out _));
        Assert.Equal(without with { Adopts = true }, id);
    }

    [Theory]
    [InlineData("payments/daily")]
    [InlineData("payments/daily:eu=nightly+adopt")]
    public void The_id_of_the_resource_names_its_workspace_too(string text)
    {
        Assert.True(ImportId.TryParse(text, ScheduleNames.PrefixError, out var id, out _));
        Assert.True(ImportId.TryParse(text[9..], ScheduleNames.PrefixError, out var without, out _));
        Assert.Equal(without with { Workspace = "payments" }, id);
    }

    [Theory]
    [InlineData("no workspace", "/daily")]
    [InlineData("no prefix after the workspace", "payments/")]
    [InlineData("two slashes", "payments/daily/eu")]
    [InlineData("another wish", "daily+take")]
    [InlineData("nothing", "")]
    [InlineData("no prefix", ":eu=x")]
    [InlineData("capitals", "Daily")]
    [InlineData("nothing after the colon", "daily:")]
    [InlineData("no schedule", "daily:eu")]
    [InlineData("an empty schedule", "daily:eu=")]
    [InlineData("an empty cluster", "daily:=x")]
    [InlineData("one cluster twice", "daily:eu=x,eu=y")]
    [InlineData("a comma at the end", "daily:eu=x,")]
    public void It_is_refused_with_a_reason(string what, string text)
    {
        Assert.False(ImportId.TryParse(text, ScheduleNames.PrefixError, out _, out var error), what);
        Assert.EndsWith(".", error);
    }
}
