using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ConfigRulesTests
{
    private static readonly TerraformType s_type = new Schema(ScheduleModel.Attributes).Type;

    [Theory]
    [InlineData("0 2 * * *", null, null, null, null)]
    [InlineData("0 2 * * 8", null, null, "schedule", "0")]
    [InlineData("0 0 31 2 *", null, null, "schedule", "paused = true")]
    [InlineData("0 0 1 1 5", null, null, null, null)]
    [InlineData("0 0 1 1 7", null, null, "schedule", "7 in \"7\" is above 6")]
    [InlineData("0 2 * * 7", "Europe/Berlin", null, null, null)]
    [InlineData("nonsense", null, null, "schedule", "fields")]
    [InlineData("0 2 * * *", "Europe/Berlin", "45m", null, null)]
    [InlineData("0 2 * * *", "Europe/Nowhere", null, "time_zone", "Europe/Nowhere")]
    [InlineData("@every 6h", "Europe/Berlin", null, "time_zone", "@every")]
    [InlineData("CRON_TZ=Asia/Tokyo 0 2 * * *", "Europe/Berlin", null, "time_zone", "leave one of the two out")]
    [InlineData("30 23 * * *", null, "45m", "stagger", "midnight")]
    [InlineData("*/5 * * * *", null, "45m", "stagger", "single")]
    public void Schedule_time_zone_and_stagger_are_right_and_go_together(
        string schedule, string? zone, string? stagger, string? attribute, string? says)
    {
        var diagnostics = new Diagnostics();

        new CronRules(TimeProvider.System).Validate(Config(("schedule", Text(schedule)), ("time_zone", Text(zone)), ("stagger", Text(stagger))), diagnostics);

        var errors = diagnostics.Where(static d => d.Severity == Severity.Error).ToList();
        if (attribute is null)
        {
            Assert.Empty(errors);
            return;
        }

        var error = Assert.Single(errors);
        Assert.Equal(attribute, error.Path!.ToString());
        Assert.Contains(says!, error.Detail);
    }

    [Theory]
    [InlineData("0 2 * * *", "48h", null)]
    [InlineData("0 2 * * *", "47h", "Expiry Under Twice The Interval")]
    [InlineData("0 2 * * 0", null, null)]
    [InlineData("0 2 1 * *", null, "Expiry Under Twice The Interval")]
    [InlineData("@every 10m", "30m", "Short Expiry")]
    [InlineData("0 2 * * *", "0s", null)]
    [InlineData("0 2 1 * *", "0d", "Expiry Under Twice The Interval")]
    [InlineData("0 2 1 * 1", null, null)]
    [InlineData("0 2 * * 7", null, null)]
    [InlineData("@every 10s", null, "Schedule Under A Minute")]
    public void What_is_legal_but_hardly_meant_is_a_warning(string schedule, string? expiry, string? summary)
    {
        var diagnostics = new Diagnostics();

        new CronRules(TimeProvider.System).Validate(Config(("schedule", Text(schedule)), ("expiry", Text(expiry))), diagnostics);

        Assert.DoesNotContain(diagnostics, static d => d.Severity == Severity.Error);
        if (summary is null)
        {
            Assert.Empty(diagnostics);
        }
        else
        {
            Assert.Contains(diagnostics, d => d.Summary == summary);
        }
    }

    [Fact]
    public void An_unknown_schedule_is_not_judged()
    {
        var diagnostics = new Diagnostics();

        new CronRules(TimeProvider.System).Validate(Config(("schedule", TerraformValue.Unknown(TerraformType.String))), diagnostics);

        Assert.Empty(diagnostics);
    }

    public static TheoryData<string, string, object?, string, object?> Refused => new()
    {
        { "old and scoped filters", "included_resources", new[] { "pods" }, "excluded_cluster_scoped_resources", new[] { "*" } },
        { "cluster resources and scoped filters", "include_cluster_resources", "always", "included_namespace_scoped_resources", new[] { "pods" } },
        { "disks left out and moved", "include_disks", false, "snapshot_move_data", true },
        { "disks left out and backed up by file", "include_disks", false, "default_volumes_to_fs_backup", true },
        { "the same name included and excluded", "included_resources", new[] { "pods" }, "excluded_resources", new[] { "pods" } },
        { "all resources and some", "included_resources", new[] { "*", "pods" }, "excluded_resources", null },
        { "all namespaces and some", "namespaces", new[] { "*", "shop" }, "excluded_namespaces", null },
        { "a name that is none", "namespaces", new[] { "Shop" }, "excluded_namespaces", null },
        { "scoped resources left out and included", "included_cluster_scoped_resources", new[] { "clusterroles" },
            "excluded_cluster_scoped_resources", new[] { "*" } },
        { "everything excluded", "excluded_resources", new[] { "*" }, "included_resources", null },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Velero_would_refuse_later_is_refused_now(string what, string one, object? first, string other, object? second)
    {
        var diagnostics = new Diagnostics();

        new ContentRules().Validate(Config((one, Of(first)), (other, Of(second))), diagnostics);

        Assert.True(diagnostics.HasErrors, what);
        Assert.All(diagnostics, d => Assert.Contains(d.Path!.ToString(), new[] { one, other }));
    }

    [Theory]
    [InlineData("auto", "included_namespace_scoped_resources")]
    [InlineData(null, "excluded_namespace_scoped_resources")]
    public void Auto_is_the_absence_of_the_old_filter(string? clusterResources, string scoped)
    {
        var diagnostics = new Diagnostics();

        new ContentRules().Validate(
            Config(("include_cluster_resources", Text(clusterResources)), (scoped, Of(new[] { "pods" }))), diagnostics);

        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("shop*")]
    [InlineData("s?op")]
    public void A_pattern_of_namespaces_is_judged_by_the_version_of_each_cluster(string pattern)
    {
        var diagnostics = new Diagnostics();

        new ContentRules().Validate(Config(("namespaces", Of(new[] { pattern }))), diagnostics);

        Assert.Empty(diagnostics);
    }

    [Fact]
    public void What_would_be_complete_and_empty_is_a_warning()
    {
        var diagnostics = new Diagnostics();

        new ContentRules().Validate(
            Config(("included_resources", Of(new[] { "configmaps" })), ("excluded_resources", Of(new[] { "cm" }))), diagnostics);

        Assert.Equal(Severity.Warning, Assert.Single(diagnostics).Severity);
    }

    private static TerraformValue Text(string? text) =>
        text is null ? TerraformValue.Null(TerraformType.String) : TerraformValue.String(text);

    private static TerraformValue? Of(object? value) => value switch
    {
        string text => TerraformValue.String(text),
        bool flag => TerraformValue.Bool(flag),
        string[] names => TerraformValue.Set(TerraformType.String, names.Select(TerraformValue.String)),
        _ => null,
    };

    private static ModelReader Config(params IEnumerable<(string Name, TerraformValue? Value)> set)
    {
        var values = s_type.Attributes.ToDictionary(static a => a.Key, static a => TerraformValue.Null(a.Value));
        foreach (var (name, value) in set)
        {
            values[name] = value ?? values[name];
        }

        return new(TerraformValue.Object(s_type, values));
    }
}
