using TerraformPlugin.Framework.Internal.Server;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class TerminalTextTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        { "plain text on two lines stays", "one\ntwo: ä, 漢, 😀", "one\ntwo: ä, 漢, 😀" },
        { "nothing stays nothing", "", "" },
        { "an escape sequence", "a\u001b[2J\u001b[31mb", "a [2J [31mb" },
        { "the eight-bit form of one", "a\u009b31mb", "a 31mb" },
        { "a bell, a backspace and a carriage return", "a\a\b\rb", "a   b" },
        { "a change of direction", "a\u202eb\u2066c", "a b c" },
        { "a mark that cannot be seen", "a\u200bb\ufeffc", "a b c" },
        { "other ends of a line", "a\u2028b\u2029c\u0085d", "a b c d" },
        { "tags that cannot be seen", "a\U000E0041b", "a b" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Is_shown_as(string what, string text, string shown) => Assert.True(shown == TerminalText.Of(text), what);

    [Fact]
    public void Half_a_pair_is_a_blank() => Assert.Equal("a b c", TerminalText.Of("a\ud800b\udc00c"));

    [Fact]
    public void A_line_ends_after_two_thousand_characters() =>
        Assert.Equal(new string('x', 2000) + "...\nnext", TerminalText.Of(new string('x', 1_000_000) + "\nnext"));

    [Fact]
    public void A_line_of_exactly_two_thousand_characters_is_whole() =>
        Assert.Equal(new string('x', 2000), TerminalText.Of(new string('x', 2000)));

    [Fact]
    public void A_message_ends_and_says_how_much_is_missing()
    {
        var shown = TerminalText.Of(string.Concat(Enumerable.Repeat("line\n", 200_000)));

        Assert.InRange(shown.Length, 32_000, 32_100);
        Assert.EndsWith("more characters are left out)", shown);
    }

    [Fact]
    public void Every_diagnostic_goes_through_it()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddError("Sum\u001bmary", "De\u202etail");

        var sent = Assert.Single(diagnostics.ForWire(static _ => null));

        Assert.Equal(("Sum mary", "De tail"), (sent.Summary, sent.Detail));
    }
}
