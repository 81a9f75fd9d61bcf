using System.Text;

namespace TerraformPlugin.Framework.Tests.Resources;

public sealed class PrivateStateTests
{
    [Fact]
    public void Entries_go_there_and_back()
    {
        var state = new PrivateState();
        state.Set("b", [1, 2, 255]);
        state.Set("a", []);
        var read = PrivateState.Decode(state.Encode());
        Assert.Equal(["a", "b"], read.Keys);
        Assert.True(read.TryGet("b", out var bytes));
        Assert.Equal([1, 2, 255], bytes);
    }

    [Fact]
    public void Equal_content_gives_equal_bytes_in_whatever_order_it_was_set()
    {
        var one = new PrivateState();
        one.Set("x", [1]);
        one.Set("y", [2]);
        var other = new PrivateState();
        other.Set("y", [3]);
        other.Set("x", [1]);
        other.Set("y", [2]);
        Assert.Equal(one.Encode(), other.Encode());
    }

    [Fact]
    public void Nothing_is_no_bytes()
    {
        var state = new PrivateState();
        state.Set("a", [1]);
        state.Remove("a");
        Assert.Empty(state.Encode());
        Assert.Empty(PrivateState.Decode(default).Keys);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"schema_version":"1"}""")]
    [InlineData("""{"a":1}""")]
    public void Bytes_of_others_are_refused(string text) =>
        Assert.Throws<FormatException>(() => PrivateState.Decode(Encoding.UTF8.GetBytes(text)));
}
