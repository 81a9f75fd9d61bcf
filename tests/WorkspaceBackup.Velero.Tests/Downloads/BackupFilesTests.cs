using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Downloads;

/// <summary>From a DownloadRequest to the content of a file, against a bucket on the loopback interface.</summary>
public sealed class BackupFilesTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly FakeCluster _eu = new("eu");

    [Fact]
    public async Task A_file_is_signed_fetched_and_unpacked_and_its_request_removed()
    {
        await using var bucket = await TestApiServer.StartAsync(null, Packed("""{"v1/Pod":["app/web"]}"""));
        Signs($"http://127.0.0.1:{bucket.Port}/f.gz?signature=s");

        var read = await ReadAsync();

        Assert.Equal("app/web", (string?)Assert.IsType<FileRead.Found>(read).Content!["v1/Pod"]![0]);
        var asked = Assert.Single(_eu.Requests, request => request.Verb == "POST").Body!;
        Assert.Equal("""{"kind":"BackupResourceList","name":"b"}""", asked["spec"]!["target"]!.ToJsonString());
        Assert.Empty(_eu.All("downloadrequests"));
        var seen = Assert.Single(bucket.Seen);
        Assert.Equal("/f.gz?signature=s", seen.Target);
        Assert.DoesNotContain(seen.Headers.Keys, name => name is "Authorization" or "Cookie");
    }

    [Fact]
    public async Task A_file_that_is_not_packed_is_read_as_it_is()
    {
        await using var bucket = await TestApiServer.StartAsync(null, TestApiServer.Json("[]"));
        Signs($"http://127.0.0.1:{bucket.Port}/f");

        Assert.IsType<JsonArray>(Assert.IsType<FileRead.Found>(await ReadAsync()).Content);
    }

    [Fact]
    public async Task A_server_that_signs_nothing_is_given_up_after_ten_seconds()
    {
        var time = new FakeTime();

        var read = Assert.IsType<FileRead.Unread>(await ReadAsync(time));

        Assert.Equal("Velero signed no URL", read.Why);
        Assert.True(read.IsForAll);
        Assert.InRange(time.GetUtcNow() - DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
        Assert.Empty(_eu.All("downloadrequests"));
    }

    [Fact]
    public async Task A_request_that_failed_tells_why()
    {
        _eu.Acts = (path, found) => Answer(path, found, """{"phase":"Failed","message":"no such \u001b[31mplugin."}""");

        Assert.Equal(
            "Velero signed no URL: no such  [31mplugin", Assert.IsType<FileRead.Unread>(await ReadAsync()).Why);
        Assert.Empty(_eu.All("downloadrequests"));
    }

    [Fact]
    public async Task A_missing_file_is_none_and_any_other_answer_is_told()
    {
        await using var bucket = await TestApiServer.StartAsync(null, TestApiServer.InTurn(
            TestApiServer.Text("<Error/>", "application/xml", 404), TestApiServer.Text("<Error/>", "application/xml", 403)));
        Signs($"http://127.0.0.1:{bucket.Port}/f?X-Amz-Signature=secret");

        Assert.Equal("no such file", Assert.IsType<FileRead.Absent>(await ReadAsync()).Why);
        var refused = Assert.IsType<FileRead.Unread>(await ReadAsync()).Why;
        Assert.Equal($"the object storage at 127.0.0.1:{bucket.Port} answers 403 for it", refused);
    }

    [Fact]
    public async Task Nothing_is_followed_to_another_host_and_on_one_host_not_for_ever()
    {
        await using var bucket = await TestApiServer.StartAsync(null, context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = context.Request.Path.Value switch
            {
                "/away" => (307, "http://localhost:1/f"),
                "/round" => (302, "/round"),
                "/once" => (302, "/there"),
                _ => (200, ""),
            };
            return context.Request.Path == "/there" ? context.Response.WriteAsync("{}") : Task.CompletedTask;
        });

        Signs($"http://127.0.0.1:{bucket.Port}/away");
        Assert.Contains("another host (localhost:1), which is not followed", (await ReadAsync()).Problem);
        Signs($"http://127.0.0.1:{bucket.Port}/round");
        Assert.EndsWith("sends on again and again", (await ReadAsync()).Problem);
        Signs($"http://127.0.0.1:{bucket.Port}/once");
        Assert.IsType<FileRead.Found>(await ReadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_or_unpacks_to_more_than_may_be_is_not_read(bool isPacked)
    {
        var text = new string(' ', 3 * 1024 * 1024);
        await using var bucket = await TestApiServer.StartAsync(
            null, isPacked ? Packed(text) : TestApiServer.Text(text, "application/json"));
        Signs($"http://127.0.0.1:{bucket.Port}/f");

        var read = await ReadAsync(limits: new FetchLimits { Bytes = 2 * 1024 * 1024, UnpackedBytes = 2 * 1024 * 1024 });

        Assert.Equal("it is larger than 2 MiB", Assert.IsType<FileRead.Unread>(read).Why);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("\u001f\u008bdamaged")]
    public async Task A_damaged_file_is_said_to_be_that(string text)
    {
        await using var bucket = await TestApiServer.StartAsync(
            null, async context => await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(text)));
        Signs($"http://127.0.0.1:{bucket.Port}/f");

        Assert.EndsWith("sent is damaged", Assert.IsType<FileRead.Unread>(await ReadAsync()).Why);
    }

    [Fact]
    public async Task A_host_that_only_the_cluster_knows_names_publicUrl_and_never_the_signature()
    {
        Signs("http://s3.velero.svc.cluster.invalid/f?X-Amz-Signature=secret");

        var why = Assert.IsType<FileRead.Unread>(await ReadAsync()).Why;

        Assert.StartsWith("the name of the object storage at s3.velero.svc.cluster.invalid cannot be looked up", why);
        Assert.Contains("publicUrl", why);
        Assert.DoesNotContain("secret", why);
    }

    [Fact]
    public async Task A_bucket_that_is_silent_or_not_there_is_said_to_be_so()
    {
        await using var silent = new RawServer(RawServer.SilentAsync);
        Signs($"http://127.0.0.1:{silent.Port}/f");
        Assert.EndsWith(
            "did not send it within 1 s", (await ReadAsync(limits: new FetchLimits { Time = TimeSpan.FromSeconds(1) })).Problem);

        Signs($"http://127.0.0.1:{RawServer.ClosedPort()}/f");
        Assert.EndsWith("the connection was refused", (await ReadAsync()).Problem);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task An_address_that_is_none_of_the_web_is_not_opened(string url)
    {
        Signs(url);

        Assert.Equal("Velero signed something that is no address of the web", (await ReadAsync()).Problem);
    }

    [Fact]
    public async Task An_identity_that_may_not_ask_is_told_what_it_needs()
    {
        _eu.Fails = request => request.Verb == "POST" ? FaultKind.Forbidden : null;

        var read = Assert.IsType<FileRead.Unread>(await ReadAsync());

        Assert.True(read.IsForAll);
        Assert.Equal(
            "rules: [{apiGroups: [velero.io], resources: [downloadrequests], verbs: [create, get, delete]}]", AccessRight.Rules(read.Needed));
    }

    [Fact]
    public async Task A_kind_that_the_definition_does_not_know_is_no_file()
    {
        _eu.Fails = request => request.Verb == "POST" ? FaultKind.Invalid : null;

        Assert.Equal("this Velero keeps no BackupResourceList", Assert.IsType<FileRead.Absent>(await ReadAsync()).Why);
    }

    [Fact]
    public async Task A_stop_and_a_lost_answer_leave_no_request_behind()
    {
        using var stop = new CancellationTokenSource();
        _eu.Acts = (_, _) => stop.Cancel();
        Assert.IsType<FileRead.Unread>(await ReadAsync(stop: stop.Token));
        Assert.Empty(_eu.All("downloadrequests"));

        _eu.Acts = static (_, _) => { };
        _eu.LosesAnswer = request => request.Verb == "POST" ? FaultKind.TimedOut : null;
        Assert.IsType<FileRead.Unread>(await ReadAsync());
        Assert.Empty(_eu.All("downloadrequests"));
    }

    [Theory]
    [InlineData("caCert")]
    [InlineData("caCertRef")]
    public async Task The_locations_own_authority_is_trusted_and_without_it_none_is(string field)
    {
        using var authority = new TestCertificates();
        await using var bucket = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Json("{}"));
        Signs($"https://127.0.0.1:{bucket.Port}/f");
        var pem = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.Pem));
        _eu.Add(ApiPath.Velero("backupstoragelocations", "velero", "private"), field == "caCert"
            ? $$$$"""{"spec":{"objectStorage":{"bucket":"b","caCert":"{{{{pem}}}}"}}}"""
            : """{"spec":{"objectStorage":{"bucket":"b","caCertRef":{"name":"ca","key":"ca.crt"}}}}""");
        _eu.Add(new ApiPath("v1", "secrets", "velero", "ca"), $$$"""{"data":{"ca.crt":"{{{pem}}}"}}""");

        Assert.Contains("caCert adds the authority", (await ReadAsync(location: "default")).Problem);
        Assert.IsType<FileRead.Found>(await ReadAsync(location: "private"));
    }

    [Fact]
    public async Task A_certificate_in_a_Secret_needs_the_right_to_it()
    {
        _eu.Add(
            ApiPath.Velero("backupstoragelocations", "velero", "private"),
            """{"spec":{"objectStorage":{"bucket":"b","caCertRef":{"name":"ca","key":"ca.crt"}}}}""");
        Signs("https://127.0.0.1:1/f");
        _eu.Fails = request => request.Path.Resource == "secrets" ? FaultKind.Forbidden : null;

        var read = Assert.IsType<FileRead.Unread>(await ReadAsync(location: "private"));

        Assert.Equal("get secrets", Assert.Single(read.Needed).ToString());
    }

    private static RequestDelegate Packed(string text) => async context =>
    {
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(Encoding.UTF8.GetBytes(text));
    };

    private static void Answer(ApiPath path, JsonObject found, string status)
    {
        if (path.Resource == "downloadrequests")
        {
            found["status"] = JsonNode.Parse(status);
        }
    }

    private void Signs(string url) => _eu.Acts = (path, found) =>
        Answer(path, found, new JsonObject { ["phase"] = "Processed", ["downloadURL"] = url }.ToJsonString());

    private Task<FileRead> ReadAsync(
        FakeTime? time = null, string location = "default", FetchLimits? limits = null, CancellationToken stop = default) =>
        new BackupFiles(time ?? new FakeTime(), TestConnections.Environment(), limits: limits)
            .ReadAsync(_eu.Cluster, FileKind.BackupResourceList, "b", location, stop).WaitAsync(s_limit, CancellationToken.None);
}
