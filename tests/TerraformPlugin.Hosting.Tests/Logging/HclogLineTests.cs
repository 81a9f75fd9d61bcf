using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Hosting.Logging;

namespace TerraformPlugin.Hosting.Tests.Logging;

public sealed partial class HclogLineTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 60, TimeSpan.FromHours(2));

    [Fact]
    public void A_line_has_hclogs_fields_in_its_spelling() => Assert.Equal(
        """
        {"@level":"info",
        "@message":"hello",
        "@module":"workspace",
        "@timestamp":"2026-01-02T01:04:05.060000Z",
        "category":"A.B"}

        """,
        Format("hello", []).Replace(",\"", ",\n\"", StringComparison.Ordinal));

    [Theory]
    [InlineData(LogLevel.Trace, "trace")]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Critical, "error")]
    public void Levels_are_hclogs(LogLevel level, string word) =>
        Assert.Equal(word, Parse(Format("", [], level: level)).GetProperty("@level").GetString());

    [Fact]
    public void Fields_keep_their_kind()
    {
        var entry = Parse(Format(
            "", [new("n", 7), new("l", 1L << 40), new("b", true), new("z", null), new("t", Time)]));

        Assert.Equal(7, entry.GetProperty("n").GetInt32());
        Assert.Equal(1L << 40, entry.GetProperty("l").GetInt64());
        Assert.True(entry.GetProperty("b").GetBoolean());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("z").ValueKind);
        Assert.Equal(JsonValueKind.String, entry.GetProperty("t").ValueKind);
    }

    [Fact]
    public void A_field_cannot_replace_one_of_hclogs_own_which_must_be_text()
    {
        var line = Format("message", [new("@message", 7), new("{OriginalFormat}", "x")]);

        Assert.Equal("message", Parse(line).GetProperty("@message").GetString());
        Assert.Equal(7, Parse(line).GetProperty("message").GetInt32());
        Assert.DoesNotContain("OriginalFormat", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_comes_with_its_stack_on_the_same_line()
    {
        var line = Format("failed", [], exception: Thrown());

        Assert.Equal(1, line.Count(static c => c == '\n'));
        Assert.Contains(nameof(Thrown), Parse(line).GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a long message", 200_000, 1, 1)]
    [InlineData("a long field", 1, 200_000, 1)]
    [InlineData("characters of three bytes, none cut in half", 100_000, 100_000, 1)]
    [InlineData("many fields", 10, 10, 20_000)]
    public void A_line_fits_go_plugins_buffer(string name, int message, int field, int fields)
    {
        var line = Format(
            new string('€', message),
            Enumerable.Range(0, fields).Select(i => new KeyValuePair<string, object?>(
                $"f{i}", string.Concat(Enumerable.Repeat("😀", field)))));

        Assert.True(Encoding.UTF8.GetByteCount(line) < 64 * 1024, name);
        Assert.Equal("info", Parse(line).GetProperty("@level").GetString());
        Assert.Matches(TimeStamp(), Parse(line).GetProperty("@timestamp").GetString());
    }

    private static string Format(
        string message,
        IEnumerable<KeyValuePair<string, object?>> fields,
        LogLevel level = LogLevel.Information,
        Exception? exception = null) =>
        Encoding.UTF8.GetString(HclogLine.Format(Time, level, "workspace", "A.B", message, fields, exception));

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("why");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
    private static partial Regex TimeStamp();
}
