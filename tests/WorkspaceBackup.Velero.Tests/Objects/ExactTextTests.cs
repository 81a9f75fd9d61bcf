using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class ExactTextTests
{
    // "Käse", its second letter once as one character and once as two.
    private const string Composed = "K\u00e4se";
    private const string Decomposed = "Ka\u0308se";

    [Theory]
    [InlineData("forms of a letter", Composed, Decomposed, "K\\u00e4se", "Ka\\u0308se")]
    [InlineData("a kind of blank", "a b", "a\u00a0b", "a b", "a\\u00a0b")]
    [InlineData("a blank at the end", "a", "a ", "a", "a\\u0020")]
    [InlineData("two blanks", "a b", "a  b", "a b", "a \\u0020b")]
    [InlineData("something without width", "ab", "a\u200bb", "ab", "a\\u200bb")]
    [InlineData("a tab", "a b", "a\tb", "a b", "a\\u0009b")]
    [InlineData("what is seen anyway", "a", "b", "a", "b")]
    [InlineData("what is seen anyway, with letters that are not ASCII", Composed, "K\u00f6se", Composed, "K\u00f6se")]
    public void Texts_that_look_alike_are_shown_so_that_they_do_not(
        string what, string left, string right, string leftShown, string rightShown) =>
        Assert.True((leftShown, rightShown) == ExactText.Apart(left, right), what);

    [Fact]
    public void What_Terraform_would_change_is_shown_in_a_form_that_it_does_not()
    {
        Assert.Equal(Composed, ExactText.Of(Composed));
        Assert.Equal("Ka\\u0308se", ExactText.Of(Decomposed));
    }

    [Fact]
    public void Half_a_character_is_no_exception() => Assert.Equal("a\\ud83d", ExactText.Of("a\ud83d"));
}
