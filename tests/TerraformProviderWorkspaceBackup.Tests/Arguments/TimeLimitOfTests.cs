using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Tests.Arguments;

public sealed class TimeLimitOfTests
{
    /// <summary>What a timer of .NET takes at most: 2^32 - 2 milliseconds, 49.7 days.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("49d", 49 * 24 * 3600)]
    [InlineData("50d", 49 * 24 * 3600)]
    [InlineData("2562047h47m16s", 49 * 24 * 3600)]
    public void A_limit_is_one_that_a_timer_takes(string text, int seconds)
    {
        var limit = TimeLimit.Of(text, TimeSpan.FromMinutes(2));

        Assert.Equal(TimeSpan.FromSeconds(seconds), limit);
        Assert.True(limit < s_longestTimer);
        using var timer = new CancellationTokenSource(limit);
    }

    [Fact]
    public void Without_one_the_default_counts() =>
        Assert.Equal(TimeSpan.FromMinutes(2), TimeLimit.Of(Value<string>.Null, TimeSpan.FromMinutes(2)));
}
