using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Schemas;

public sealed class RuleTests
{
    private static readonly Rule<long> s_size = new(static value => value is >= 1 and <= 3 ? null : $"{value} must be between 1 and 3.");

    [Theory]
    [InlineData(1, new string[0])]
    [InlineData(4, new[] { "at: at: 4 must be between 1 and 3." })]
    public void What_a_rule_finds_is_told_with_the_path(long value, string[] findings)
    {
        var diagnostics = new Diagnostics();
        s_size.Validate(
            value, new() { Path = AttributePath.Of("at"), Config = new(Make.Object([])), Diagnostics = diagnostics });
        Assert.Equal(findings, diagnostics.Select(static found => $"{found.Path}: {found.Detail}"));
    }
}
