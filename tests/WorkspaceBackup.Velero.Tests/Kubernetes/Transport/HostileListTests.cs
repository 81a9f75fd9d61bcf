using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class HostileListTests
{
    [Fact]
    public async Task A_continue_token_that_comes_twice_is_an_unexpected_answer()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, Page("again", "one"));
        using ClusterSet clusters = Open(server);
        List<Outcome<JsonObject>> all = await ListAsync(clusters);
        Assert.Equal(FaultKind.UnexpectedAnswer, all[^1].Fault!.Kind);
        Assert.Contains("no end", all[^1].Fault!.Detail, StringComparison.Ordinal);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task Tokens_without_end_that_differ_each_time_are_an_unexpected_answer()
    {
        int page = 0;
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, c => Page($"t{Interlocked.Increment(ref page)}")(c));
        using ClusterSet clusters = Open(server);
        Fault fault = (await ListAsync(clusters))[^1].Fault!;
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
        Assert.InRange(server.Seen.Count, 2, 20);
    }

    [Fact]
    public async Task A_list_is_asked_for_from_the_cache_until_something_of_its_kind_is_written()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, c => c.Request.Method == "GET" ? Page("", "one")(c) : Named(c));
        using ClusterSet clusters = Open(server);
        await ListAsync(clusters);
        await clusters.Api().CreateAsync(TestConnections.Schedules, [], new WriteOptions(DryRun: true), default);
        await ListAsync(clusters);
        await clusters.Api().CreateAsync(ApiPath.Velero("backups", "velero"), [], default, default);
        await ListAsync(clusters);
        await clusters.Api().CreateAsync(TestConnections.Schedules, [], default, default);
        await ListAsync(clusters);
        Assert.Equal(
            [true, true, true, false],
            server.Seen.Where(s => s.Method == "GET")
                .Select(s => s.Target.Contains("resourceVersion=0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_that_goes_on_is_not_asked_for_from_the_cache()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.InTurn(Page("more", "one"), Page("", "two")));
        using ClusterSet clusters = Open(server);
        Assert.All(await ListAsync(clusters), o => Assert.True(o.Succeeded));
        Assert.DoesNotContain("resourceVersion", server.Seen[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_not_answered_while_the_server_answers_other_requests_is_slow_and_the_cluster_not_down()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, async c =>
        {
            if (c.Request.Path == "/version")
            {
                await TestApiServer.Json("{}")(c);
                return;
            }

            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" }, TimeSpan.FromSeconds(1));
        Fault fault = Assert.Single(await ListAsync(clusters)).Fault!;
        Assert.Equal(FaultKind.AnswerSlow, fault.Kind);
        Assert.Contains("schedules was not answered within 1 s", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_a_server_that_answers_nothing_has_timed_out()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, c => Task.Delay(Timeout.Infinite, c.RequestAborted));
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" }, TimeSpan.FromSeconds(1));
        Assert.Equal(FaultKind.TimedOut, Assert.Single(await ListAsync(clusters)).Fault!.Kind);
    }

    [Theory]
    [InlineData("GET", "{}")]
    [InlineData("GET", """{"metadata":null}""")]
    [InlineData("GET", """{"metadata":{"name":["daily"]}}""")]
    [InlineData("PATCH", """{"metadata":{}}""")]
    [InlineData("POST", """{"kind":"Schedule"}""")]
    public async Task An_object_without_a_name_is_an_unexpected_answer(string method, string answer)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Json(answer));
        using ClusterSet clusters = Open(server);
        IKubernetesApi api = clusters.Api();
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "daily" } };
        Fault fault = await (method switch
        {
            "GET" => api.GetAsync(TestConnections.Daily, default),
            "POST" => api.CreateAsync(TestConnections.Schedules, body, default, default),
            _ => api.PatchAsync(TestConnections.Daily, body, default, default),
        }).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_body_that_is_said_to_be_gzip_and_is_none_is_an_unexpected_answer(string method)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, c => SendAsync(c, """{"metadata":{"name":"daily"}}"""u8.ToArray()));
        using ClusterSet clusters = Open(server);
        Fault fault = await (method == "GET"
            ? clusters.Api().GetAsync(TestConnections.Daily, default)
            : clusters.Api().CreateAsync(TestConnections.Schedules, [], default, default)).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("{\"metadata\":{\"name\":\"daily\"},\"x\":[", "{},", "{}]}")]
    [InlineData("{\"metadata\":{\"name\":\"daily\"},\"x\":[", "[],", "[]]}")]
    [InlineData("{\"metadata\":{\"name\":\"daily\"},\"x\":[", "0,", "0]}")]
    public async Task A_small_packed_answer_that_becomes_gigabytes_of_objects_is_refused(
        string begin, string again, string end)
    {
        byte[] packed = Packed(begin, again, end, 60 * 1024 * 1024);
        Assert.True(packed.Length < 512 * 1024, $"{packed.Length} bytes");
        await using TestApiServer server = await TestApiServer.StartAsync(null, c => SendAsync(c, packed));
        using ClusterSet clusters = Open(server);
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
        Assert.Contains("too many values", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_thirty_thousand_objects_comes_in_one_answer_and_is_read()
    {
        const string Begin = """{"kind":"BackupList","metadata":{"resourceVersion":"7"},"items":[""";
        string padding = new('x', 3000);
        byte[] packed = Packed(
            Begin, "{\"metadata\":{\"name\":\"a\",\"annotations\":{\"p\":\"" + padding + "\"}}},",
            """{"metadata":{"name":"z"}}]}""", 30_000 * 3045);
        await using TestApiServer server = await TestApiServer.StartAsync(null, c => SendAsync(c, packed));
        using ClusterSet clusters = Open(server);
        int count = 0;
        await foreach (Outcome<JsonObject> item in clusters.Api().ListAsync(TestConnections.Schedules, null, default))
        {
            Assert.True(item.Succeeded, item.Fault?.Detail);
            count++;
        }

        Assert.InRange(count, 29_900, 30_400);
    }

    private static byte[] Packed(string begin, string again, string end, int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] block = Encoding.ASCII.GetBytes(
                string.Concat(Enumerable.Repeat(again, Math.Max(1, 1024 * 1024 / again.Length))));
            gzip.Write(Encoding.ASCII.GetBytes(begin));
            for (int sent = 0; sent < size; sent += block.Length)
            {
                gzip.Write(block);
            }

            gzip.Write(Encoding.ASCII.GetBytes(end));
        }

        return packed.ToArray();
    }

    private static async Task SendAsync(HttpContext context, byte[] packed)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(packed, context.RequestAborted);
    }

    private static Task Named(HttpContext context) =>
        TestApiServer.Json("""{"metadata":{"name":"one"}}""", 201)(context);

    private static RequestDelegate Page(string next, params string[] names) => TestApiServer.Json(
        $$"""{"items":[{{string.Join(',', names.Select(n => $$$"""{"metadata":{"name":"{{{n}}}"}}"""))}}],"metadata":{"continue":"{{next}}"} }""");

    private static Task<List<Outcome<JsonObject>>> ListAsync(ClusterSet clusters) =>
        clusters.Api().ListAsync(TestConnections.Schedules, null, default).InTimeAsync();

    private static ClusterSet Open(TestApiServer server) =>
        TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
}
