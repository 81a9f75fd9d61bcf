namespace TerraformPlugin.Values.Tests;

public sealed class AttributePathTests
{
    public static TheoryData<string, AttributePath> Texts => new()
    {
        { "", AttributePath.Root },
        { "clusters", AttributePath.Of("clusters") },
        { "clusters[\"eu\"].host", AttributePath.Of("clusters").Key("eu").Attribute("host") },
        { "items[0][12]", AttributePath.Of("items").Index(0).Index(12) },
        { "labels[\"a\\\"b\\\\c\"]", AttributePath.Of("labels").Key("a\"b\\c") },
        { "names[*].x", AttributePath.Of("names").Element(TerraformValue.String("secret")).Attribute("x") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_as_users_write_it(string expected, AttributePath path) => Assert.Equal(expected, path.ToString());

    [Fact]
    public void Paths_of_the_same_steps_are_equal()
    {
        var path = AttributePath.Of("a").Key("k").Index(1).Element(TerraformValue.Number(2));
        var same = AttributePath.Root.Append(new PathStep.Attribute("a")).Append(new PathStep.Key("k"))
            .Append(new PathStep.Index(1)).Append(new PathStep.Element(TerraformValue.Number(2)));

        Assert.Equal(path, same);
        Assert.Equal(path.GetHashCode(), same.GetHashCode());
        Assert.Equal(4, path.Steps.Length);
    }

    [Fact]
    public void Steps_of_different_kinds_are_different()
    {
        AttributePath[] paths =
        [
            AttributePath.Root, AttributePath.Of("1"), AttributePath.Root.Key("1"), AttributePath.Root.Index(1),
            AttributePath.Root.Element(TerraformValue.String("1")), AttributePath.Of("1").Key("1"),
        ];

        Assert.Equal(paths.Length, paths.Distinct().Count());
    }

    [Fact]
    public void A_longer_path_leaves_the_shorter_one_as_it_was()
    {
        var path = AttributePath.Of("a");
        _ = path.Key("k");
        Assert.Equal("a", path.ToString());
        Assert.True(AttributePath.Root.IsRoot);
        Assert.False(path.IsRoot);
    }
}
