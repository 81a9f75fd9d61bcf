using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Admin;

public sealed class AdminHandlerTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start(2);
    private readonly HttpClient _admin;

    public AdminHandlerTests() => _admin = new HttpClient { BaseAddress = _sandbox.AdminUrl, Timeout = Http.Limit };

    public void Dispose()
    {
        _admin.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task The_clock_is_advanced()
    {
        await PostAsync("clock/advance", """{"by":"1h30m"}""");
        Assert.Equal(SandboxClock.FakeStart.AddMinutes(90), _sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Faults_are_added_and_removed()
    {
        await PostAsync("clusters/c2/faults",
            """{"kind":"Status","status":503,"verb":"list","path":"/schedules","times":1,"retry_after":3}""");
        using var http = Http.Of(_sandbox["c2"]);
        using (var response = await http.SendAsync("GET", Some.Schedules))
        {
            Assert.Equal((503, 3), ((int)response.StatusCode, response.Headers.RetryAfter!.Delta!.Value.Seconds));
        }

        Assert.Equal(200, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
        await PostAsync("clusters/c2/faults", """{"kind":"refused"}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/version"));
        using var removed = await _admin.DeleteAsync("clusters/c2/faults");
        Assert.Equal(200, (await http.ExchangeAsync("GET", "/version")).Status);
    }

    [Fact]
    public async Task Velero_is_switched_and_scripted()
    {
        await PostAsync("clusters/c1/velero", """{"backups":"PartiallyFailed","errors":3}""");
        _sandbox["c1"].Create("backups", Some.Backup("b"));
        _sandbox.Settle();
        Assert.Equal("PartiallyFailed", _sandbox["c1"].Phase("backups", "b"));
        await PostAsync("clusters/c1/velero", """{"running":false}""");
        Assert.False(_sandbox["c1"].Velero.IsRunning);
    }

    [Fact]
    public async Task The_request_log_is_told_and_cleared()
    {
        using var http = Http.Of(_sandbox["c1"]);
        await http.ExchangeAsync("POST", Some.Schedules, Some.Schedule("daily").ToJsonString());
        var line = Assert.Single((await _admin.GetFromJsonAsync<JsonArray>("clusters/c1/requests"))!);
        Assert.Equal(("create", "contract/1.0"), (line.Text("verb"), line.Text("user_agent")));
        using var cleared = await _admin.DeleteAsync("clusters/c1/requests");
        Assert.Empty(_sandbox["c1"].Requests.Lines);
    }

    [Fact]
    public async Task A_cluster_is_rebuilt_with_another_uid()
    {
        var uid = _sandbox["c1"].Uid;
        _sandbox["c1"].Create("schedules", Some.Schedule("daily"));
        await PostAsync("clusters/c1/rebuild", "{}");
        Assert.Empty(_sandbox["c1"].List("schedules"));
        Assert.NotEqual(uid, _sandbox["c1"].Get("namespaces", "kube-system").Text("metadata", "uid"));
        Assert.Equal(_sandbox["c1"].Uid, _sandbox["c1"].Get("namespaces", "kube-system").Text("metadata", "uid"));
    }

    [Theory]
    [InlineData("clock/advance", """{"by":"tomorrow"}""", 400)]
    [InlineData("clusters/c9/down", "{}", 400)]
    [InlineData("clusters/c1/faults", """{"kind":"unheard of"}""", 400)]
    [InlineData("nothing", "{}", 404)]
    public async Task What_cannot_be_done_is_said(string path, string body, int status)
    {
        using var response = await _admin.PostAsync(path, new StringContent(body));
        Assert.Equal(status, (int)response.StatusCode);
    }

    private async Task PostAsync(string path, string body)
    {
        using var response = await _admin.PostAsync(path, new StringContent(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
