using System.Buffers.Binary;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.DataSources;

/// <summary>Looks at the page of <c>protection_report</c> in a real browser, and keeps the picture that README.md shows.</summary>
public sealed class ReportInBrowserTests : IAsyncLifetime
{
    private const int Wide = 1120;
    private const int Narrow = 400;

    /// <summary>An A4 sheet's width, less the margins.</summary>
    private const int Sheet = 718;

    /// <summary>Every text, and what it stands on, as (text, contrast).</summary>
    private const string Contrasts = """
        (() => {
          const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
          const seen = text => { const c = rgb(text); return text !== 'none' && c.length >= 3 && (c.length < 4 || c[3] > 0); };
          const light = text => { const [r, g, b] = rgb(text).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const under = element => {
            if (element.matches('text.cell')) {
              const fill = getComputedStyle(element.parentNode.querySelector('rect')).fill;
              if (seen(fill)) return fill;
            }
            for (let at = element; at; at = at.parentElement) {
              const back = getComputedStyle(at).backgroundColor;
              if (seen(back)) return back;
            }
            return 'rgb(255, 255, 255)';
          };
          return [...document.querySelectorAll('body *')]
            .filter(element => element.localName !== 'title'
              && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
            .map(element => {
              const style = getComputedStyle(element);
              const pair = [light(element.localName === 'text' ? style.fill : style.color), light(under(element))];
              return { text: element.textContent.trim().slice(0, 40), contrast: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) };
            });
        })()
        """;

    private readonly TerraformDirectory _terraform = new("DataSources/report.tf");
    private Chromium? _chromium;

    private Chromium Chromium => _chromium!;

    public async Task InitializeAsync() => _chromium = await Chromium.StartAsync();

    public Task DisposeAsync()
    {
        _chromium?.Dispose();
        _terraform.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_shows_all_of_it_without_a_script_and_without_a_request()
    {
        await OpenAsync(Fleet());
        await Chromium.ShowAsync(Wide);

        Assert.Equal("CSS1Compat", (string?)await Chromium.EvaluateAsync("document.compatMode"));
        Assert.Equal(0, await CountAsync("script, link, img, iframe, object, embed, style ~ style"));
        Assert.Equal(6 * 6, await CountAsync("svg[aria-label='Clusters by namespaces'] g"));
        Assert.Equal(7, await CountAsync("svg[aria-label='Starts in 24 hours'] g"));
        Assert.Equal(20, await CountAsync("svg[aria-label='Sizes'] g rect"));
        Assert.Equal(5, await CountAsync("tbody tr"));

        // Each sign stands in its cell, and what is drawn is there.
        Assert.Equal(0, (int)(await Chromium.EvaluateAsync("""
            [...document.querySelectorAll('text.cell')].filter(text => {
              const [inner, outer] = [text, text.parentNode.querySelector('rect')].map(one => one.getBoundingClientRect());
              return !(inner.width > 0 && inner.left >= outer.left && inner.right <= outer.right
                && inner.top >= outer.top && inner.bottom <= outer.bottom);
            }).length
            """))!);
        Assert.Equal(0, (int)(await Chromium.EvaluateAsync(
            "[...document.querySelectorAll('svg rect')].filter(one => !(one.getBoundingClientRect().width > 0)).length"))!);

        // Names beside a picture do not run out of it, nor into one another.
        Assert.Equal(0, (int)(await Chromium.EvaluateAsync("""
            [...document.querySelectorAll('text.row')].filter(one =>
              one.getBoundingClientRect().left < one.ownerSVGElement.getBoundingClientRect().left).length
            """))!);
        Assert.All(Chromium.Requests, static url => Assert.StartsWith("file://", url));
        Assert.Single(Chromium.Requests);
        Assert.Empty(Chromium.Complaints);
    }

    [Fact]
    public async Task It_can_be_read_in_light_in_dark_and_in_print()
    {
        await OpenAsync(Fleet());

        await Chromium.ShowAsync(Wide);
        await IsReadableAsync("light");
        Assert.Equal("rgb(255, 255, 255)", await BackgroundAsync());
        var light = await Chromium.PictureAsync(Wide);

        await Chromium.ShowAsync(Wide, "dark");
        await IsReadableAsync("dark");
        Assert.Equal("rgb(13, 17, 23)", await BackgroundAsync());
        Assert.NotEqual(light, await Chromium.PictureAsync(Wide));

        // Paper is white, also where the screen is dark; and nothing is cut at its edge or becomes too small.
        await OpenAsync(Fleet(namespaces: 50));
        await Chromium.ShowAsync(Sheet, "dark", "print");
        await IsReadableAsync("print");
        Assert.Equal("rgb(255, 255, 255)", await BackgroundAsync());
        Assert.Equal(6 * 50, await CountAsync("svg[aria-label='Clusters by namespaces'] g"));
        Assert.True((double)(await Chromium.EvaluateAsync(
            "Math.max(...[...document.querySelectorAll('svg')].map(one => one.getBoundingClientRect().right))"))! <= Sheet);
        Assert.True((double)(await Chromium.EvaluateAsync("""
            Math.min(...[...document.querySelectorAll('svg')].map(one =>
              one.getBoundingClientRect().width / one.viewBox.baseVal.width * 12))
            """))! >= 8, "a text of less than 8 pixels");
    }

    [Theory]
    [InlineData(Narrow)]
    [InlineData(Wide)]
    public async Task Nothing_but_the_pictures_is_scrolled_sideways(int width)
    {
        var fleet = Fleet();
        fleet["findings"]!.AsArray().Add(new JsonObject
        {
            ["severity"] = "error",
            ["cluster"] = new string('c', 63),
            ["text"] = $"The backup {new string('b', 253)} is not good.",
        });
        await OpenAsync(fleet);
        await Chromium.ShowAsync(width);

        Assert.True((int)(await Chromium.EvaluateAsync("document.documentElement.scrollWidth"))! <= width);

        // Where a picture is wider, it can be scrolled by itself.
        Assert.Equal(width == Narrow, (bool)(await Chromium.EvaluateAsync(
            "[...document.querySelectorAll('.wide')].some(one => one.scrollWidth > one.clientWidth)"))!);
    }

    [Theory]
    [InlineData("<script>document.title = 'hit'</script>")]
    [InlineData("\"><img src=x onerror=\"document.title = 'hit'\">")]
    [InlineData("</title></svg></style><iframe src=http://example.com></iframe><b onclick=alert(1)>")]
    [InlineData("';alert(1);//&lt;script&gt;<svg/onload=alert(1)><a href=\"javascript:alert(1)\">x</a>")]
    public async Task No_name_becomes_markup(string hostile)
    {
        var fleet = Fleet();
        var eu = fleet["by_cluster"]!["eu-prod"]!;
        var cluster = eu.DeepClone();
        cluster["reason"] = hostile;
        cluster["velero_version"] = hostile;
        eu["namespaces"]![hostile] = new JsonObject { ["state"] = hostile, ["reason"] = hostile, ["backup"] = hostile, ["bytes"] = 7L << 40 };
        eu["schedules"]![hostile] = new JsonObject { ["schedule"] = hostile };
        fleet["by_cluster"]![hostile] = cluster;
        fleet["findings"]!.AsArray().Add(new JsonObject { ["severity"] = hostile, ["cluster"] = hostile, ["text"] = hostile });
        await OpenAsync(fleet);
        await Chromium.ShowAsync(Wide);

        Assert.Equal("Is everything protected?", (string?)await Chromium.EvaluateAsync("document.title"));
        Assert.Equal(0, await CountAsync("script, img, iframe, a, b, [onload], [onclick], [onerror], [src], [href]"));
        Assert.Equal(hostile, (string?)await Chromium.EvaluateAsync("document.querySelector('tbody tr:last-child td:last-child').textContent"));
        Assert.Single(Chromium.Requests);
        Assert.Empty(Chromium.Complaints);
    }

    /// <summary><c>WRITE_PICTURE=1</c> makes it anew.</summary>
    [Fact]
    public async Task The_picture_in_the_README_is_of_this_report()
    {
        await OpenAsync(Fleet());
        await Chromium.ShowAsync(Wide);
        var now = await Chromium.PictureAsync(Wide);
        var kept = Path.Combine(Repository.Root, "docs", "images", "protection-report.png");
        if (Environment.GetEnvironmentVariable("WRITE_PICTURE") is { Length: > 0 })
        {
            await File.WriteAllBytesAsync(kept, now);
        }

        Assert.Contains("(docs/images/protection-report.png)", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));

        // Not by its bytes: fonts differ from machine to machine, and the heights of lines with them.
        var (shown, drawn) = (SizeOf(await File.ReadAllBytesAsync(kept)), SizeOf(now));
        Assert.Equal(drawn.Width, shown.Width);
        Assert.True(
            Math.Abs(drawn.Height - shown.Height) <= drawn.Height / 20,
            $"README.md shows another report ({shown}, not {drawn}): run this test with WRITE_PICTURE=1");
    }

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private async Task OpenAsync(JsonObject found)
    {
        _terraform.SetVariables(new() { ["prefix"] = "", ["clusters"] = new JsonObject(), ["found"] = found.ToJsonString() });
        (await _terraform.ApplyAsync()).Succeeded();
        var page = _terraform.In("report.html");
        await File.WriteAllTextAsync(page, await _terraform.OutputAsync("report"));
        await Chromium.OpenAsync(page);
    }

    private async Task<int> CountAsync(string selector) =>
        (int)(await Chromium.EvaluateAsync($"document.querySelectorAll({JsonValue.Create(selector).ToJsonString()}).length"))!;

    private async Task<string?> BackgroundAsync() =>
        (string?)await Chromium.EvaluateAsync("getComputedStyle(document.body).backgroundColor");

    /// <summary>WCAG's AA.</summary>
    private async Task IsReadableAsync(string mode)
    {
        var texts = (await Chromium.EvaluateAsync(Contrasts))!.AsArray();
        Assert.True(texts.Count > 80, $"{texts.Count} texts");
        Assert.DoesNotContain(
            texts.Where(static text => (double)text!["contrast"]! < 4.5).Select(text => $"{mode}: {text!.ToJsonString()}"), static _ => true);
    }

    /// <summary>Six clusters, made up: every state, a paused schedule, and a cluster that is down.</summary>
    private static JsonObject Fleet(int namespaces = 6)
    {
        string[] names = ["monitoring", "payments-api", "payments-db", "search", "shop", "shop-db"];
        var all = names.Concat(Enumerable.Range(0, namespaces - 6).Select(static index => $"team-{index:00}")).ToArray();
        var clusters = new JsonObject
        {
            ["africa"] = new JsonObject { ["reason"] = "the connection was refused", ["namespaces"] = new JsonObject(), ["schedules"] = new JsonObject() },
        };
        foreach (var (name, hours, cron, minutes) in new[]
        {
            ("asia-prod", 15, "0 20 * * *", 50), ("eu-prod", 9, "0 2 * * *", 20), ("eu-stage", 9, "20 7 * * *", 28),
            ("us-prod", 3, "35 12 * * *", 70), ("us-stage", 3, "50 17 * * *", 84),
        })
        {
            var found = new JsonObject();
            foreach (var (index, item) in all.Index())
            {
                if (!(name.EndsWith("stage", StringComparison.Ordinal) && item == "monitoring"))
                {
                    found[item] = Namespace(name, item, hours, index);
                }
            }

            clusters[name] = new JsonObject
            {
                ["reason"] = null,
                ["velero_version"] = "v1.18.2",
                ["namespaces"] = found,
                ["schedules"] = new JsonObject { [$"daily-{name}"] = Schedule(cron, minutes) },
            };
        }

        clusters["eu-prod"]!["schedules"]!["hourly-db"] = Schedule("15 * * * *", 3);
        clusters["us-stage"]!["schedules"]!["before-release"] = Schedule("0 18 * * *", 4, isPaused: true);
        return new JsonObject
        {
            ["read_at"] = "2026-03-10T11:25:00Z",
            ["protected"] = false,
            ["by_cluster"] = clusters,
            ["findings"] = new JsonArray(
                Finding("error", "us-prod", "Nothing backs up the namespace \"monitoring\": no schedule takes it. Add it to a schedule."),
                Finding("error", "us-prod", "The newest good backup of the namespace \"shop\", daily-us-prod-20260308123500, is 2 days old."),
                Finding("error", "asia-prod", "The backup daily-asia-prod-20260309200000 is Completed and does not hold the data of claims of "
                    + "\"shop-db\": \"data\": no applicable volumesnapshotter found."),
                Finding("unknown", "africa", "Nothing is known of the cluster \"africa\": the connection was refused."),
                Finding("warning", "us-stage", "The schedule \"before-release\" is paused: it makes no backups until somebody unpauses it.")),
        };
    }

    private static JsonObject Namespace(string cluster, string name, int hours, int index)
    {
        var isLate = cluster == "us-prod" && name.StartsWith("shop", StringComparison.Ordinal);
        if (cluster == "us-prod" && name == "monitoring")
        {
            return new() { ["state"] = "uncovered", ["reason"] = "no schedule takes it", ["backup"] = null, ["late"] = null, ["claims"] = 0 };
        }

        var volumes = new JsonObject();
        if ((cluster, name) is ("asia-prod", "shop-db") or ("eu-prod", "search"))
        {
            volumes["data"] = new JsonObject { ["state"] = name == "search" ? "unknown" : "uncovered" };
        }

        return new()
        {
            ["state"] = "covered",
            ["backup"] = $"daily-{cluster}-1",
            ["late"] = isLate,
            ["age_seconds"] = isLate ? 190000 : (hours * 3600) + 1500,
            ["claims"] = 1,
            ["volumes"] = volumes,
            ["bytes"] = name is "payments-db" or "search" or "shop-db" or "shop"
                ? (index + 2L) * (cluster.Length - 6) * 7_340_032_000 / (name == "shop" ? 90 : 1)
                : null,
        };
    }

    private static JsonObject Schedule(string cron, int minutes, bool isPaused = false) =>
        new() { ["schedule"] = cron, ["paused"] = isPaused, ["duration_seconds"] = minutes * 60 };

    private static JsonObject Finding(string severity, string cluster, string text) =>
        new() { ["severity"] = severity, ["cluster"] = cluster, ["text"] = text };
}
