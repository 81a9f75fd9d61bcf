using System.Diagnostics;
using System.Text.Json;
using VeleroSandbox.Access;
using VeleroSandbox.Faults;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Faults;

public sealed class FaultInjectionTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Sandbox _sandbox = Sandbox.Start();
    private readonly Http _http;

    public FaultInjectionTests() => _http = Http.Of(Cluster);

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData(FaultKind.Refused)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.HalfClosed)]
    [InlineData(FaultKind.TlsFailure)]
    public async Task A_fault_of_the_connection_fails_the_request_and_ends_with_the_fault(FaultKind kind)
    {
        Cluster.Faults.Add(new Fault(kind));
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync(Some.Schedules).WaitAsync(Limit));
        Cluster.Faults.Clear();
        Assert.Equal("ScheduleList", (await _http.GetAsync(Some.Schedules).WaitAsync(Limit)).Text("kind"));
    }

    [Fact]
    public async Task A_cluster_can_die_in_the_middle()
    {
        Cluster.Faults.Add(Fault.Refused().On("create").After(1));
        Assert.Equal(201, (await CreateAsync("first")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("second"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync("/version"));
        Assert.Single(Cluster.List("schedules"));
    }

    [Fact]
    public async Task A_reset_after_acting_leaves_the_object_behind()
    {
        Cluster.Faults.Add(Fault.Reset(afterActing: true).On("create").Times(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("daily"));
        Assert.NotNull(Cluster.Get("schedules", "daily"));
        Assert.Equal(409, (await CreateAsync("daily")).Status);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_request_that_hangs_may_have_been_done(bool acted, int objects)
    {
        Cluster.Faults.Add(Fault.Hang(afterActing: acted).On("create"));
        var create = CreateAsync("daily");
        Assert.True(SpinWait.SpinUntil(() =>
            Cluster.Faults.Happened == 1 && Cluster.Count("schedules") == objects, Limit));
        Assert.False(create.IsCompleted);
        Cluster.GoDown();
        await Assert.ThrowsAsync<HttpRequestException>(() => create.WaitAsync(Limit));
    }

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    [InlineData(410, "Expired")]
    [InlineData(422, "Invalid")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Any_status_is_answered_as_often_as_scripted(int code, string reason)
    {
        Cluster.Faults.Add(Fault.Status(code).On("list", "/schedules").Times(2));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (status, body) = await _http.ExchangeAsync("GET", Some.Schedules);
            Assert.Equal((code, reason), (status, body.Text("reason")));
        }

        Assert.Equal(200, (await _http.ExchangeAsync("GET", Some.Schedules)).Status);
        Assert.Equal(200, (await _http.ExchangeAsync("GET", Some.Backups)).Status);
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_back()
    {
        Cluster.Faults.Add(Fault.TooManyRequests(TimeSpan.FromSeconds(7)));
        using var response = await _http.SendAsync("GET", "/version");
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData(FaultKind.MalformedJson)]
    [InlineData(FaultKind.TruncatedJson)]
    public async Task Json_can_be_broken(FaultKind kind)
    {
        Cluster.Faults.Add(kind == FaultKind.MalformedJson ? Fault.MalformedJson() : Fault.TruncatedJson());
        await Assert.ThrowsAnyAsync<JsonException>(() => _http.GetAsync(Some.Schedules));
    }

    [Fact]
    public async Task An_answer_can_be_a_page()
    {
        Cluster.Faults.Add(Fault.WrongContentType());
        using var response = await _http.SendAsync("GET", Some.Schedules);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_answer_can_be_huge_and_valid()
    {
        Cluster.Faults.Add(Fault.HugeBody(3_000_000));
        using var response = await _http.SendAsync("GET", Some.Schedules);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(body.Length > 3_000_000);
        Assert.Equal("ScheduleList", JsonReader.ReadObject(body).Text("kind"));
    }

    [Fact]
    public async Task An_answer_can_come_in_drops()
    {
        Cluster.Faults.Add(Fault.SlowBytes(size: 20, TimeSpan.FromMilliseconds(20)));
        var watch = Stopwatch.StartNew();
        Assert.Equal("ScheduleList", (await _http.GetAsync(Some.Schedules)).Text("kind"));
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(60), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_list_can_change_between_its_pages()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            Cluster.Create("schedules", Some.Schedule(name));
        }

        Cluster.Faults.Add(Fault.Meanwhile(_ =>
        {
            Cluster.Delete("schedules", "b");
            Cluster.Create("schedules", Some.Schedule("d"));
        }).On("list", "continue=").Times(1));
        Cluster.Faults.Add(Fault.Compacted().On("list", "continue=").Times(1));

        var first = await _http.GetAsync(Some.Schedules + "?limit=1");
        string Next(string? token) => $"{Some.Schedules}?limit=1&continue={Uri.EscapeDataString(token!)}";

        // History is kept: the second page still shows what was there.
        var second = await _http.GetAsync(Next(first.Text("metadata", "continue")));
        Assert.Equal("b", second["items"]![0].Text("metadata", "name"));

        var (status, expired) = await _http.ExchangeAsync("GET", Next(second.Text("metadata", "continue")));
        Assert.Equal((410, "Expired"), (status, expired.Text("reason")));

        var third = await _http.GetAsync(Next(expired.Text("metadata", "continue")));
        Assert.Equal("c", third["items"]![0].Text("metadata", "name"));
    }

    [Fact]
    public async Task A_clock_can_jump()
    {
        Cluster.Faults.Add(Fault.ClockJump(TimeSpan.FromDays(400)).On("create").Times(1));
        var (_, created) = await CreateAsync("daily");
        Assert.Equal(SandboxClock.FakeStart.AddDays(400), created.Time("metadata", "creationTimestamp"));
    }

    [Theory]
    [InlineData(ServerCertificateKind.Expired)]
    [InlineData(ServerCertificateKind.OtherName)]
    [InlineData(ServerCertificateKind.Untrusted)]
    public async Task A_certificate_can_be_wrong(ServerCertificateKind kind)
    {
        Cluster.ServerCertificate = kind;
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync("/version"));
        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
    }

    private Task<(int Status, System.Text.Json.Nodes.JsonNode? Body)> CreateAsync(string name) =>
        _http.ExchangeAsync("POST", Some.Schedules, Some.Schedule(name).ToJsonString());
}
