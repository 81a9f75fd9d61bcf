using WorkspaceBackup.Velero.Objects;
using Xunit;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class NearestWordTests
{
    private static readonly string[] s_known = ["region", "s3Url", "publicUrl", "kmsKeyId", "profile", "tagging"];

    [Theory]
    [InlineData("regoin", "region")]
    [InlineData("regio", "region")]
    [InlineData("regions", "region")]
    [InlineData("s3URL", "s3Url")]
    [InlineData("s3_url", "s3Url")]
    [InlineData("profiel", "profile")]
    public void A_misspelt_word_is_known_again(string word, string meant) => Assert.Equal(meant, NearestWord.To(word, s_known));

    [Theory]
    [InlineData("endpoint")]
    [InlineData("")]
    [InlineData("x")]
    public void Another_word_is_not_near(string word) => Assert.Null(NearestWord.To(word, s_known));

    [Fact]
    public void Of_two_the_nearer_one_is_meant() => Assert.Equal("tag", NearestWord.To("tga", ["tiger", "tag", "taga"]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Region", "region", 0)]
    public void Edits_are_letters_added_left_out_exchanged_or_swapped(string one, string other, int edits)
    {
        Assert.Equal(edits, NearestWord.Edits(one, other));
        Assert.Equal(edits, NearestWord.Edits(other, one));
    }
}
