using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Data;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Tests.Data;

public sealed class DataRulesTests
{
    private static readonly AttributePath s_path = AttributePath.Of("attribute");

    [Theory]
    [InlineData("2025-01-31T02:00:00Z", true)]
    [InlineData("2025-01-31T02:00:00.5+01:00", true)]
    [InlineData("2025-01-31", false)]
    [InlineData("yesterday", false)]
    [InlineData("7d", false)]
    public void A_time_is_an_RFC_3339_time(string text, bool isRight) =>
        Assert.Equal(isRight, IsRight(diagnostics => DataRules.Time.Validate(text, At(s_path, diagnostics))));

    [Theory]
    [InlineData("daily", true)]
    [InlineData("", false)]
    [InlineData("Daily", false)]
    [InlineData("payments/daily", false)]
    public void A_prefix_is_one_that_a_schedule_can_have(string text, bool isRight) =>
        Assert.Equal(isRight, IsRight(diagnostics => DataRules.Prefix.Validate(text, At(s_path, diagnostics))));

    [Theory]
    [InlineData("2025-01-31T02:00:00Z", true)]
    [InlineData("7d", true)]
    [InlineData("1w12h", true)]
    [InlineData("0s", false)]
    [InlineData("-1h", false)]
    [InlineData("", false)]
    [InlineData("a week", false)]
    public void An_age_is_a_duration_above_zero_or_a_time(string text, bool isRight) => Assert.Equal(
        isRight, IsRight(diagnostics => DataRules.TimeOrAge.Validate(text, At(s_path, diagnostics))));

    [Fact]
    public void Every_phase_of_Velero_can_be_asked_for() => Assert.True(IsRight(diagnostics =>
        DataRules.Phases.Validate(BackupPhases.Names.ToHashSet(), At(s_path, diagnostics))));

    [Theory]
    [InlineData("completed")]
    [InlineData("Done")]
    [InlineData("")]
    public void Other_words_are_refused_with_the_list_of_phases(string phase)
    {
        var diagnostics = new Diagnostics();

        DataRules.Phases.Validate(new HashSet<string> { "Completed", phase }, At(s_path, diagnostics));

        Assert.Contains("PartiallyFailed", Assert.Single(diagnostics).Detail);
    }

    [Fact]
    public void No_phase_at_all_is_refused() => Assert.False(IsRight(diagnostics =>
        DataRules.Phases.Validate(new HashSet<string>(), At(s_path, diagnostics))));

    [Theory]
    [InlineData(1, true)]
    [InlineData(int.MaxValue, true)]
    [InlineData(0, false)]
    [InlineData(int.MaxValue + 1L, false)]
    public void A_limit_is_one_at_least(long limit, bool isRight) =>
        Assert.Equal(isRight, IsRight(diagnostics => DataRules.Limit.Validate(limit, At(s_path, diagnostics))));

    private static bool IsRight(Action<Diagnostics> validate)
    {
        var diagnostics = new Diagnostics();
        validate(diagnostics);
        return !diagnostics.HasErrors;
    }

    private static ValidatorContext At(AttributePath path, Diagnostics diagnostics) => new()
    {
        Path = path,
        Config = new(TerraformValue.Object(TerraformType.Object([]), [])),
        Diagnostics = diagnostics,
    };
}
