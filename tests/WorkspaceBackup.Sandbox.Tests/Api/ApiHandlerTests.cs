using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using VeleroSandbox.Access;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Api;

/// <summary>
/// What the contract suite cannot compare: it differs from run to run, or the recorded server is too old for it.
/// </summary>
public sealed class ApiHandlerTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start();
    private readonly Http _http;

    public ApiHandlerTests() => _http = Http.Of(Cluster);

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task Unknown_fields_are_warned_about_unless_told_otherwise()
    {
        var body = Some.Schedule("daily");
        body["spec"]!["nonsense"] = 1;
        using var warned = await _http.SendAsync("POST", Some.Schedules + "?dryRun=All", body.ToJsonString());
        Assert.Equal(["299 - \"unknown field \\\"spec.nonsense\\\"\""], warned.Headers.GetValues("Warning"));
        using var ignored = await _http.SendAsync(
            "POST", Some.Schedules + "?dryRun=All&fieldValidation=Ignore", body.ToJsonString());
        Assert.False(ignored.Headers.Contains("Warning"));
        Assert.Equal(422, (await _http.ExchangeAsync(
            "POST", Some.Schedules + "?fieldValidation=Bogus", body.ToJsonString())).Status);
    }

    [Fact]
    public async Task Strict_validation_refuses_a_key_that_comes_twice()
    {
        var (status, body) = await _http.ExchangeAsync(
            "POST",
            Some.Schedules + "?fieldValidation=Strict",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"x"},"spec":{"schedule":"a","schedule":"b","template":{}}}""");
        Assert.Equal(400, status);
        Assert.Contains("duplicate field \"spec.schedule\"", body.Text("message"));
    }

    [Theory]
    [InlineData("1.9.7", "paused")]
    [InlineData("1.9.7", "skipImmediately")]
    [InlineData("1.13.2", null)]
    public async Task An_older_velero_drops_the_fields_it_does_not_know(string version, string? dropped)
    {
        using var sandbox = Sandbox.Start(1, new SandboxOptions { VeleroVersion = version, KubernetesMinor = 20 });
        using var http = Http.Of(sandbox["c1"]);
        var body = Some.Schedule("daily");
        body["spec"]!["paused"] = true;
        body["spec"]!["skipImmediately"] = true;
        var (status, created) = await http.ExchangeAsync(
            "POST", Some.Schedules + "?dryRun=All&fieldValidation=Strict", body.ToJsonString());
        Assert.Equal(201, status);
        Assert.Equal(dropped is null, created.At("spec", dropped ?? "paused") is not null);
    }

    [Fact]
    public async Task A_cluster_without_velero_has_no_such_path()
    {
        using var sandbox = Sandbox.Start(0, new SandboxOptions { BareClusters = 1 });
        using var http = Http.Of(sandbox["b1"]);
        Assert.Equal(404, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
        Assert.Equal(404, (await http.ExchangeAsync("GET", "/apis/velero.io/v1")).Status);
        Assert.Equal(200, (await http.ExchangeAsync("GET", "/api/v1/namespaces/kube-system")).Status);
    }

    [Fact]
    public async Task A_definition_is_served_while_it_is_there()
    {
        using var sandbox = Sandbox.Start(0, new SandboxOptions { BareClusters = 1 });
        using var http = Http.Of(sandbox["b1"]);
        const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        var definition = Cluster.Get("customresourcedefinitions", "schedules.velero.io")!;
        definition["metadata"] = new JsonObject { ["name"] = "schedules.velero.io" };
        var (status, created) = await http.ExchangeAsync("POST", Definitions, definition.ToJsonString());
        Assert.Equal(201, status);
        Assert.Contains("Established", created.At("status", "conditions")!.ToJsonString());

        await http.ExchangeAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"velero"}}""");
        Assert.Equal(201, (await http.ExchangeAsync(
            "POST", Some.Schedules, Some.Schedule("daily").ToJsonString())).Status);
        await http.ExchangeAsync("DELETE", Definitions + "/schedules.velero.io");
        Assert.Equal(404, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
        await http.ExchangeAsync("POST", Definitions, definition.ToJsonString());
        Assert.Empty((await http.GetAsync(Some.Schedules))["items"]!.AsArray());
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 401)]
    public async Task A_client_certificate_is_an_administrators_or_a_strangers(bool own, int status)
    {
        using var other = Sandbox.Start();
        var (certificate, key) = (own ? Cluster : other["c1"]).Certificates.Admin;
        using var pem = X509Certificate2.CreateFromPem(certificate, key);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        handler.SslOptions.ClientCertificates = [pem];
        using var client = new HttpClient(handler) { BaseAddress = Cluster.Url, Timeout = Http.Limit };
        using var response = await client.GetAsync(Some.Schedules);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Rules_allow_what_they_name_and_nothing_else()
    {
        Cluster.Access.Allow("t", "reader", new AccessRule(["get", "list"], ["velero.io"], ["schedules"], ["velero"]));
        using var http = new Http(Cluster.Url, Cluster.Certificates.AuthorityPem, "t");
        Assert.Equal(200, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
        Assert.Equal(403, (await http.ExchangeAsync("GET", Some.Backups)).Status);
        Assert.Equal(403, (await http.ExchangeAsync("GET", "/apis/velero.io/v1/schedules")).Status);
        Assert.Equal(403, (await http.ExchangeAsync("DELETE", Some.Schedules + "/x")).Status);
        Cluster.Access.Revoke("t");
        Assert.Equal(401, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
    }

    [Fact]
    public async Task A_table_has_the_columns_of_the_definition()
    {
        Cluster.Create("schedules", Some.Schedule("daily"));
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(3));
        var (_, table) = await _http.ExchangeAsync(
            "GET", Some.Schedules, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        Assert.Equal(
            ["Name", "Status", "Schedule", "LastBackup", "Age", "Paused"],
            table.At("columnDefinitions")!.AsArray().Select(column => column.Text("name")));
        Assert.Equal(
            """["daily","Enabled","0 2 * * *",null,"3m",null]""",
            table.At("rows")![0].At("cells")!.ToJsonString());
    }

    [Fact]
    public async Task A_watch_sends_a_bookmark_every_minute_of_the_clock()
    {
        using var client = Raw();
        using var response = await client.GetAsync(
            Some.Schedules + "?watch=1&allowWatchBookmarks=true", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Cluster.Create("schedules", Some.Schedule("daily"));
        Assert.Equal("ADDED", await NextAsync(lines));
        var type = "";
        while (type != "BOOKMARK")
        {
            _sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
            type = await NextAsync(lines);
        }
    }

    [Fact]
    public async Task A_watch_from_a_compacted_version_is_told_that_it_expired()
    {
        Cluster.Registry.Store.Compact();
        using var client = Raw();
        var body = await client.GetStringAsync(Some.Schedules + "?watch=1&resourceVersion=1&timeoutSeconds=5");
        var error = JsonNode.Parse(body);
        Assert.Equal(("ERROR", "Expired"), (error.Text("type"), error.Text("object", "reason")));
    }

    private HttpClient Raw()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var client = new HttpClient(handler) { BaseAddress = Cluster.Url, Timeout = Http.Limit };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Cluster.AdminToken);
        return client;
    }

    private static async Task<string> NextAsync(StreamReader lines) =>
        JsonNode.Parse((await lines.ReadLineAsync().WaitAsync(Http.Limit))!).Text("type")!;
}
