using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes;

public sealed class KubernetesApiTests
{
    private const string Collection = "/apis/velero.io/v1/namespaces/velero/schedules";
    private const string Managed = "fieldManager=terraform-provider-workspace&fieldValidation=Strict";
    private static readonly JsonObject s_body = new() { ["metadata"] = new JsonObject { ["name"] = "daily" } };

    public static TheoryData<string, string, string, string?, string?> Writes => new()
    {
        { "create", "POST", $"{Collection}?{Managed}", "application/json", """{"metadata":{"name":"daily"}}""" },
        { "create dry", "POST", $"{Collection}?{Managed}&dryRun=All", "application/json",
            """{"metadata":{"name":"daily"}}""" },
        { "patch", "PATCH", $"{Collection}/daily?{Managed}", "application/merge-patch+json",
            """{"metadata":{"name":"daily"}}""" },
        {
            "patch dry", "PATCH", $"{Collection}/daily?{Managed}&dryRun=All", "application/merge-patch+json",
            """{"metadata":{"name":"daily"}}"""
        },
        {
            "delete", "DELETE", $"{Collection}/daily", "application/json",
            """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u-1"}}"""
        },
        {
            "delete dry", "DELETE", $"{Collection}/daily?dryRun=All", "application/json",
            """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u-1"},"dryRun":["All"]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_is_sent_as(string write, string method, string target, string? contentType, string? body)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Json("""{"metadata":{"name":"daily"}}""", 201));
        using ClusterSet clusters = Open(server);
        var options = new WriteOptions(write.EndsWith(" dry", StringComparison.Ordinal));
        IKubernetesApi api = clusters.Api();
        await (write.Split(' ')[0] switch
        {
            "create" => api.CreateAsync(TestConnections.Schedules, s_body, options, default),
            "patch" => api.PatchAsync(TestConnections.Daily, s_body, options, default),
            _ => api.DeleteAsync(TestConnections.Daily, "u-1", options, default),
        }).ValueAsync();
        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Equal((method, target, body), (seen.Method, seen.Target, seen.Body));
        Assert.Equal(contentType, seen.Headers.ContentType);
    }

    [Fact]
    public async Task It_tells_how_far_the_servers_clock_is_ahead()
    {
        using var authority = new TestCertificates();
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Daily);
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = server.Url, ClusterCaCertificate = authority.Pem }, time: new BehindTime());
        Assert.Null(clusters.Api().ClockAhead);

        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();

        Assert.InRange(clusters.Api().ClockAhead!.Value.TotalHours, 29, 31);
    }

    private sealed class BehindTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(-30);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.InTurn(Page("a=b/c", "one", "two"), Page("", "three")));
        using ClusterSet clusters = Open(server);
        Assert.Equal(["one", "two", "three"], await NamesAsync(clusters.Api(), "x in (a,b)"));
        Assert.Equal(
            [
                $"{Collection}?limit=500&labelSelector=x%20in%20%28a%2Cb%29&resourceVersion=0",
                $"{Collection}?limit=500&labelSelector=x%20in%20%28a%2Cb%29&continue=a%3Db%2Fc",
            ],
            server.Seen.Select(s => s.Target));
    }

    [Fact]
    public async Task A_list_whose_continue_token_is_too_old_starts_again()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null,
            TestApiServer.InTurn(
                Page("next", "one"), TestApiServer.Refusal(410, "Expired", "too old"), Page("", "one", "two")));
        using ClusterSet clusters = Open(server);
        Assert.Equal(["one", "one", "two"], await NamesAsync(clusters.Api()));
        Assert.DoesNotContain("continue", server.Seen[2].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_whose_continue_token_is_always_too_old_ends_with_a_fault()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null,
            c => c.Request.Query.ContainsKey("continue")
                ? TestApiServer.Refusal(410, "Expired", "too old")(c)
                : Page("next", "one")(c));
        using ClusterSet clusters = Open(server);
        List<Outcome<JsonObject>> all =
            await clusters.Api().ListAsync(TestConnections.Schedules, null, default).InTimeAsync();
        Assert.NotNull(all[^1].Fault);
        Assert.Equal(4, all.Count(o => o.Succeeded));
    }

    [Fact]
    public async Task A_list_ends_with_the_fault_of_a_later_page()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.InTurn(Page("next", "one"), TestApiServer.Refusal(403, "Forbidden", "no")));
        using ClusterSet clusters = Open(server);
        List<Outcome<JsonObject>> all =
            await clusters.Api().ListAsync(TestConnections.Schedules, null, default).InTimeAsync();
        Assert.Equal([true, false], all.Select(o => o.Succeeded));
        Assert.Equal(FaultKind.Forbidden, all[1].Fault!.Kind);
    }

    [Theory]
    [InlineData("""{"kind":"Schedule"}""")]
    [InlineData("""{"items":[1]}""")]
    [InlineData("""{"items":{}}""")]
    public async Task What_is_no_list_is_an_unexpected_answer(string json)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Json(json));
        using ClusterSet clusters = Open(server);
        List<Outcome<JsonObject>> all =
            await clusters.Api().ListAsync(TestConnections.Schedules, null, default).InTimeAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, Assert.Single(all).Fault!.Kind);
    }

    [Fact]
    public async Task Objects_of_a_list_can_be_put_into_another_tree()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, Page("", "one"));
        using ClusterSet clusters = Open(server);
        List<Outcome<JsonObject>> all =
            await clusters.Api().ListAsync(TestConnections.Schedules, null, default).InTimeAsync();
        Assert.Single(new JsonArray(all[0].Value));
    }

    [Fact]
    public async Task A_watch_gives_the_changes_and_ends_with_the_stream()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text(
                Event("ADDED", "one") + "\n" + Event("DELETED", "two") + Event("BOOKMARK", "x"), "application/json"));
        using ClusterSet clusters = Open(server);
        List<Outcome<WatchEvent>> all =
            await clusters.Api().WatchAsync(TestConnections.Schedules, "a=b", "7", default).InTimeAsync();
        Assert.Equal(["ADDED", "DELETED", "BOOKMARK"], all.Select(o => o.Value.Type));
        Assert.Equal("two", (string?)all[1].Value.Object["metadata"]!["name"]);
        Assert.Equal(
            $"{Collection}?watch=true&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion=7&labelSelector=a%3Db",
            server.Seen[0].Target);
    }

    [Fact]
    public async Task A_watch_gives_each_change_when_it_comes_and_outlives_the_time_limit_of_requests()
    {
        var time = new ImmediateDelays();
        var more = new TaskCompletionSource();
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync(Event("ADDED", "one"), c.RequestAborted);
            await more.Task.WaitAsync(c.RequestAborted);
            await c.Response.WriteAsync(Event("ADDED", "two"), c.RequestAborted);
        });
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}" }, TimeSpan.FromSeconds(5));
        await using IAsyncEnumerator<Outcome<WatchEvent>> watch =
            clusters.Api().WatchAsync(TestConnections.Schedules, null, "7", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync().AsTask().InTimeAsync());
        Task<bool> second = watch.MoveNextAsync().AsTask();
        Assert.False(second.IsCompleted);
        more.SetResult();
        Assert.True(await second.InTimeAsync());
        Assert.True(watch.Current.Succeeded);
        Assert.False(await watch.MoveNextAsync().AsTask().InTimeAsync());
    }

    [Fact]
    public async Task A_watch_takes_no_place_from_other_requests()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            if (!c.Request.Query.ContainsKey("watch"))
            {
                await TestApiServer.Json(Named("daily"))(c);
                return;
            }

            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync(Event("ADDED", "one"), c.RequestAborted);
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters = Open(server);
        var watches = new List<IAsyncEnumerator<Outcome<WatchEvent>>>();
        for (int i = 0; i < 10; i++)
        {
            watches.Add(clusters.Api().WatchAsync(TestConnections.Schedules, null, "7", default).GetAsyncEnumerator());
            Assert.True(await watches[^1].MoveNextAsync().AsTask().InTimeAsync());
        }

        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        foreach (IAsyncEnumerator<Outcome<WatchEvent>> watch in watches)
        {
            await watch.DisposeAsync();
        }
    }

    public static TheoryData<string, string, FaultKind, string> BadEvents => new()
    {
        {
            "an ERROR event", """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}""" + "\n",
            FaultKind.NotFound, "Expired"
        },
        {
            "another ERROR event", """{"type":"ERROR","object":{"kind":"Status","code":500,"message":"boom"}}""" + "\n",
            FaultKind.ServerError, "boom"
        },
        { "an event that is no JSON", "{nonsense}\n", FaultKind.UnexpectedAnswer, "not valid JSON" },
        { "an event without an object", "{\"type\":\"ADDED\"}\n", FaultKind.UnexpectedAnswer, "no type or object" },
        { "a stream that ends inside an event", "{\"type\":", FaultKind.ConnectionReset, "inside an event" },
        { "an event beyond the limit", new string('x', 17 * 1024 * 1024), FaultKind.UnexpectedAnswer, "16 MiB" },
    };

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task A_watch_ends_with_the_fault_of(string what, string text, FaultKind kind, string detail)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text(Event("ADDED", "one") + text, "application/json"));
        using ClusterSet clusters = Open(server);
        List<Outcome<WatchEvent>> all =
            await clusters.Api().WatchAsync(TestConnections.Schedules, null, "7", default).InTimeAsync();
        Assert.Equal(2, all.Count);
        Assert.True(kind == all[1].Fault!.Kind, what);
        Assert.Contains(detail, all[1].Fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_says_nothing_for_longer_than_a_bookmark_takes_is_lost()
    {
        var time = new SilenceTime();
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync(Event("ADDED", "one"), c.RequestAborted);
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters = TestConnections.Open(new() { Host = $"http://127.0.0.1:{server.Port}" }, time: time);
        await using IAsyncEnumerator<Outcome<WatchEvent>> watch =
            clusters.Api().WatchAsync(TestConnections.Schedules, null, "7", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync().AsTask().InTimeAsync());
        Task<bool> next = watch.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);

        time.Pass();

        Assert.True(await next.InTimeAsync());
        Assert.Equal(FaultKind.TimedOut, watch.Current.Fault!.Kind);
    }

    /// <summary>Its timers of 90 seconds end when a test says so.</summary>
    private sealed class SilenceTime : TimeProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Action> _due = new();

        public void Pass()
        {
            while (_due.TryDequeue(out Action? end))
            {
                end();
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isSilence = dueTime == TimeSpan.FromSeconds(90);
            if (isSilence)
            {
                _due.Enqueue(() => callback(state));
            }

            return base.CreateTimer(callback, state, isSilence ? Timeout.InfiniteTimeSpan : dueTime, period);
        }
    }

    [Fact]
    public async Task A_cancelled_watch_ends_as_cancelled()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync(Event("ADDED", "one"), c.RequestAborted);
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters = Open(server);
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<Outcome<WatchEvent>> watch =
            clusters.Api().WatchAsync(TestConnections.Schedules, null, "7", stop.Token).GetAsyncEnumerator(default);
        Assert.True(await watch.MoveNextAsync().AsTask().InTimeAsync());
        await stop.CancelAsync();
        Assert.True(await watch.MoveNextAsync().AsTask().InTimeAsync());
        Assert.Equal(FaultKind.Cancelled, watch.Current.Fault!.Kind);
    }

    [Fact]
    public async Task A_raw_path_may_answer_a_plain_text()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Text("ok", "text/plain"));
        using ClusterSet clusters = Open(server);
        JsonNode answer = await clusters.Api().GetRawAsync("/readyz", default).ValueAsync();
        Assert.Equal("ok", (string?)answer);
    }

    private static ClusterSet Open(TestApiServer server) =>
        TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });

    private static async Task<IEnumerable<string?>> NamesAsync(IKubernetesApi api, string? selector = null)
    {
        List<Outcome<JsonObject>> all = await api.ListAsync(TestConnections.Schedules, selector, default).InTimeAsync();
        return all.Select(o => (string?)o.Value["metadata"]!["name"]);
    }

    private static RequestDelegate Page(string next, params string[] names)
    {
        string items = string.Join(',', names.Select(Named));
        return TestApiServer.Json(
            $$"""{"kind":"ScheduleList","items":[{{items}}],"metadata":{"continue":"{{next}}"} }""");
    }

    private static string Event(string type, string name) =>
        $$"""{"object":{{Named(name)}},"type":"{{type}}"}""" + "\n";

    private static string Named(string name) => $$"""{"metadata":{"name":"{{name}}"} }""";
}
