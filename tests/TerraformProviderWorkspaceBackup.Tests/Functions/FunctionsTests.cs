using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Tests.Functions;

public sealed class FunctionsTests
{
    private readonly WorkspaceProvider _provider = new("0.0.0", TimeProvider.System);

    [Fact]
    public async Task Cron_next_lists_the_runs_in_UTC()
    {
        var (result, error) = await Call("cron_next", "0 2 * * *", "2026-03-28T12:00:00Z", 2L);

        Assert.Null(error);
        Assert.Equal(["2026-03-29T02:00:00Z", "2026-03-30T02:00:00Z"], result.Elements.Select(static e => e.AsString()));
    }

    [Fact]
    public async Task Cron_next_of_a_schedule_that_never_fires_is_an_empty_list() =>
        Assert.Empty((await Call("cron_next", "0 0 31 2 *", "2026-03-28T12:00:00Z", 2L)).Result.Elements);

    [Theory]
    [InlineData("0 2 * * 7", "2026-03-28T12:00:00Z", 1L, 0)]
    [InlineData("0 2 * * *", "yesterday", 1L, 1)]
    [InlineData("0 2 * * *", "2026-03-28T12:00:00Z", 0L, 2)]
    public async Task A_wrong_argument_is_the_one_that_is_named_with_the_guides_address(
        string schedule, string after, long count, long argument)
    {
        var error = (await Call("cron_next", schedule, after, count)).Error!;
        Assert.Equal(argument, error.Argument);
        Assert.EndsWith("/guides/troubleshooting#invalid-function-argument", error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cron_next", "0 2 * *", "2026-03-28T12:00:00Z", 1L)]
    [InlineData("cron_next", "0 2 * * 8", "2026-03-28T12:00:00Z", 1L)]
    [InlineData("cron_next", "CRON_TZ=Europe/Berln 0 2 * * *", "2026-03-28T12:00:00Z", 1L)]
    [InlineData("cron_next", "0 2 * * *", "yesterday", 1L)]
    [InlineData("cron_next", "0 2 * * *", "2026-03-28T12:00:00Z", 0L)]
    [InlineData("cron_interval", "0 0 31 2 *", "2026-03-28T12:00:00Z")]
    [InlineData("cron_interval", "0 2 * * *", "2026-03-28T12:00:00Z", "main")]
    [InlineData("duration", "30 days")]
    [InlineData("duration", "")]
    [InlineData("duration_seconds", "3x")]
    [InlineData("stagger", "*/5 * * * *", "1h", "daily", "eu")]
    [InlineData("stagger", "0 2 * * *", "none", "daily", "eu")]
    public async Task An_error_is_a_sentence_with_one_full_stop(string function, params object[] arguments)
    {
        var text = (await Call(function, arguments)).Error!.Text;

        Assert.DoesNotContain("..", text.Replace("...", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(".\n\n", text, StringComparison.Ordinal);
    }

    // Every first of the month, and every Sunday; the first of the month if it is a Sunday.
    [Theory]
    [InlineData("1.14.1", "2026-12-01T03:00:00Z")]
    [InlineData("v1.18.2", "2026-12-01T03:00:00Z")]
    [InlineData("1.19-dev", "2027-08-01T03:00:00Z")]
    [InlineData(null, "2026-12-01T03:00:00Z")]
    public async Task The_version_decides_how_a_schedule_is_read(string? version, string run)
    {
        object[] arguments = ["0 3 1 * 0", "2026-11-30T00:00:00Z", 1L];
        if (version is not null)
        {
            arguments = [.. arguments, version];
        }

        Assert.Equal([run], (await Call("cron_next", arguments)).Result.Elements.Select(static e => e.AsString()));
    }

    [Fact]
    public async Task A_null_version_is_none_at_all()
    {
        object none = TerraformValue.Null(TerraformType.String);
        Assert.Single((await Call("cron_next", "0 3 * * *", "2026-11-30T00:00:00Z", 1L, none)).Result.Elements);
        Assert.Equal(86400, (await Call("cron_interval", "0 3 * * *", "2026-11-30T00:00:00Z", none)).Result.AsNumber());
    }

    [Fact]
    public async Task The_version_decides_the_verdict_and_the_interval_too()
    {
        Assert.Equal(0, (await Call("cron_interval", "0 3 * * 7", "2026-11-30T00:00:00Z", "1.18")).Error!.Argument);
        Assert.Equal(604800, (await Call("cron_interval", "0 3 * * 7", "2026-11-30T00:00:00Z", "1.19")).Result.AsNumber());
    }

    [Theory]
    [InlineData("cron_next", 3)]
    [InlineData("cron_interval", 2)]
    public async Task A_second_version_or_one_that_is_none_is_named(string function, int version)
    {
        object[] arguments = ["0 3 * * *", "2026-11-30T00:00:00Z", .. version == 3 ? (object[])[1L] : []];
        var several = (await Call(function, [.. arguments, "1.18", "1.19"])).Error!;
        Assert.Equal(version + 1, several.Argument);
        Assert.Contains("more than once", several.Text, StringComparison.Ordinal);

        foreach (var wrong in (string[])["main", "", "1", "1.x", "latest"])
        {
            var unknown = (await Call(function, [.. arguments, wrong])).Error!;
            Assert.Equal(version, unknown.Argument);
            Assert.Contains("not a version of Velero", unknown.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cron_interval_is_in_seconds() =>
        Assert.Equal(86400, (await Call("cron_interval", "0 2 * * *", "2026-03-28T12:00:00Z")).Result.AsNumber());

    [Fact]
    public async Task Duration_is_in_Gos_canonical_form() =>
        Assert.Equal("720h0m0s", (await Call("duration", "30d")).Result.AsString());

    [Fact]
    public async Task Duration_seconds_is_exact()
    {
        Assert.Equal(2_592_000, (await Call("duration_seconds", "30d")).Result.AsNumber());
        Assert.Equal("0.0015", (await Call("duration_seconds", "1.5ms")).Result.AsNumber().ToString());
    }

    [Fact]
    public async Task Stagger_stays_in_its_window()
    {
        var fields = (await Call("stagger", "0 2 * * *", "45m", "daily", "eu")).Result.AsString().Split(' ');

        Assert.InRange(int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), 0, 44);
        Assert.Equal("2", fields[1]);
    }

    [Fact]
    public void Every_function_describes_itself_and_its_parameters() =>
        Assert.All(_provider.Functions.Values.Select(static create => create()), static function =>
        {
            Assert.NotEmpty(function.Summary);
            Assert.NotEmpty(function.Description);
            Assert.All(function.Parameters, static parameter => Assert.NotEmpty(parameter.Description));
        });

    private async Task<(TerraformValue Result, FunctionError? Error)> Call(string name, params IReadOnlyList<object> arguments)
    {
        using var server = new ProviderServer(_provider);
        var answer = await server.CallFunction(
            new()
            {
                Name = name,
                Arguments = [.. arguments.Select(static a => a switch
                {
                    string text => Encode(TerraformValue.String(text)),
                    long number => Encode(TerraformValue.Number(number)),
                    TerraformValue value => Encode(value),
                    _ => throw new ArgumentException("no argument"),
                })],
            },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        var type = _provider.Functions[name]().ReturnType;
        return (answer.Error is null ? MessagePackCodec.Decode(answer.Result.MessagePack.Span, type) : TerraformValue.Null(type), answer.Error);
    }

    private static EncodedValue Encode(TerraformValue value) => new(MessagePackCodec.Encode(value, value.Type));
}
