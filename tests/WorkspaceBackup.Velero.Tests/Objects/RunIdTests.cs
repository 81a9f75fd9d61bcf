using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class RunIdTests
{
    [Fact]
    public void Its_text_reads_back()
    {
        var id = new RunId("payments", "daily", new DateTimeOffset(2025, 1, 31, 3, 0, 0, TimeSpan.FromHours(1)));

        Assert.Equal("payments/daily/20250131T020000Z", id.ToString());
        Assert.True(RunId.TryParse(id.ToString(), out var parsed, out _));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("daily")]
    [InlineData("payments/daily")]
    [InlineData("payments//20250131T020000Z")]
    [InlineData("/daily/20250131T020000Z")]
    [InlineData("payments/daily/2025-01-31T02:00:00Z")]
    [InlineData("payments/daily/20250131T020000Z/more")]
    [InlineData("payments/daily/20251331T020000Z")]
    public void Other_texts_are_refused_with_an_example(string text)
    {
        Assert.False(RunId.TryParse(text, out _, out var error));
        Assert.Contains("payments/daily/20250131T020000Z", error);
    }
}
