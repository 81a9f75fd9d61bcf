using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Transport;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class ApiTransportTests
{
    private static readonly RequestDelegate s_ok = TestApiServer.Daily;

    public static TheoryData<string, int, string?, string, int> Answers => new()
    {
        { "a read comes again after 500", 500, null, "GET", 3 },
        { "a read comes again after 502", 502, null, "GET", 3 },
        { "a read comes again after 503", 503, null, "GET", 3 },
        { "a read comes again after 504", 504, null, "GET", 3 },
        { "a read comes again after 429", 429, null, "GET", 3 },
        { "a read does not come again after 501", 501, null, "GET", 1 },
        { "a read does not come again after 403", 403, null, "GET", 1 },
        { "a create comes again after 429 that says when", 429, "1", "POST", 3 },
        { "a create does not come again after 429 that does not say when", 429, null, "POST", 1 },
        { "a create does not come again after 503, which may have stored it", 503, "1", "POST", 1 },
        { "a create does not come again after 500", 500, null, "POST", 1 },
        { "a patch does not come again after 504", 504, null, "PATCH", 1 },
        { "a delete comes again after 429 that says when", 429, "1", "DELETE", 3 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Retries(string rule, int status, string? retryAfter, string method, int requests)
    {
        RequestDelegate refuse = TestApiServer.Text(
            "no", "text/plain", status, retryAfter is null ? [] : [("Retry-After", retryAfter)]);
        await using TestApiServer server =
            await TestApiServer.StartAsync(null, TestApiServer.InTurn(refuse, refuse, s_ok));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });

        Outcome<JsonObject> outcome = await SendAsync(clusters.Api(), method).InTimeAsync();

        Assert.True(requests == server.Seen.Count, rule);
        Assert.Equal(requests == 3, outcome.Succeeded);
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 0)]
    [InlineData("PATCH", 0)]
    [InlineData("DELETE", 0)]
    public async Task After_a_connection_lost_in_the_middle_only_a_read_comes_again(string method, int retries)
    {
        await using var server = new RawServer(RawServer.CloseAsync);
        var time = new ImmediateDelays();
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}" }, TimeSpan.FromHours(1), time);
        Fault fault = await SendAsync(clusters.Api(), method).FaultAsync();
        Assert.Equal(FaultKind.ConnectionReset, fault.Kind);
        Assert.Equal(retries, time.Delays.Count);
        // Of a read .NET itself sends one more when not a byte came back.
        Assert.True(method == "GET" || server.Connections == 1, $"{server.Connections} connections");
    }

    [Fact]
    public async Task A_create_that_nobody_accepted_comes_again()
    {
        var time = new ImmediateDelays();
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{RawServer.ClosedPort()}" }, TimeSpan.FromHours(1), time);
        Fault fault = await SendAsync(clusters.Api(), "POST").FaultAsync();
        Assert.Equal(FaultKind.ConnectionRefused, fault.Kind);
        Assert.Equal(2, time.Delays.Count);
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks_for()
    {
        RequestDelegate refuse = TestApiServer.Text("no", "text/plain", 429, ("Retry-After", "7"));
        var time = new ImmediateDelays();
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.InTurn(refuse, s_ok));
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}" }, TimeSpan.FromHours(1), time);
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.InRange(Assert.Single(time.Delays), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Does_not_begin_to_wait_for_longer_than_the_time_limit()
    {
        RequestDelegate refuse = TestApiServer.Text("no", "text/plain", 429, ("Retry-After", "3600"));
        await using TestApiServer server = await TestApiServer.StartAsync(null, refuse);
        using ClusterSet clusters = TestConnections.Open(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.TooManyRequests, fault.Kind);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_server_that_stays_down_is_given_up_after_five_attempts()
    {
        await using TestApiServer server =
            await TestApiServer.StartAsync(null, TestApiServer.Text("", "text/html", 503));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.ServerError, fault.Kind);
        Assert.True(fault.IsUnhealthy);
        Assert.Equal(5, server.Seen.Count);
    }

    public static TheoryData<string, string, string, string> WrongAnswers => new()
    {
        { "a page of HTML", "<html>Sign in</html>", "text/html", "text/html" },
        { "no content type", "{}", "", "no content type" },
        { "broken JSON", "{\"a\":", "application/json", "not valid JSON at line 1" },
        { "no JSON at all", "nonsense", "application/json", "not valid JSON at line 1" },
        { "a field twice", "{\"a\":1,\"a\":2}", "application/json", "not valid JSON" },
        { "nothing", "", "application/json", "not valid JSON" },
        { "null", "null", "application/json", "null" },
        { "a list where an object belongs", "[]", "application/json", "not a JSON object" },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task An_answer_that_is_not_an_API_servers_is_named(
        string what, string text, string contentType, string named)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Text(text, contentType));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.True(fault.Kind == FaultKind.UnexpectedAnswer, what);
        Assert.Contains(named, fault.Detail, StringComparison.Ordinal);
        Assert.Equal("Schedule velero/daily", fault.Object);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text("", "text/html", 302, ("Location", "/elsewhere")));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_not_read_to_its_end()
    {
        byte[] megabyte = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
        int sent = 0;
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            c.Response.ContentType = "application/json";
            while (!c.RequestAborted.IsCancellationRequested)
            {
                await c.Response.Body.WriteAsync(megabyte, c.RequestAborted);
                Interlocked.Increment(ref sent);
            }
        });
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
        Assert.Contains("64 MiB", fault.Detail, StringComparison.Ordinal);
        // The answer has no end: that the call came back is the proof. What the server counts after that is writes to nobody.
        Assert.True(sent >= 60, $"{sent} MiB were sent");
    }

    [Fact]
    public async Task The_limit_holds_for_what_a_small_compressed_answer_unpacks_to()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] blank = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (int i = 0; i < 70; i++)
            {
                gzip.Write(blank);
            }
        }

        await using TestApiServer server = await TestApiServer.StartAsync(null, c => GzipAsync(c, packed.ToArray()));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Contains("64 MiB", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_answer_is_asked_for_and_read()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("""{"kind":"Schedule","metadata":{"name":"daily"}}"""u8);
        }

        await using TestApiServer server = await TestApiServer.StartAsync(null, c => GzipAsync(c, packed.ToArray()));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        JsonObject answer = await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("Schedule", (string?)answer["kind"]);
        Assert.Equal("gzip", server.Seen[0].Headers.AcceptEncoding);
    }

    [Fact]
    public async Task A_request_says_who_sends_it()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, s_ok);
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}/k8s/clusters/c-1/", Token = " abc \n" },
            environment: TestConnections.Environment(("TF_APPEND_USER_AGENT", "ci/7")));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Matches(@"^terraform-provider-workspace/1\.2\.3 \(\w+/\w+\) ci/7$", seen.Headers.UserAgent.ToString());
        Assert.Equal("Bearer abc", seen.Headers.Authorization);
        Assert.Equal("application/json", seen.Headers.Accept);
        Assert.Equal("/k8s/clusters/c-1/apis/velero.io/v1/namespaces/velero/schedules/daily", seen.Target);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public async Task A_name_that_is_a_step_in_a_path_is_sent_nowhere(string name)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, s_ok);
        using ClusterSet clusters = TestConnections.Open(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Schedules.Named(name), default).FaultAsync();
        Assert.Equal(FaultKind.Invalid, fault.Kind);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task At_most_eight_requests_are_in_flight_to_one_cluster_and_as_many_as_configured_over_all()
    {
        int inFlight = 0;
        int most = 0;
        var full = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        async Task AnswerAsync(HttpContext context)
        {
            int now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            if (now == 12)
            {
                full.TrySetResult();
            }

            await release.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref inFlight);
            await s_ok(context);
        }

        await using TestApiServer one = await TestApiServer.StartAsync(null, AnswerAsync);
        await using TestApiServer two = await TestApiServer.StartAsync(null, AnswerAsync);
        using ClusterSet clusters = ClusterSet.Open(
            new ClusterSetSettings
            {
                Clusters =
                [
                    new() { Name = "one", Connection = new() { Host = $"http://127.0.0.1:{one.Port}" } },
                    new() { Name = "two", Connection = new() { Host = $"http://127.0.0.1:{two.Port}" } },
                ],
                ProviderVersion = "1",
                RequestTimeout = TimeSpan.FromMinutes(5),
                Parallelism = 12,
            },
            TestConnections.Environment(),
            TimeProvider.System);
        // Until a cluster has answered, it does not count among all.
        release.SetResult();
        foreach (Cluster cluster in clusters.Clusters)
        {
            await cluster.Api.GetAsync(TestConnections.Daily, default).ValueAsync();
        }

        release = new TaskCompletionSource();
        most = 0;
        Task<Outcome<JsonObject>>[] requests =
        [
            .. Enumerable.Range(0, 40).Select(
                i => clusters.Clusters[i % 2].Api.GetAsync(TestConnections.Daily, default)),
        ];
        await full.Task.InTimeAsync();
        Assert.InRange(one.Seen.Count, 5, 1 + RequestGate.PerCluster);
        Assert.InRange(two.Seen.Count, 5, 1 + RequestGate.PerCluster);
        release.SetResult();
        Assert.All(await Task.WhenAll(requests).InTimeAsync(), r => Assert.True(r.Succeeded));
        Assert.Equal(12, most);
    }

    private static Task<Outcome<JsonObject>> SendAsync(IKubernetesApi api, string method) => method switch
    {
        "GET" => api.GetAsync(TestConnections.Daily, default),
        "POST" => api.CreateAsync(TestConnections.Schedules, [], default, default),
        "PATCH" => api.PatchAsync(TestConnections.Daily, [], default, default),
        _ => api.DeleteAsync(TestConnections.Daily, null, default, default),
    };

    private static async Task GzipAsync(HttpContext context, byte[] packed)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(packed, context.RequestAborted);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value
            && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
