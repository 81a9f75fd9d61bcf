using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Functions;
using TerraformProviderWorkspaceBackup.Functions.Report;

namespace TerraformProviderWorkspaceBackup.Tests.Functions;

public sealed class ProtectionReportTests
{
    private const string Example = """
        {
          "read_at": "2026-03-10T12:34:56Z", "protected": false,
          "findings": [
            { "severity": "error", "kind": "backup_late", "cluster": "eu", "namespace": "till", "schedule": null, "text": "It is late." }
          ],
          "by_cluster": {
            "eu": {
              "reason": null, "velero_version": "v1.18.2",
              "namespaces": {
                "shop": { "state": "covered", "backup": "daily-eu-1", "age_seconds": 37496, "late": false, "claims": 0, "volumes": {}, "bytes": 3221225472 },
                "till": { "state": "covered", "backup": "daily-eu-1", "age_seconds": 270000, "late": true, "claims": 1, "volumes": {} },
                "logs": { "state": "uncovered", "reason": "no schedule takes it", "backup": null, "age_seconds": null }
              },
              "schedules": {
                "daily-eu": { "schedule": "30 2 * * *", "paused": false, "duration_seconds": 3600 },
                "often": { "schedule": "*/5 * * * *", "paused": false, "duration_seconds": null },
                "rests": { "schedule": "0 5 * * *", "paused": true, "duration_seconds": null }
              }
            },
            "us": { "reason": "the connection was refused", "namespaces": {}, "schedules": {} }
          }
        }
        """;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_else()
    {
        var page = Page(Example);

        Parse(page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.All(
            Parse(page).Descendants().Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration),
            static attribute => Assert.DoesNotContain(attribute.Name.LocalName, (string[])["src", "href", "onload", "onclick"]));
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_arguments_give_equal_bytes() => Assert.Equal(Page(Example), Page(Example));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</style></title></svg>&amp;&#0;")]
    [InlineData("]]><!-- ' --><?x?>")]
    [InlineData("control \u0001\u0008\u000B\uFFFE and 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void No_text_of_a_cluster_becomes_markup(string hostile)
    {
        var plain = Parse(Page(Example)).Descendants().Select(static element => element.Name.LocalName).ToHashSet();
        var node = JsonNode.Parse(Example)!;
        Poison(node, hostile);

        var page = Parse(Page(node.ToJsonString()));

        Assert.Subset(plain, page.Descendants().Select(static element => element.Name.LocalName).ToHashSet());
        var shown = new string([.. hostile.Select(static c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c) ? c : '\uFFFD')]);
        Assert.Contains(page.Descendants(), element => element.Value == shown);
    }

    [Theory]
    [InlineData("""{ "state": "covered", "backup": "b", "late": false, "claims": 0 }""", "good")]
    [InlineData("""{ "state": "covered", "backup": "b", "late": false }""", "unknown")]
    [InlineData("""{ "state": "covered", "backup": "b", "claims": 0 }""", "unknown")]
    [InlineData("""{ "state": "covered", "backup": "b", "late": true }""", "late")]
    [InlineData("""{ "state": "covered", "backup": null }""", "bad")]
    [InlineData("""{ "state": "covered", "backup": "b", "volumes": { "data": { "state": "uncovered" } } }""", "bad")]
    [InlineData("""{ "state": "covered", "backup": "b", "late": false, "claims": 1, "volumes": { "data": { "state": "unknown" } } }""", "unknown")]
    [InlineData("""{ "state": "covered", "backup": "b", "late": false, "claims": 1, "volumes": { "data": { "state": "covered" } } }""", "good")]
    [InlineData("""{ "state": "uncovered", "backup": "b" }""", "bad")]
    [InlineData("""{ "state": "unknown", "backup": "b" }""", "unknown")]
    [InlineData("""{ "state": "something else" }""", "unknown")]
    [InlineData("""{ }""", "unknown")]
    [InlineData("null", "absent")]
    public void A_cell_shows_the_worst_that_is_known(string found, string style) =>
        Assert.Equal(style, ReportCell.Of(Loose(found)).Style);

    [Fact]
    public void A_cluster_that_did_not_answer_is_unknown_everywhere()
    {
        var page = Parse(Page(Example));

        var cells = page.Descendants(s_svg + "g")
            .Where(static cell => cell.Elements(s_svg + "title").Any(title => title.Value.StartsWith("us / ", StringComparison.Ordinal)))
            .ToList();
        Assert.Equal(3, cells.Count);
        Assert.All(cells, static cell => Assert.Equal("unknown", (string?)cell.Attribute("class")));
        Assert.Contains("1 cluster did not answer.", page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_has_every_start_of_the_day_after()
    {
        var page = Parse(Page(Example));

        // From 12:00, 30 a hour: 2:30 is 14.5 hours on, and lasts an hour.
        Assert.Equal([("685", "30")], Rectangles(page, "eu / daily-eu", out var style));
        Assert.Equal("start", style);
        Assert.Equal([("250", "720")], Rectangles(page, "eu / often", out _));
        Assert.Single(Rectangles(page, "eu / rests", out style));
        Assert.Equal("paused", style);
    }

    [Fact]
    public void Sizes_are_those_that_were_counted_the_largest_first()
    {
        var page = Parse(Page(Example.Replace("\"claims\": 1, \"volumes\": {} }", "\"claims\": 1, \"volumes\": {}, \"bytes\": 12884901888 }", StringComparison.Ordinal)));

        var sizes = new XDocument(page.Descendants(s_svg + "svg").Single(static picture => (string?)picture.Attribute("aria-label") == "Sizes"));
        Assert.Equal([("250", "600")], Rectangles(sizes, "eu / till", out _));
        Assert.Equal([("250", "150")], Rectangles(sizes, "eu / shop", out _));
        Assert.Equal(["eu / till: 12884901888 bytes", "eu / shop: 3221225472 bytes"], sizes.Descendants(s_svg + "title").Select(static title => title.Value));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(107374182400, "100 GiB")]
    [InlineData(9223372036854775807, "8 EiB")]
    public void A_size_has_the_largest_unit(long bytes, string size) => Assert.Equal(size, Markup.Size(bytes));

    /// <summary>Every name is long, and every cell has a reason.</summary>
    [Fact]
    public void The_page_of_five_hundred_clusters_is_soon_made_and_can_be_kept()
    {
        var namespaces = new JsonObject(Enumerable.Range(0, 50).Select(static index => KeyValuePair.Create<string, JsonNode?>(
            $"namespace-with-a-long-name-{index:00}",
            new JsonObject
            {
                ["state"] = "covered",
                ["backup"] = "daily-cluster-with-a-long-name-20260310020000",
                ["late"] = false,
                ["age_seconds"] = 30000,
                ["claims"] = 3,
                ["bytes"] = long.MaxValue,
                ["volumes"] = new JsonObject(),
            })));
        var protection = new JsonObject
        {
            ["read_at"] = "2026-03-10T12:34:56Z",
            ["findings"] = new JsonArray(),
            ["by_cluster"] = new JsonObject(Enumerable.Range(0, 500).Select(index => KeyValuePair.Create<string, JsonNode?>(
                $"cluster-{index:000}",
                new JsonObject
                {
                    ["velero_version"] = "v1.18.2",
                    ["namespaces"] = namespaces.DeepClone(),
                    ["schedules"] = new JsonObject
                    {
                        ["hourly"] = new JsonObject { ["schedule"] = "5 * * * *", ["duration_seconds"] = 600 },
                        ["every-minute"] = new JsonObject { ["schedule"] = "* * * * *" },
                    },
                }))),
        };
        var argument = Loose(protection.ToJsonString());
        var started = TimeProvider.System.GetTimestamp();

        var page = ReportPage.Of(argument);

        // A second or two; far more where the machine is busy, and for ever where the time grew with the square.
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"{TimeProvider.System.GetElapsedTime(started)}");
        Assert.InRange(page.Length, 1_000_000, 16_000_000);
        Assert.Equal(500 * 50, Parse(page).Descendants(s_svg + "text").Count(static text => (string?)text.Attribute("class") == "cell"));
    }

    [Theory]
    [InlineData("v1.18.2", 0)]
    [InlineData("v1.19.0", 1)]
    public void Starts_are_those_of_the_Velero_there(string version, int starts)
    {
        // The day after the page's time is a Wednesday: 3, which 1.18 takes, is not in 7-3.
        var page = Parse(Page(Example.Replace("v1.18.2", version, StringComparison.Ordinal)
            .Replace("30 2 * * *", "30 2 * * 7-3", StringComparison.Ordinal)));

        Assert.Equal(starts, Rectangles(page, "eu / daily-eu", out _).Count);
    }

    [Fact]
    public void What_is_missing_is_unknown_and_never_protected()
    {
        var page = Page("{}");

        Parse(page);
        Assert.Contains("? Not all of it is known", page, StringComparison.Ordinal);
        Assert.DoesNotContain("✓ Everything is protected", page, StringComparison.Ordinal);
        Assert.Contains("Read at an unknown time.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "protected": true }""", "✓ Everything is protected")]
    [InlineData("""{ "protected": false, "findings": [{ "severity": "error" }] }""", "✕ Not everything is protected")]
    [InlineData("""{ "protected": false, "findings": [{ "severity": "unknown" }] }""", "? Not all of it is known")]
    public void The_verdict_is_that_of_the_data_source(string protection, string verdict) =>
        Assert.Contains(verdict, Page(protection), StringComparison.Ordinal);

    [Theory]
    [InlineData(59, "59s")]
    [InlineData(3599, "59m")]
    [InlineData(86399, "23h")]
    [InlineData(86400, "1d")]
    [InlineData(-1, "0s")]
    public void Ages_are_rounded_down(long seconds, string age) => Assert.Equal(age, Markup.Age(seconds));

    [Theory]
    [InlineData("short", "short")]
    [InlineData("a-very-long-name-of-a-cluster", "a-very-lon…a-cluster")]
    public void Long_names_are_cut_in_the_middle(string name, string shown) => Assert.Equal(shown, Markup.Cut(name, 20));

    [Fact]
    public void What_is_no_object_is_an_error_that_says_what_to_give()
    {
        var function = new ProtectionReportFunction();
        var context = new FunctionContext(function, [TerraformValue.String("protected")]);

        function.Run(context);

        Assert.Contains("data.workspace_protection", context.Error!.Text, StringComparison.Ordinal);
        Assert.Equal(0, context.Error.Argument);
    }

    private static List<(string X, string Width)> Rectangles(XDocument page, string row, out string? style)
    {
        var found = page.Descendants(s_svg + "g").Single(group =>
            group.Elements(s_svg + "title").Any(title => title.Value.StartsWith($"{row}: ", StringComparison.Ordinal)));
        style = (string?)found.Attribute("class");
        return [.. found.Elements(s_svg + "rect").Select(static rect => ((string)rect.Attribute("x")!, (string)rect.Attribute("width")!))];
    }

    private static string Page(string json) => ReportPage.Of(Loose(json));

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    /// <summary>Every text and every name but those that the shape is made of.</summary>
    private static void Poison(JsonNode node, string hostile)
    {
        node["read_at"] = hostile;
        node["findings"]![0] = new JsonObject { ["severity"] = hostile, ["cluster"] = hostile, ["text"] = hostile };
        var clusters = node["by_cluster"]!.AsObject();
        var eu = clusters["eu"]!.DeepClone();
        eu["velero_version"] = hostile;
        eu["namespaces"]![hostile] = new JsonObject { ["state"] = hostile, ["reason"] = hostile, ["backup"] = hostile };
        eu["schedules"]![hostile] = new JsonObject { ["schedule"] = hostile };
        clusters[hostile] = eu;
        clusters["down"] = new JsonObject { ["reason"] = hostile };
        node["read_at"] = "2026-03-10T12:34:56Z";
    }

    private static LooseValue Loose(string json) => new(Value(JsonNode.Parse(json)));

    private static TerraformValue Value(JsonNode? node) => node switch
    {
        null => TerraformValue.Null(TerraformType.String),
        JsonObject entries => Object(entries.ToDictionary(static entry => entry.Key, static entry => Value(entry.Value))),
        JsonArray items => TerraformValue.Tuple(items.Select(Value)),
        JsonValue value when value.TryGetValue(out bool flag) => TerraformValue.Bool(flag),
        JsonValue value when value.TryGetValue(out long number) => TerraformValue.Number(number),
        _ => TerraformValue.String((string)node!),
    };

    private static TerraformValue Object(Dictionary<string, TerraformValue> entries) => TerraformValue.Object(
        TerraformType.Object(entries.ToDictionary(static entry => entry.Key, static entry => entry.Value.Type)), entries);
}
