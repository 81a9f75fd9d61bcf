using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Schemas.Rules;

public sealed class ConfigValidatorsTests
{
    private static readonly SchemaAttribute<string> A = new("a", Codec.String) { Presence = Presence.Optional };
    private static readonly SchemaAttribute<string> B = new("b", Codec.String) { Presence = Presence.Optional };
    private static readonly Schema Schema = new([A, B]);

    /// <summary>"x" is a known value, "?" unknown, "-" null.</summary>
    [Theory]
    [InlineData("conflicting", "xx", "a b")]
    [InlineData("conflicting", "x?", "")]
    [InlineData("conflicting", "--", "")]
    [InlineData("exactly one", "x-", "")]
    [InlineData("exactly one", "--", "root")]
    [InlineData("exactly one", "?-", "")]
    [InlineData("exactly one", "xx", "a b")]
    [InlineData("at least one", "xx", "")]
    [InlineData("at least one", "--", "root")]
    [InlineData("together", "xx", "")]
    [InlineData("together", "--", "")]
    [InlineData("together", "-x", "b")]
    [InlineData("together", "?-", "")]
    [InlineData("together", "x?", "")]
    public void A_rule_is_broken_only_by_what_is_known(string rule, string values, string at)
    {
        var validator = rule switch
        {
            "conflicting" => ConfigValidators.Conflicting(A, B),
            "exactly one" => ConfigValidators.ExactlyOneOf(A, B),
            "at least one" => ConfigValidators.AtLeastOneOf(A, B),
            _ => ConfigValidators.RequiredTogether(A, B),
        };
        var diagnostics = new Diagnostics();
        validator.Validate(new(Make.Object(Schema, (A, Of(values[0])), (B, Of(values[1])))), diagnostics);
        Assert.Equal(at, string.Join(" ", diagnostics.Select(static d => d.Path?.ToString() ?? "root")));
    }

    private static TerraformValue Of(char value) => value switch
    {
        'x' => Make.S("x"),
        '?' => Make.UnknownString,
        _ => TerraformValue.Null(TerraformType.String),
    };
}
