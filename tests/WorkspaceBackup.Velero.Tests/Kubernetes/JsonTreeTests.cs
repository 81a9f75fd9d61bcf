using System.Text;
using System.Text.Json;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Tests.Kubernetes;

public sealed class JsonTreeTests
{
    [Theory]
    [InlineData("a half of a surrogate pair as a value", """{"a":["\ud800"]}""")]
    [InlineData("a half of a surrogate pair in a name", """{"a":{"b\udc00":1}}""")]
    [InlineData("a byte that is no UTF-8 in a value", "{\"a\":\"\u00ff\"}")]
    [InlineData("a byte that is no UTF-8 in a name", "{\"\u00ff\":1}")]
    public void Text_that_is_not_valid_Unicode_is_refused_when_it_is_read(string what, string json) =>
        Assert.True(
            Record.Exception(() => JsonTree.Parse(Encoding.Latin1.GetBytes(json))) is JsonException, what);

    [Fact]
    public void Escaped_text_is_read() =>
        Assert.Equal("\U0001F600", (string?)JsonTree.Parse("""{"a":"\ud83d\ude00"}"""u8)!["a"]);
}
