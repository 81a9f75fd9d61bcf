namespace ReleasePackager.Tests;

public sealed class ReleaseVersionTests
{
    [Theory]
    [InlineData("0.1.0")]
    [InlineData("10.20.30")]
    [InlineData("1.0.0-rc.1")]
    [InlineData("1.0.0-0.3.7")]
    [InlineData("1.0.0--")]
    [InlineData("1.0.0-0a")]
    public void A_semantic_version_is_taken_as_it_is(string text) =>
        Assert.Equal(text, ReleaseVersion.Parse(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+build")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.3/../x")]
    public void Anything_else_is_refused_and_the_message_shows_the_form(string text)
    {
        var refused = Assert.Throws<ReleaseException>(() => ReleaseVersion.Parse(text));

        Assert.Contains($"\"{text}\" is not a version: it takes the form 1.2.3", refused.Message);
    }
}
