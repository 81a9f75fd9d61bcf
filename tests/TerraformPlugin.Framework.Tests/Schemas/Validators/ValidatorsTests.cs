using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Schemas.Rules;

public sealed class ValidatorsTests
{
    private static readonly AttributePath At = AttributePath.Of("at");

    [Fact]
    public void A_rule_is_told_with_the_path()
    {
        Assert.Empty(Findings(Validators.OneOf("a", "b"), "a"));
        Assert.Equal("at: at must be one of \"a\", \"b\".", Assert.Single(Findings(Validators.OneOf("a", "b"), "c")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public void Both_ends_of_a_range_belong_to_it(long value, int findings) =>
        Assert.Equal(findings, Findings(Validators.Between(1, 3), value).Count);

    [Fact]
    public void Blank_and_empty_are_told_apart_from_content()
    {
        Assert.Single(Findings(Validators.NotBlank(), " "));
        Assert.Empty(Findings(Validators.NotBlank(), "a"));
        Assert.Single(Findings(Validators.NotEmptyList<string>(), []));
        Assert.Single(Findings(Validators.NotEmptySet<string>(), new HashSet<string>()));
        Assert.Single(Findings(Validators.NotEmptyMap<string>(), new Dictionary<string, string>()));
        Assert.Empty(Findings(Validators.NotEmptyList<string>(), ["a"]));
    }

    [Fact]
    public void Elements_and_keys_are_named_by_their_paths()
    {
        var rule = Validators.NotBlank();
        var map = new Dictionary<string, string> { ["k"] = "", [" "] = "a" };
        Assert.Equal(["at[1]: at[1] must not be blank."], Findings(Validators.EachOfList(rule), ["a", ""]));
        Assert.Equal(
            ["at: at must not be blank."], Findings(Validators.EachOfSet(rule), new HashSet<string> { "", "a" }));
        Assert.Equal(["at[\"k\"]: at[\"k\"] must not be blank."], Findings(Validators.EachOfMap(rule), map));
        Assert.Equal(["at[\" \"]: at[\" \"] must not be blank."], Findings(Validators.EachKey<string>(rule), map));
    }

    private static List<string> Findings<T>(IValidator<T> validator, T value)
        where T : notnull
    {
        var diagnostics = new Diagnostics();
        validator.Validate(value, new() { Path = At, Config = new(Make.Object([])), Diagnostics = diagnostics });
        return [.. diagnostics.Select(static d => $"{d.Path}: {d.Detail}")];
    }
}
